// SPDX-License-Identifier: Apache-2.0
#include "skin/skin_view.h"

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "skin/skin_mask.h"

namespace lumen::skin {
namespace {

constexpr int rim_px = 5;
constexpr double calm_fraction = 0.30;

Reference find_reference(const SkinView& view) {
  Reference reference;
  reference.lightness = percentile(view.planes.lightness, view.mask, 0.5, 0, 100);
  reference.a = percentile(view.planes.a, view.mask, 0.5, -40, 80);
  reference.b = percentile(view.planes.b, view.mask, 0.5, -40, 80);
  reference.calm_a = percentile(view.a(blotch_sigma_px), view.mask, calm_fraction, -40, 80);
  reference.chroma = std::hypot(reference.a, reference.b);
  return reference;
}

}  // namespace

SkinView::SkinView(Frame prepared, Colour present)
    : frame(std::move(prepared)),
      colour(present),
      planes(split_planes(frame.bgr)),
      mask(find_skin(frame, planes, colour)),
      skin_px(cv::countNonZero(mask)),
      within_(mask),
      lightness_(within_.prepare(planes.lightness)),
      a_(within_.prepare(planes.a)),
      b_(within_.prepare(planes.b)) {
  cv::erode(mask, inner, cv::Mat::ones(2 * rim_px + 1, 2 * rim_px + 1, CV_8U), cv::Point(-1, -1), 1,
            cv::BORDER_CONSTANT, cv::Scalar(0));
  reference = find_reference(*this);
}

cv::Mat SkinView::part(Region region) const {
  if (frame.mode == Mode::close_up) return mask;
  return mask & face_template().regions[std::size_t(region)];
}

cv::Mat SkinView::parts(std::initializer_list<Region> regions) const {
  if (frame.mode == Mode::close_up) return mask;
  cv::Mat all = cv::Mat::zeros(mask.size(), CV_8U);
  for (const Region region : regions) all |= part(region);
  return all;
}

double SkinView::area_units() const { return skin_px / (unit_px * unit_px); }

}  // namespace lumen::skin
