// SPDX-License-Identifier: Apache-2.0
#pragma once
// Shine. Light that a film of oil mirrors has the colour of the lamp, light that comes out of the skin has the colour
// of the skin: where skin gets brighter and loses chroma at once, it shines (the dichromatic reflection model).

#include <opencv2/core.hpp>

#include "skin/skin_view.h"

namespace lumen::skin {

struct Shine {
  double area_fraction = 0;    // of all skin
  double t_zone_fraction = 0;  // of forehead, nose and chin; of all skin in a close-up
  double strength = 0;         // mean L* above the surround within the shining area
  double specularity = 0;      // chroma lost per L* gained, over everything brighter than its surround; -2..2
  cv::Mat mask;                // CV_8U
};

// Without colour only the brightness is asked for, and `specularity` is 0.
Shine measure_shine(const SkinView& view);

}  // namespace lumen::skin
