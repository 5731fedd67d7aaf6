// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_under_eyes.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <vector>

namespace lumen::skin {
namespace {

constexpr int pixels_min = 150;
constexpr double shadow_fraction = 0.35;  // the shadow may fill only a part of the region

struct Side {
  double darkness;
  double lightness;  // of the cheek
  double redness;
  double blueness;
  double bag_depth;
};

double median_of(const cv::Mat& picture, const cv::Mat& mask) { return percentile(picture, mask, 0.5, -40, 100); }

constexpr double profile_from_units = 0.20;  // below the lash line
constexpr double profile_step_units = 0.02;
constexpr int profile_steps = 29;  // to 0.78, on the cheek

// Mean L* of each row of a column strip below the eye, from the lash line to the cheek.
std::vector<double> profile_below_eye(const SkinView& view, double side) {
  const int centre = int(face_frame_size.width / 2.0 + side * 0.5 * unit_px);
  const int half = int(0.16 * unit_px);
  std::vector<double> rows;
  for (int step = 0; step < profile_steps; ++step) {
    const double y = profile_from_units + step * profile_step_units;
    const int row = int(face_frame_eye_row_px + y * unit_px);
    rows.push_back(cv::mean(view.planes.lightness(cv::Rect(centre - half, row, 2 * half, 3)))[0]);
  }
  return rows;
}

// A bag bulges towards the light above its lower edge, and the cheek brightens again below: the deepest valley that
// has higher ground within 0.2 units on both sides.
double deepest_groove(const std::vector<double>& rows) {
  constexpr std::ptrdiff_t reach = 10;
  const auto count = std::ptrdiff_t(rows.size());
  double deepest = 0;
  for (std::ptrdiff_t i = 3; i + 3 < count; ++i) {
    const auto here = rows.begin() + i;
    const double above = *std::max_element(rows.begin() + std::max<std::ptrdiff_t>(0, i - reach), here);
    const double below = *std::max_element(here + 1, rows.begin() + std::min(count, i + reach + 1));
    deepest = std::max(deepest, std::min(above, below) - *here);
  }
  return deepest;
}

std::optional<Side> measure_side(const SkinView& view, Region under_eye, Region cheek, double side) {
  cv::Mat under = view.frame.valid & face_template().regions[std::size_t(under_eye)];
  under.setTo(0, face_template().features);
  const cv::Mat below = view.part(cheek);
  if (cv::countNonZero(under) < pixels_min || cv::countNonZero(below) < pixels_min) return std::nullopt;
  const Planes& planes = view.planes;
  Side measured{};
  measured.lightness = median_of(planes.lightness, below);
  measured.darkness = measured.lightness - percentile(planes.lightness, under, shadow_fraction, 0, 100);
  measured.redness = median_of(planes.a, under) - median_of(planes.a, below);
  measured.blueness = median_of(planes.b, below) - median_of(planes.b, under);
  measured.bag_depth = deepest_groove(profile_below_eye(view, side));
  return measured;
}

}  // namespace

UnderEyes measure_under_eyes(const SkinView& view) {
  UnderEyes eyes;
  if (view.frame.mode == Mode::close_up) return eyes;
  std::vector<Side> sides;
  const auto left = measure_side(view, Region::left_under_eye, Region::left_cheek, -1);
  const auto right = measure_side(view, Region::right_under_eye, Region::right_cheek, 1);
  if (left) sides.push_back(*left);
  if (right) sides.push_back(*right);
  if (sides.empty()) return eyes;
  eyes.seen = true;
  eyes.bag_depth = sides.front().bag_depth;
  const double share = 1.0 / double(sides.size());
  for (const Side& side : sides) {
    const double percent = 100 * side.darkness / std::max(5.0, side.lightness);
    eyes.darkness += share * side.darkness;
    eyes.darkness_percent += share * percent;
    eyes.redness += share * side.redness;
    eyes.blueness += share * side.blueness;
    eyes.bag_depth = std::min(eyes.bag_depth, side.bag_depth);
    eyes.worst_percent = std::max(eyes.worst_percent, percent);
  }
  return eyes;
}

}  // namespace lumen::skin
