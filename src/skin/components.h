// SPDX-License-Identifier: Apache-2.0
#pragma once
// Connected pixels of a sparse mask. Its cost grows with the pixels that are set, not with the picture.

#include <opencv2/core.hpp>
#include <vector>

namespace lumen::skin {

struct Component {
  std::vector<cv::Point> pixels;
  cv::Rect box;
};

// 8-connected components of the non-zero pixels of a CV_8U mask, in reading order of their first pixels.
std::vector<Component> find_components(const cv::Mat& mask);

}  // namespace lumen::skin
