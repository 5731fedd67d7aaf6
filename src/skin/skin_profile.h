// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whose skin it is: tone and type.

#include <vector>

#include "domain/concern.h"
#include "skin/measure_concerns.h"

namespace lumen::skin {

// Tone: ITA = atan((L* - 50) / b*) and hue = atan(b* / a*) of the median skin; the Monk tone whose published swatch is
// nearest, a* and b* counting half because the light of a room moves them more than L*. Type: from shine of the
// T-zone and the cheeks and from dryness.
SkinProfile profile_skin(const SkinView& view, const Measures& measures, const std::vector<ConcernResult>& concerns,
                         const PhotoQuality& quality);

}  // namespace lumen::skin
