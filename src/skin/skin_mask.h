// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which frame pixels are measured: skin of this person, without hair, brows, eyes, lips, clothes and background.
// The mask adapts: it takes its colour from places that are skin on nearly every face (cheeks, nose, forehead) and
// accepts what lies near it, so it works alike for light and dark skin. Small spots stay inside: they are findings.

#include <opencv2/core.hpp>

#include "skin/frame.h"
#include "skin/planes.h"

namespace lumen::skin {

cv::Mat find_skin(const Frame& frame, const Planes& planes, Colour colour);

}  // namespace lumen::skin
