// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whose skin it is: tone and type.

#include <vector>

#include "domain/concern.h"
#include "skin/measure_concerns.h"

namespace lumen::skin {

// Tone: ITA = atan((L* - 50) / b*) and hue = atan(b* / a*) of the median skin; the Monk tone whose published swatch has
// the nearest ITA (exposure moves L* and b* together, and the angle less than either). Type: from shine of the
// T-zone and the cheeks and from dryness.
SkinProfile profile_skin(const SkinView& view, const Measures& measures, const std::vector<ConcernResult>& concerns,
                         const PhotoQuality& quality);

}  // namespace lumen::skin
