// SPDX-License-Identifier: Apache-2.0
#include "skin/planes.h"

#include <array>
#include <opencv2/imgproc.hpp>

namespace lumen::skin {

Planes split_planes(const cv::Mat& bgr) {
  cv::Mat lab;
  bgr.convertTo(lab, CV_32F, 1.0 / 255);
  cv::cvtColor(lab, lab, cv::COLOR_BGR2Lab);
  std::array<cv::Mat, 3> channels;
  cv::split(lab, channels.data());
  return {channels[0], channels[1], channels[2]};
}

}  // namespace lumen::skin
