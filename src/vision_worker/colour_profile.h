// SPDX-License-Identifier: Apache-2.0
#pragma once
// Colours of a decoded picture become sRGB, through its ICC profile when it has a usable one (Little CMS).

#include "vision_worker/picture.h"

namespace lumen::vision_worker {

// CV_8UC3 BGR in sRGB. A profile that is damaged or made for another number of channels is ignored: gray and
// RGB then count as sRGB, CMYK is converted by ink density alone. A profile that is sRGB but for rounding
// (no test colour moves by more than 2 of 255) costs no conversion.
cv::Mat to_srgb(const Picture& picture);

}  // namespace lumen::vision_worker
