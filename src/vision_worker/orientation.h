// SPDX-License-Identifier: Apache-2.0
#pragma once
// EXIF orientation (CIPA DC-008 §4.6.4 A, tag 274): where row 0 and column 0 of the file lie in the scene.

#include <cstdint>
#include <opencv2/core.hpp>

namespace lumen::vision_worker {

// 5 to 8 swap the sides.
bool swaps_sides(std::uint32_t orientation);

// Turns the picture upright; 1 and unknown values leave it as it is.
cv::Mat upright(const cv::Mat& pixels, std::uint32_t orientation);

}  // namespace lumen::vision_worker
