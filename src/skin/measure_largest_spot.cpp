// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_largest_spot.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace lumen::skin {
namespace {

// A face is about 140 mm wide where the eyes are 63 mm apart.
constexpr double face_width_px = 2.2 * unit_px;
constexpr double edge_px = 3;  // the spot's soft edge belongs neither to it nor to the skin around
constexpr int ring_px_min = 30;

// The connected part of `mask` with the largest area; empty when there is none.
cv::Mat largest_part(const cv::Mat& mask) {
  cv::Mat numbers;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(mask, numbers, stats, centres, 8);
  int largest = 0;
  for (int i = 1; i < count; ++i) {
    const bool larger = largest == 0 || stats.at<int>(i, cv::CC_STAT_AREA) > stats.at<int>(largest, cv::CC_STAT_AREA);
    if (larger) largest = i;
  }
  return largest == 0 ? cv::Mat() : cv::Mat(numbers == largest);
}

// The share of the spot's pixels whose mirror image over the axis through `centre` lies outside of it.
double uncovered(const cv::Mat& spot, const std::vector<cv::Point>& pixels, cv::Point2d centre, double axis_angle) {
  const double c = std::cos(2 * axis_angle);
  const double s = std::sin(2 * axis_angle);
  int outside = 0;
  for (const cv::Point& pixel : pixels) {
    const cv::Point2d from = cv::Point2d(pixel) - centre;
    const cv::Point image(cv::Point2d(c * from.x + s * from.y, s * from.x - c * from.y) + centre);
    const bool within = cv::Rect({0, 0}, spot.size()).contains(image);
    if (!within || spot.at<std::uint8_t>(image) == 0) ++outside;
  }
  return double(outside) / double(pixels.size());
}

double asymmetry_of(const cv::Mat& spot) {
  std::vector<cv::Point> pixels;
  cv::findNonZero(spot, pixels);
  const cv::Moments moments = cv::moments(spot, true);
  const cv::Point2d centre(moments.m10 / moments.m00, moments.m01 / moments.m00);
  const double angle = 0.5 * std::atan2(2 * moments.mu11, moments.mu20 - moments.mu02);
  const double over_long = uncovered(spot, pixels, centre, angle);
  const double over_short = uncovered(spot, pixels, centre, angle + std::numbers::pi / 2);
  return (over_long + over_short) / 2;
}

cv::Mat grown(const cv::Mat& mask, double by_px) {
  const int side = 2 * int(std::lround(by_px)) + 1;
  cv::Mat out;
  cv::dilate(mask, out, cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side}));
  return out;
}

}  // namespace

std::optional<LargestSpot> measure_largest_spot(const SkinView& view, const Spots& dark) {
  const cv::Mat spot = largest_part(dark.mask);
  if (spot.empty()) return std::nullopt;
  const double area_px = cv::countNonZero(spot);
  const double diameter_px = 2 * std::sqrt(area_px / std::numbers::pi);
  const cv::Mat ring =
      grown(spot, edge_px + std::max(4.0, diameter_px / 2)) & ~grown(spot, edge_px) & view.inner & ~dark.mask;
  if (cv::countNonZero(ring) < ring_px_min) return std::nullopt;
  const double around = cv::mean(view.planes.lightness, ring)[0];
  const double inside = cv::mean(view.planes.lightness, spot)[0];

  LargestSpot found;
  found.asymmetry = asymmetry_of(spot);
  found.darkness_percent = around > 0 ? std::max(0.0, 100 * (around - inside) / around) : 0;
  found.size = diameter_px / face_width_px;
  return found;
}

}  // namespace lumen::skin
