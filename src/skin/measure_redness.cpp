// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_redness.h"

namespace lumen::skin {
namespace {

double median_in(const cv::Mat& picture, const cv::Mat& mask) { return percentile(picture, mask, 0.5, -40, 80); }

}  // namespace

Redness measure_redness(const SkinView& view) {
  Redness redness;
  redness.map = cv::Mat::zeros(view.mask.size(), CV_8U);
  if (view.colour == Colour::absent || view.skin_px == 0) return redness;
  const cv::Mat excess = view.a(blotch_sigma_px) - view.reference.calm_a;
  redness.map = (excess > red_from) & view.mask;
  redness.area_fraction = fraction_of(redness.map, view.mask);
  redness.delta_a = redness.area_fraction > 0 ? cv::mean(excess, redness.map)[0] : 0;
  redness.spread_a = percentile(excess, view.mask, 0.90, -20, 60);
  if (view.frame.mode == Mode::face) {
    const cv::Mat centre = view.parts({Region::left_cheek, Region::right_cheek, Region::nose});
    const cv::Mat rest = view.parts({Region::forehead, Region::chin});
    if (cv::countNonZero(centre) > 200 && cv::countNonZero(rest) > 200) {
      redness.centre_delta_a = median_in(excess, centre) - median_in(excess, rest);
    }
  }
  return redness;
}

}  // namespace lumen::skin
