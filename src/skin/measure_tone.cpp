// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_tone.h"

#include <algorithm>
#include <cmath>

namespace lumen::skin {
namespace {

double unevenness(const cv::Mat& blotches, const cv::Mat& shading, const cv::Mat& where) {
  return robust_deviation(blotches - shading, where, -40, 40);
}

}  // namespace

Tone measure_tone(const SkinView& view) {
  Tone tone;
  tone.lightness = view.reference.lightness;
  const double light = unevenness(view.lightness(blotch_sigma_px), view.lightness(shading_sigma_px), view.inner);
  tone.unevenness_percent = 100 * light / std::max(5.0, tone.lightness);
  if (view.colour == Colour::absent) return tone;
  const double yellow = std::max(0.5, view.reference.b);
  tone.ita_degrees = std::atan((tone.lightness - 50) / yellow) * 180 / CV_PI;
  const double a = unevenness(view.a(blotch_sigma_px), view.a(shading_sigma_px), view.inner);
  const double b = unevenness(view.b(blotch_sigma_px), view.b(shading_sigma_px), view.inner);
  tone.colour_unevenness = std::hypot(a, b);
  return tone;
}

}  // namespace lumen::skin
