// SPDX-License-Identifier: Apache-2.0
#include "skin/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lumen::skin {

Thumbnail make_thumbnail(const cv::Mat& bgr) {
  constexpr double side_px = 96;
  const int most = std::max(1, std::min(bgr.cols, bgr.rows));
  const int shrink = std::clamp(int(std::sqrt(double(bgr.total())) / side_px), 1, most);
  // A whole-number ratio is averaged by a fast path.
  const cv::Size size(bgr.cols / shrink, bgr.rows / shrink);
  Thumbnail thumbnail;
  thumbnail.scale = 1.0 / shrink;
  cv::resize(bgr(cv::Rect(0, 0, size.width * shrink, size.height * shrink)), thumbnail.bgr, size, 0, 0, cv::INTER_AREA);
  return thumbnail;
}

}  // namespace lumen::skin
