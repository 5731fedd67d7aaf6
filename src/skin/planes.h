// SPDX-License-Identifier: Apache-2.0
#pragma once
// The frame's pixels as the numbers that are measured: CIELAB under D65 from sRGB.

#include <opencv2/core.hpp>

namespace lumen::skin {

struct Planes {
  cv::Mat lightness;  // L*, CV_32F, 0..100
  cv::Mat a;          // a*, CV_32F, green to red
  cv::Mat b;          // b*, CV_32F, blue to yellow
};

Planes split_planes(const cv::Mat& bgr);

}  // namespace lumen::skin
