// SPDX-License-Identifier: Apache-2.0
#include "skin/blobs.h"

#include <algorithm>
#include <cmath>

#include "skin/components.h"

namespace lumen::skin {
namespace {

bool spot_shaped(const Component& component, const SpotRule& rule) {
  const auto area = double(component.pixels.size());
  const double width = component.box.width;
  const double height = component.box.height;
  const double diameter = std::sqrt(area * 4 / CV_PI);
  if (diameter < rule.diameter_min_px || diameter > rule.diameter_max_px) return false;
  if (std::max(width, height) > rule.elongation_max * std::min(width, height)) return false;
  return area >= 0.30 * width * height;  // a slanted line fills little of its box
}

// Highest within `reach` px; of equal ones the first in reading order.
bool is_highest(const cv::Mat& excess, cv::Point at, int reach) {
  const float value = excess.at<float>(at);
  const int bottom = std::min(excess.rows - 1, at.y + reach);
  const int right = std::min(excess.cols - 1, at.x + reach);
  for (int y = std::max(0, at.y - reach); y <= bottom; ++y) {
    const auto* other = excess.ptr<float>(y);
    for (int x = std::max(0, at.x - reach); x <= right; ++x) {
      if (other[x] > value) return false;
      const bool earlier = y < at.y || (y == at.y && x < at.x);
      if (earlier && other[x] == value) return false;
    }
  }
  return true;
}

std::vector<cv::Point> maxima_of(const Component& component, const cv::Mat& excess, int reach) {
  std::vector<cv::Point> maxima;
  for (const cv::Point at : component.pixels) {
    if (is_highest(excess, at, reach)) maxima.push_back(at);
  }
  return maxima;
}

}  // namespace

Spots find_spots(const cv::Mat& excess, const cv::Mat& where, const SpotRule& rule) {
  cv::Mat over;
  cv::compare(excess, rule.threshold, over, cv::CMP_GT);
  over &= where;
  const int reach = std::max(1, int(std::lround(rule.apart_min_px)));

  Spots found;
  found.threshold = rule.threshold;
  found.mask = cv::Mat::zeros(over.size(), CV_8U);
  for (const Component& component : find_components(over)) {
    if (!spot_shaped(component, rule)) continue;
    const std::vector<cv::Point> maxima = maxima_of(component, excess, reach);
    if (maxima.empty()) continue;  // the flank of something higher that `where` leaves out
    const auto area = double(component.pixels.size());
    found.area_px += area;
    for (const cv::Point at : component.pixels) found.mask.at<std::uint8_t>(at) = 255;
    for (const cv::Point at : maxima) {
      found.spots.push_back({at, area / double(maxima.size()), excess.at<float>(at), at});
    }
  }
  return found;
}

}  // namespace lumen::skin
