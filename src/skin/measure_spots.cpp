// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_spots.h"

#include <algorithm>
#include <cmath>

namespace lumen::skin {
namespace {

constexpr double face_area_units = 4;

// A spot stands out of this skin's own graininess, within limits that keep a smooth face from showing noise and a
// face full of spots from hiding them.
double threshold_for(const cv::Mat& excess, const cv::Mat& mask, double low, double high) {
  return std::clamp(2.0 * robust_deviation(excess, mask, -30, 30), low, high);
}

double energy(const cv::Mat& excess, const cv::Mat& mask) {
  const cv::Mat positive = cv::max(excess, 0);
  return std::sqrt(cv::mean(positive.mul(positive), mask)[0]);
}

SpotMeasure summarise(Spots found, const cv::Mat& excess, const SkinView& view) {
  SpotMeasure measure;
  measure.area_fraction = view.skin_px > 0 ? found.area_px / view.skin_px : 0;
  const double area_units = std::max(0.2, view.area_units());
  measure.count_per_face = double(found.spots.size()) * face_area_units / area_units;
  for (const Spot& spot : found.spots) measure.contrast_mean += spot.contrast / double(found.spots.size());
  measure.contrast_energy = energy(excess, view.inner);
  measure.found = std::move(found);
  return measure;
}

SpotRule rule_with(double threshold) {
  SpotRule rule;
  rule.threshold = threshold;
  rule.diameter_min_px = 0.030 * unit_px;
  rule.diameter_max_px = 0.30 * unit_px;
  rule.apart_min_px = 0.05 * unit_px;
  return rule;
}

// How much redder a spot is than the ring of skin around it. A red patch has spots where it is reddest or where it
// ends, but they do not stand out of their own surround; a lesion does.
double stands_out_by(const cv::Mat& redness, const cv::Mat& where, const Spot& spot) {
  constexpr int directions = 16;
  const double reach = 1.6 * std::sqrt(spot.area_px / CV_PI) + 2;
  std::vector<double> ring;
  for (int i = 0; i < directions; ++i) {
    const double angle = 2 * CV_PI * i / directions;
    const cv::Point at(int(std::lround(spot.peak.x + reach * std::cos(angle))),
                       int(std::lround(spot.peak.y + reach * std::sin(angle))));
    if (!cv::Rect(cv::Point(), where.size()).contains(at) || where.at<std::uint8_t>(at) == 0) continue;
    ring.push_back(double(redness.at<float>(at)));
  }
  if (ring.size() < directions / 2) return redness.at<float>(spot.peak);
  const auto middle = ring.begin() + std::ptrdiff_t(ring.size() / 2);
  std::nth_element(ring.begin(), middle, ring.end());
  return redness.at<float>(spot.peak) - *middle;
}

// Shares the spots out by their colour. Without colour all are brown.
void sort_by_colour(SpotMeasures& measures, const cv::Mat& redness, const cv::Mat& darkness, const cv::Mat& where) {
  for (Spots* list : {&measures.lesions, &measures.marks, &measures.brown}) {
    list->mask = cv::Mat::zeros(darkness.size(), CV_8U);
  }
  measures.lesions.threshold = measures.inflamed.found.threshold;
  measures.brown.threshold = measures.dark.found.threshold;
  measures.marks.threshold = std::min(measures.lesions.threshold, measures.brown.threshold);
  const auto hand_over = [](const Spot& spot, Spots& to) {
    to.spots.push_back(spot);
    to.area_px += spot.area_px;
  };
  const auto ratio = [&](const Spot& spot) {
    return redness.at<float>(spot.peak) / std::max(0.1F, darkness.at<float>(spot.peak));
  };
  for (const Spot& spot : measures.inflamed.found.spots) {
    if (stands_out_by(redness, where, spot) < measures.inflamed.found.threshold) continue;
    hand_over(spot, ratio(spot) <= mark_redness_max ? measures.marks : measures.lesions);
  }
  for (const Spot& spot : measures.dark.found.spots) {
    hand_over(spot, ratio(spot) >= mark_redness_min ? measures.marks : measures.brown);
  }
}

}  // namespace

SpotMeasures measure_spots(const SkinView& view) {
  SpotMeasures measures;
  const cv::Mat darkness = view.lightness(shading_sigma_px) - view.lightness(spot_sigma_px);
  cv::Mat dark_where = view.inner.clone();  // assigning an expression writes into a shared picture
  cv::Mat redness = cv::Mat::zeros(darkness.size(), CV_32F);
  if (view.colour == Colour::present) {
    redness = view.a(spot_sigma_px) - view.a(shading_sigma_px);
    const double threshold = threshold_for(redness, view.inner, 2.6, 4.0);
    measures.inflamed = summarise(find_spots(redness, view.inner, rule_with(threshold)), redness, view);
    // Mainly red is inflamed, not dark.
    dark_where &= redness < 0.6 * darkness;
  } else {
    measures.inflamed.found.mask = cv::Mat::zeros(view.mask.size(), CV_8U);
  }
  const double threshold = threshold_for(darkness, view.inner, 4.0, 7.0);
  measures.dark = summarise(find_spots(darkness, dark_where, rule_with(threshold)), darkness, view);
  sort_by_colour(measures, redness, darkness, view.inner);

  if (view.frame.mode == Mode::face && measures.inflamed.found.area_px > 0) {
    const cv::Mat lower = view.part(Region::lower_third);
    measures.lower_third_share = fraction_of(lower, measures.inflamed.found.mask);
    for (const Spot& spot : measures.inflamed.found.spots) {
      if (lower.at<std::uint8_t>(cv::Point(spot.centre)) != 0) measures.lower_third_count += 1;
    }
  }
  return measures;
}

}  // namespace lumen::skin
