// SPDX-License-Identifier: Apache-2.0
#include "skin/prepare_colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lumen::skin {
namespace {

constexpr double full_correction = 0.6;    // coloured backgrounds mislead the estimate: never trust it wholly
constexpr double skin_fraction_max = 0.6;  // from here on nothing is corrected
constexpr int clipped = 250;               // a clipped channel says nothing about the light

double power_six(double value) { return value * value * value * value * value * value; }

}  // namespace

Light estimate_light(const Thumbnail& thumbnail, double skin_fraction) {
  const cv::Mat& small = thumbnail.bgr;
  std::array<double, 3> sums{};
  int counted = 0;
  for (int y = 0; y < small.rows; ++y) {
    for (int x = 0; x < small.cols; ++x) {
      const auto pixel = small.at<cv::Vec3b>(y, x);
      if (std::max({pixel[0], pixel[1], pixel[2]}) >= clipped) continue;
      for (int channel = 0; channel < 3; ++channel) {
        sums[std::size_t(channel)] += power_six(pixel[channel] / 255.0);
      }
      ++counted;
    }
  }
  Light light;
  if (counted == 0 || sums[0] <= 0 || sums[1] <= 0 || sums[2] <= 0) return light;
  std::array<double, 3> norms{};
  for (std::size_t i = 0; i < 3; ++i) norms[i] = std::pow(sums[i] / counted, 1.0 / 6);
  light.blue_to_green = norms[0] / norms[1];
  light.red_to_green = norms[2] / norms[1];
  const double mean = (norms[0] + norms[1] + norms[2]) / 3;
  const double strength = full_correction * std::clamp(1 - skin_fraction / skin_fraction_max, 0.0, 1.0);
  for (int i = 0; i < 3; ++i) {
    light.gain_bgr[i] = std::clamp(std::pow(mean / norms[std::size_t(i)], strength), 0.80, 1.25);
  }
  return light;
}

cv::Mat correct_colour(const cv::Mat& bgr, const Light& light) {
  cv::Mat table(1, 256, CV_8UC3);
  for (int value = 0; value < 256; ++value) {
    for (int channel = 0; channel < 3; ++channel) {
      table.at<cv::Vec3b>(value)[channel] = cv::saturate_cast<std::uint8_t>(value * light.gain_bgr[channel]);
    }
  }
  cv::Mat out;
  cv::LUT(bgr, table, out);
  return out;
}

}  // namespace lumen::skin
