// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_lines.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "skin/components.h"

namespace lumen::skin {
namespace {

constexpr double fine_sigma_px = 1.6;
constexpr double coarse_sigma_px = 2.8;
constexpr double strength_min = 1.6;       // per cent of local L*
constexpr double length_min_units = 0.20;  // about 13 mm

struct Curvature {
  cv::Mat xx;
  cv::Mat yy;
  cv::Mat xy;
};

Curvature curvature_of(const cv::Mat& soft) {
  Curvature c;
  cv::Sobel(soft, c.xx, CV_32F, 2, 0, 3, 0.25);
  cv::Sobel(soft, c.yy, CV_32F, 0, 2, 3, 0.25);
  cv::Sobel(soft, c.xy, CV_32F, 1, 1, 3, 0.25);
  return c;
}

// Raises `strength` to the ridge strength at one scale: the larger eigenvalue of the Hessian (across a dark line L*
// is convex) less the size of the smaller one (along a line L* hardly bends; at a dot it does), times sigma squared
// so that scales compare.
void raise_to_ridges(cv::Mat& strength, const cv::Mat& lightness, double sigma_px, const cv::Mat& where) {
  const Curvature c = curvature_of(smooth(lightness, sigma_px));
  const auto scale = float(sigma_px * sigma_px);
  for (int y = 0; y < strength.rows; ++y) {
    const auto* in = where.ptr<std::uint8_t>(y);
    const auto* xx = c.xx.ptr<float>(y);
    const auto* yy = c.yy.ptr<float>(y);
    const auto* xy = c.xy.ptr<float>(y);
    auto* out = strength.ptr<float>(y);
    for (int x = 0; x < strength.cols; ++x) {
      if (in[x] == 0) continue;
      const float mean = 0.5F * (xx[x] + yy[x]);
      const float half = 0.5F * (xx[x] - yy[x]);
      const float root = std::sqrt(half * half + xy[x] * xy[x]);
      out[x] = std::max(out[x], (mean + root - std::abs(mean - root)) * scale);
    }
  }
}

struct LongLines {
  cv::Mat all;
  cv::Mat deep;
};

// Components whose box diagonal is long and that fill little of it. `strength` is in per cent of local L*.
LongLines keep_long(const cv::Mat& candidates, const cv::Mat& strength) {
  constexpr double length_min_px = length_min_units * unit_px;
  LongLines kept{cv::Mat::zeros(candidates.size(), CV_8U), cv::Mat::zeros(candidates.size(), CV_8U)};
  for (const Component& component : find_components(candidates)) {
    const double diagonal = std::hypot(component.box.width, component.box.height);
    const auto area = double(component.pixels.size());
    if (diagonal < length_min_px || area > 0.30 * diagonal * diagonal) continue;
    double sum = 0;
    for (const cv::Point at : component.pixels) sum += strength.at<float>(at);
    const bool is_deep = sum / area >= deep_line_strength;
    for (const cv::Point at : component.pixels) {
      kept.all.at<std::uint8_t>(at) = 255;
      if (is_deep) kept.deep.at<std::uint8_t>(at) = 255;
    }
  }
  return kept;
}

double length_per_unit(const cv::Mat& lines, const cv::Mat& where) {
  const int area = cv::countNonZero(where);
  if (area < 200) return 0;
  return cv::countNonZero(lines & where) / line_width_px / area * unit_px;
}

}  // namespace

Lines measure_lines(const SkinView& view) {
  // Outside the mask the person's own shading stands in, so that the mask's edge is no line.
  const cv::Mat& shading = view.lightness(shading_sigma_px);
  cv::Mat filled = shading.clone();
  view.planes.lightness.copyTo(filled, view.mask);
  cv::Mat strength = cv::Mat::zeros(filled.size(), CV_32F);
  raise_to_ridges(strength, filled, fine_sigma_px, view.inner);
  raise_to_ridges(strength, filled, coarse_sigma_px, view.inner);
  const cv::Mat percent = 100 * strength / cv::max(shading, 5);
  const cv::Mat candidates = (percent > strength_min) & view.inner;

  // Smile folds, the jaw and the nose have lines on everybody: on a face only the other places count.
  const cv::Mat eyes = view.inner & view.parts({Region::left_crows_foot, Region::right_crows_foot,
                                                Region::left_under_eye, Region::right_under_eye});
  const cv::Mat forehead = view.inner & view.part(Region::forehead);
  const cv::Mat where = eyes | forehead | (view.inner & view.parts({Region::left_cheek, Region::right_cheek}));
  Lines lines;
  const LongLines kept = keep_long(candidates, percent);
  lines.mask = kept.all & where;
  lines.deep = kept.deep & where;
  lines.fine = kept.all & ~kept.deep & where;
  lines.area_fraction = fraction_of(lines.mask, where);
  lines.length_per_unit = length_per_unit(lines.mask, where);
  if (view.frame.mode == Mode::face) {
    lines.forehead_per_unit = length_per_unit(lines.mask, forehead);
    lines.eyes_per_unit = length_per_unit(lines.mask, eyes);
  }
  return lines;
}

}  // namespace lumen::skin
