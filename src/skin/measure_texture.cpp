// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_texture.h"

#include <algorithm>
#include <cmath>

namespace lumen::skin {
namespace {

double per_unit(const Spots& spots, const cv::Mat& where) {
  const double area_units = cv::countNonZero(where) / (unit_px * unit_px);
  return area_units < 0.05 ? 0 : double(spots.spots.size()) / area_units;
}

SpotRule dot_rule(double threshold, double diameter_min_px, double diameter_max_px) {
  SpotRule rule;
  rule.threshold = threshold;
  rule.diameter_min_px = diameter_min_px;
  rule.diameter_max_px = diameter_max_px;
  rule.elongation_max = 2.2;
  rule.apart_min_px = 3;
  return rule;
}

double mean_contrast(const Spots& spots) {
  double sum = 0;
  for (const Spot& spot : spots.spots) sum += spot.contrast;
  return spots.spots.empty() ? 0 : sum / double(spots.spots.size());
}

}  // namespace

Texture measure_texture(const SkinView& view) {
  Texture texture;
  const cv::Mat around = cv::max(view.lightness(blotch_sigma_px), 5);
  const cv::Mat bright = 100 * (view.lightness(dot_sigma_px) - around) / around;
  const cv::Mat dark = -bright;

  const double up = cv::mean(cv::max(bright, 0), view.inner)[0];
  const double down = cv::mean(cv::max(dark, 0), view.inner)[0];
  texture.fine_percent = up + down;
  // Excursions beyond the bulk tell flakes from pores; the bulk itself is symmetric.
  const double bulk = 1.5 * robust_deviation(bright, view.inner, -30, 30);
  texture.bulk = bulk;
  texture.excursion = bright;
  const double flakes = cv::mean(cv::max(bright - bulk, 0), view.inner)[0];
  const double pits = cv::mean(cv::max(dark - bulk, 0), view.inner)[0];
  texture.bright_skew = flakes + pits > 1e-6 ? (flakes - pits) / (flakes + pits) : 0;

  const cv::Mat pore_where = view.inner & view.parts({Region::nose, Region::left_cheek, Region::right_cheek});
  texture.pores = find_spots(dark, pore_where, dot_rule(2.0, 1.5, 0.05 * unit_px));
  texture.pores_per_unit = per_unit(texture.pores, pore_where);
  texture.pore_contrast = mean_contrast(texture.pores);

  const cv::Mat oily_zone = view.inner & view.parts({Region::nose, Region::forehead, Region::chin});
  texture.blackheads = find_spots(dark, oily_zone, dot_rule(6.0, 2.5, 0.07 * unit_px));
  texture.blackheads_per_unit = per_unit(texture.blackheads, oily_zone);

  cv::Mat white_where = view.inner.clone();  // assigning an expression writes into a shared picture
  if (view.colour == Colour::present) {
    // A glint is white; a whitehead keeps the yellow of the skin around it.
    const cv::Mat yellow_loss = view.b(blotch_sigma_px) - view.b(dot_sigma_px);
    white_where &= yellow_loss < 0.35 * bright;
  }
  texture.whiteheads = find_spots(bright, white_where, dot_rule(5.0, 2.5, 0.08 * unit_px));
  texture.whiteheads_per_unit = per_unit(texture.whiteheads, white_where);
  return texture;
}

}  // namespace lumen::skin
