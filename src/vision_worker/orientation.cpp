// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/orientation.h"

namespace lumen::vision_worker {

bool swaps_sides(std::uint32_t orientation) { return orientation >= 5 && orientation <= 8; }

cv::Mat upright(const cv::Mat& pixels, std::uint32_t orientation) {
  constexpr int around_both = -1;
  constexpr int around_vertical = 1;    // left and right change places
  constexpr int around_horizontal = 0;  // top and bottom change places
  cv::Mat turned = pixels;
  if (swaps_sides(orientation)) turned = pixels.t();
  cv::Mat out;
  switch (orientation) {
    case 2: cv::flip(turned, out, around_vertical); return out;
    case 3: cv::flip(turned, out, around_both); return out;
    case 4: cv::flip(turned, out, around_horizontal); return out;
    case 6: cv::flip(turned, out, around_vertical); return out;
    case 7: cv::flip(turned, out, around_both); return out;
    case 8: cv::flip(turned, out, around_horizontal); return out;
    default: return turned;  // 1, and 5, which is the transposition alone
  }
}

}  // namespace lumen::vision_worker
