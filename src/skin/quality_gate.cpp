// SPDX-License-Identifier: Apache-2.0
#include "skin/quality_gate.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "skin/planes.h"
#include "skin/regions.h"
#include "skin/smooth.h"

namespace lumen::skin {
namespace {

PhotoRejection too_small_photo() {
  return {"too_small", "The photo is too small.", "Take a new one with the camera, or send it in its full size."};
}
PhotoRejection too_small_face() {
  return {"too_small", "The face is too small in the photo.", "Hold the phone closer, so that the face fills it."};
}
PhotoRejection too_dark() {
  return {"too_dark", "The photo is too dark.", "Face a window or turn on a light, and take it again."};
}
PhotoRejection too_bright() {
  return {"too_bright", "The photo is too bright: the skin is washed out.",
          "Turn off the flash or step out of direct sun, and take it again."};
}
PhotoRejection too_blurred() {
  return {"too_blurred", "The photo is too blurred.",
          "Wipe the lens, hold still, tap the face to focus, and take it again."};
}
PhotoRejection no_skin() {
  return {"no_skin", "No face and no skin was found in the photo.",
          "Take a photo of your face from the front, or of the skin from close by."};
}

double clipped_fraction(const cv::Mat& bgr, const cv::Mat& where) {
  cv::Mat clipped;
  cv::inRange(bgr, cv::Scalar::all(250), cv::Scalar::all(255), clipped);
  return fraction_of(clipped, where);
}

cv::Mat lightness_of(const cv::Mat& bgr) { return split_planes(bgr).lightness; }

cv::Mat subject_area(const Frame& frame) {
  return frame.mode == Mode::face ? cv::Mat(frame.valid & face_template().outline) : frame.valid;
}

std::optional<PhotoRejection> check_light(const cv::Mat& bgr, const cv::Mat& lightness, const cv::Mat& where) {
  if (percentile(lightness, where, 0.95, 0, 100) < gate_limits.bright_end_min) return too_dark();
  if (clipped_fraction(bgr, where) > gate_limits.clipped_fraction_max) return too_bright();
  return std::nullopt;
}

}  // namespace

std::optional<PhotoRejection> check_size(const Photo& photo) {
  const int side = std::min(photo.original_width_px, photo.original_height_px);
  if (side < gate_limits.photo_side_min_px) return too_small_photo();
  return std::nullopt;
}

PhotoRejection explain_nothing_found(const Thumbnail& thumbnail) {
  const cv::Mat& small = thumbnail.bgr;
  const cv::Mat all(small.size(), CV_8U, cv::Scalar(255));
  return check_light(small, lightness_of(small), all).value_or(no_skin());
}

std::optional<PhotoRejection> check_subject(const Photo& photo, const Subject& subject, const Frame& frame) {
  if (const auto* face = std::get_if<Face>(&subject)) {
    const double to_original = double(photo.original_width_px) / photo.bgr.cols;
    if (face->box.width * to_original < gate_limits.face_width_min_px) return too_small_face();
  }
  cv::Mat small;
  cv::Mat where;
  const cv::Size half(frame.bgr.cols / 2, frame.bgr.rows / 2);
  cv::resize(frame.bgr, small, half, 0, 0, cv::INTER_AREA);
  cv::resize(subject_area(frame), where, half, 0, 0, cv::INTER_NEAREST);
  if (auto refused = check_light(small, lightness_of(small), where)) return refused;
  if (sharpness(frame) < gate_limits.sharpness_min) return too_blurred();
  return std::nullopt;
}

double sharpness(const Frame& frame) {
  cv::Mat gray;
  cv::cvtColor(frame.bgr, gray, cv::COLOR_BGR2GRAY);
  cv::resize(gray, gray, cv::Size(gray.cols / 2, gray.rows / 2), 0, 0, cv::INTER_AREA);
  gray.convertTo(gray, CV_32F);
  cv::Mat where;
  cv::resize(subject_area(frame), where, gray.size(), 0, 0, cv::INTER_NEAREST);
  const cv::Mat soft = smooth(gray, 1);
  const cv::Mat coarse = cv::abs(soft - smooth(gray, 3));
  const cv::Mat edges = (coarse >= percentile(coarse, where, 0.85, 0, 128)) & where;
  const double contrast = cv::mean(coarse, edges)[0];
  const double fine = cv::mean(cv::abs(gray - soft), edges)[0];
  // Rounding to whole grey levels alone gives a mean of a quarter level, which would pass for detail in a photo
  // that is so blurred that it has none.
  constexpr double rounding = 0.26;
  const double detail = std::sqrt(std::max(0.0, fine * fine - rounding * rounding));
  return contrast < 1e-3 ? 0 : detail / contrast;
}

}  // namespace lumen::skin
