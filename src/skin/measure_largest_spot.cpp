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

struct Part {
  cv::Rect box;
  cv::Mat mask;  // of the whole picture; empty when there is none
};

// The connected part of `mask` with the largest area.
Part largest_part(const cv::Mat& mask) {
  cv::Mat numbers;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(mask, numbers, stats, centres, 8);
  int largest = 0;
  for (int i = 1; i < count; ++i) {
    const bool larger = largest == 0 || stats.at<int>(i, cv::CC_STAT_AREA) > stats.at<int>(largest, cv::CC_STAT_AREA);
    if (larger) largest = i;
  }
  if (largest == 0) return {};
  const auto number = [&](int column) { return stats.at<int>(largest, column); };
  const cv::Rect box(number(cv::CC_STAT_LEFT), number(cv::CC_STAT_TOP), number(cv::CC_STAT_WIDTH),
                     number(cv::CC_STAT_HEIGHT));
  return {box, cv::Mat(numbers == largest)};
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
  if (dark.spots.empty()) return std::nullopt;
  const Part part = largest_part(dark.mask);
  const double area_px = cv::countNonZero(part.mask(part.box));
  const double diameter_px = 2 * std::sqrt(area_px / std::numbers::pi);
  const double ring_px = edge_px + std::max(4.0, diameter_px / 2);

  // Only the spot and what is around it.
  const int margin = int(std::ceil(ring_px)) + 1;
  const cv::Rect wide(part.box.tl() - cv::Point(margin, margin), part.box.size() + cv::Size(2 * margin, 2 * margin));
  const cv::Rect window = wide & cv::Rect({0, 0}, part.mask.size());
  const cv::Mat spot = part.mask(window);
  const cv::Mat lightness = view.planes.lightness(window);
  const cv::Mat elsewhere = view.inner(window) & ~dark.mask(window);
  const cv::Mat ring = grown(spot, ring_px) & ~grown(spot, edge_px) & elsewhere;
  if (cv::countNonZero(ring) < ring_px_min) return std::nullopt;
  const double around = cv::mean(lightness, ring)[0];
  const double inside = cv::mean(lightness, spot)[0];

  LargestSpot found;
  found.asymmetry = asymmetry_of(spot);
  found.darkness_percent = around > 0 ? std::max(0.0, 100 * (around - inside) / around) : 0;
  found.size = diameter_px / face_width_px;
  return found;
}

}  // namespace lumen::skin
