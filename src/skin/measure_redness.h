// SPDX-License-Identifier: Apache-2.0
#pragma once
// Redness: a* above this photo's own calm skin, after smoothing away single spots.

#include <opencv2/core.hpp>

#include "skin/skin_view.h"

namespace lumen::skin {

struct Redness {
  double area_fraction = 0;   // of skin more than `red_from` above calm skin
  double delta_a = 0;         // mean excess over that area, a* units
  double spread_a = 0;        // 90th percentile - calm, a* units
  double centre_delta_a = 0;  // cheeks and nose - forehead and chin, a* units; 0 in a close-up
  cv::Mat map;                // CV_8U: the red area
};

inline constexpr double red_from = 5.0;  // a* units above calm skin

Redness measure_redness(const SkinView& view);

}  // namespace lumen::skin
