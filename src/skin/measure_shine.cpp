// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_shine.h"

#include <algorithm>

namespace lumen::skin {
namespace {

constexpr double brighter_by = 5;    // L* units above the surround
constexpr double chroma_lost = 2.0;  // below the surround's chroma

// Chroma above that of the surround, from the smoothed planes.
cv::Mat chroma_gained(const SkinView& view) {
  cv::Mat here;
  cv::Mat around;
  cv::magnitude(view.a(dot_sigma_px), view.b(dot_sigma_px), here);
  cv::magnitude(view.a(shading_sigma_px), view.b(shading_sigma_px), around);
  return here - around;
}

// Least-squares slope through the origin of chroma against L*, over brighter pixels, with the sign turned.
double specularity_of(const cv::Mat& brighter, const cv::Mat& chroma, const cv::Mat& where) {
  const cv::Mat positive = cv::max(brighter, 0);
  const double both = cv::mean(positive.mul(chroma), where)[0];
  const double squared = cv::mean(positive.mul(positive), where)[0];
  return squared < 1e-6 ? 0 : std::clamp(-both / squared, -2.0, 2.0);
}

}  // namespace

Shine measure_shine(const SkinView& view) {
  Shine shine;
  const cv::Mat brighter = view.lightness(dot_sigma_px) - view.lightness(shading_sigma_px);
  shine.mask = (brighter > brighter_by) & view.inner;
  if (view.colour == Colour::present) {
    const cv::Mat gained = chroma_gained(view);
    shine.mask &= gained < -chroma_lost;
    shine.specularity = specularity_of(brighter, gained, view.inner);
  }
  shine.area_fraction = fraction_of(shine.mask, view.inner);
  shine.t_zone_fraction =
      fraction_of(shine.mask, view.inner & view.parts({Region::forehead, Region::nose, Region::chin}));
  if (cv::countNonZero(shine.mask) > 0) shine.strength = cv::mean(brighter, shine.mask)[0];
  return shine;
}

}  // namespace lumen::skin
