// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_lips.h"

#include <opencv2/imgproc.hpp>

#include "skin/regions.h"
#include "skin/smooth.h"

namespace lumen::skin {
namespace {

constexpr double redder_by = 2;         // a* units above typical skin
constexpr double darkest_share = 0.45;  // of typical L*: the open mouth is darker
constexpr int lips_px_min = 500;

}  // namespace

std::optional<Lips> measure_lips(const SkinView& view) {
  if (view.frame.mode == Mode::close_up || view.colour == Colour::absent) return std::nullopt;
  const cv::Mat& where = face_template().regions[std::size_t(Region::lips)];
  const cv::Rect box = cv::boundingRect(where);
  const cv::Mat lightness = view.planes.lightness(box);
  const cv::Mat soft_a = smooth(view.planes.a(box), spot_sigma_px);
  cv::Mat lips = where(box) & view.frame.valid(box) & (soft_a > view.reference.a + redder_by);
  lips &= lightness > darkest_share * view.reference.lightness;
  cv::morphologyEx(lips, lips, cv::MORPH_OPEN, cv::Mat::ones(3, 3, CV_8U));
  cv::erode(lips, lips, cv::Mat::ones(5, 5, CV_8U), cv::Point(-1, -1), 1, cv::BORDER_CONSTANT, cv::Scalar(0));
  Lips measured;
  measured.seen_px = cv::countNonZero(lips);
  if (measured.seen_px < lips_px_min) return std::nullopt;
  const cv::Mat around = cv::max(smooth(lightness, blotch_sigma_px), 5);
  const cv::Mat excursion = cv::abs(smooth(lightness, dot_sigma_px) - around) / around;
  measured.roughness_percent = 100 * cv::mean(excursion, lips)[0];
  return measured;
}

}  // namespace lumen::skin
