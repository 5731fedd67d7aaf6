// SPDX-License-Identifier: Apache-2.0
#pragma once
// A small copy of the whole photo, made once: for what is asked about the photo and not about details.

#include <opencv2/core.hpp>

namespace lumen::skin {

struct Thumbnail {
  cv::Mat bgr;       // CV_8UC3, between about 96 x 96 and 192 x 192 px in area, averaged
  double scale = 1;  // thumbnail px per photo px, 1 / a whole number
};

Thumbnail make_thumbnail(const cv::Mat& bgr);

}  // namespace lumen::skin
