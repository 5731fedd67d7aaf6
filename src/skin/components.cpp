// SPDX-License-Identifier: Apache-2.0
#include "skin/components.h"

#include <algorithm>

namespace lumen::skin {
namespace {

// Clears the component from `left` and collects its pixels.
Component take(cv::Mat& left, cv::Point start) {
  Component component;
  component.pixels.push_back(start);
  left.at<std::uint8_t>(start) = 0;
  cv::Point low = start;
  cv::Point high = start;
  for (std::size_t next = 0; next < component.pixels.size(); ++next) {
    const cv::Point at = component.pixels[next];
    low = {std::min(low.x, at.x), std::min(low.y, at.y)};
    high = {std::max(high.x, at.x), std::max(high.y, at.y)};
    for (int y = std::max(0, at.y - 1); y <= std::min(left.rows - 1, at.y + 1); ++y) {
      for (int x = std::max(0, at.x - 1); x <= std::min(left.cols - 1, at.x + 1); ++x) {
        auto& pixel = left.at<std::uint8_t>(y, x);
        if (pixel == 0) continue;
        pixel = 0;
        component.pixels.emplace_back(x, y);
      }
    }
  }
  component.box = cv::Rect(low, high + cv::Point(1, 1));
  return component;
}

}  // namespace

std::vector<Component> find_components(const cv::Mat& mask) {
  std::vector<Component> components;
  cv::Mat left = mask.clone();
  for (int y = 0; y < left.rows; ++y) {
    const auto* row = left.ptr<std::uint8_t>(y);
    for (int x = 0; x < left.cols; ++x) {
      if (row[x] != 0) components.push_back(take(left, cv::Point(x, y)));
    }
  }
  return components;
}

}  // namespace lumen::skin
