// SPDX-License-Identifier: Apache-2.0
#include "skin/frame.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lumen::skin {
namespace {

constexpr double close_up_units = 1.6;

struct Placement {
  cv::Point2d corner;  // photo px
  double photo_px_per_frame_px;
  double roll_radians;
};

// Cuts `size` px out of the photo. Shrinking by 2 and more averages first, against aliasing.
Frame cut(const cv::Mat& bgr, Mode mode, cv::Size size, const Placement& place) {
  Frame frame;
  frame.mode = mode;
  frame.corner = place.corner;
  frame.photo_px_per_frame_px = place.photo_px_per_frame_px;
  frame.along = cv::Point2d(std::cos(place.roll_radians), std::sin(place.roll_radians)) * place.photo_px_per_frame_px;

  const int shrink = std::max(1, int(place.photo_px_per_frame_px));
  cv::Mat source = bgr;
  if (shrink > 1) {
    const cv::Size whole(bgr.cols / shrink, bgr.rows / shrink);
    cv::resize(bgr(cv::Rect(0, 0, whole.width * shrink, whole.height * shrink)), source, whole, 0, 0, cv::INTER_AREA);
  }
  // Pixel centres: frame (0,0) is the middle of its first pixel.
  const cv::Point2d first = frame.to_photo({0.5, 0.5}) * (1.0 / shrink) - cv::Point2d(0.5, 0.5);
  const cv::Point2d along = frame.along * (1.0 / shrink);
  const cv::Matx23d to_source(along.x, -along.y, first.x, along.y, along.x, first.y);
  const int flags = cv::INTER_LINEAR | cv::WARP_INVERSE_MAP;
  cv::warpAffine(source, frame.bgr, to_source, size, flags, cv::BORDER_REPLICATE);
  if (place.roll_radians == 0) {
    const double step = place.photo_px_per_frame_px;
    const cv::Rect2d photo(-place.corner.x / step, -place.corner.y / step, bgr.cols / step, bgr.rows / step);
    frame.valid = cv::Mat::zeros(size, CV_8U);
    const cv::Rect inside = cv::Rect(photo) & cv::Rect(cv::Point(), size);
    if (!inside.empty()) frame.valid(inside).setTo(255);
  } else {
    const cv::Mat everywhere(source.size(), CV_8U, cv::Scalar(255));
    cv::warpAffine(everywhere, frame.valid, to_source, size, cv::INTER_NEAREST | cv::WARP_INVERSE_MAP,
                   cv::BORDER_CONSTANT, cv::Scalar(0));
  }
  return frame;
}

double roll_beyond_doubt(cv::Point2d between_eyes) {
  const double roll = std::atan2(between_eyes.y, between_eyes.x);
  const double doubt = roll_dead_zone_degrees * CV_PI / 180;
  if (std::abs(roll) <= doubt) return 0;
  return roll > 0 ? roll - doubt : roll + doubt;
}

}  // namespace

Frame frame_face(const cv::Mat& bgr, const Face& face) {
  cv::Point2d middle(face.box.x + face.box.width / 2, face.box.y + face.box.height * eye_row_in_box);
  double eye_distance = face.box.width * eye_distance_in_box;
  double roll = 0;
  if (face.eyes) {
    // The box and the eyes err independently; the mean of both is steadier than either.
    const cv::Point2d between = face.eyes->right - face.eyes->left;
    eye_distance = 0.5 * eye_distance + 0.5 * std::hypot(between.x, between.y);
    middle = (face.eyes->left + face.eyes->right) * 0.5;
    roll = roll_beyond_doubt(between);
  }
  const double step = eye_distance / unit_px;
  const cv::Point2d right = cv::Point2d(std::cos(roll), std::sin(roll)) * step;
  const cv::Point2d down(-right.y, right.x);
  const cv::Point2d corner = middle - right * (face_frame_size.width / 2.0) - down * face_frame_eye_row_px;
  return cut(bgr, Mode::face, face_frame_size, {corner, step, roll});
}

Frame frame_close_up(const cv::Mat& bgr, const CloseUp& close_up) {
  const double side = std::sqrt(double(close_up.area.area()));
  const double step = side / (close_up_units * unit_px);
  const cv::Size size(std::max(8, int(close_up.area.width / step)), std::max(8, int(close_up.area.height / step)));
  return cut(bgr, Mode::close_up, size, {cv::Point2d(close_up.area.x, close_up.area.y), step, 0});
}

Frame frame_subject(const cv::Mat& bgr, const Subject& subject) {
  if (const auto* face = std::get_if<Face>(&subject)) return frame_face(bgr, *face);
  return frame_close_up(bgr, std::get<CloseUp>(subject));
}

}  // namespace lumen::skin
