// SPDX-License-Identifier: Apache-2.0
#include "skin/frame.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lumen::skin {
namespace {

constexpr double close_up_units = 1.6;

// Cuts `size` px out of the photo at the given scale. Shrinking by 2 and more averages first, against aliasing.
Frame cut(const cv::Mat& bgr, Mode mode, cv::Size size, cv::Point2d corner, double photo_px_per_frame_px) {
  Frame frame;
  frame.mode = mode;
  frame.corner = corner;
  frame.photo_px_per_frame_px = photo_px_per_frame_px;

  const int shrink = std::max(1, int(photo_px_per_frame_px));
  cv::Mat source = bgr;
  if (shrink > 1) {
    const cv::Size whole(bgr.cols / shrink, bgr.rows / shrink);
    cv::resize(bgr(cv::Rect(0, 0, whole.width * shrink, whole.height * shrink)), source, whole, 0, 0, cv::INTER_AREA);
  }
  const double step = photo_px_per_frame_px / shrink;
  // Pixel centres: frame (0,0) is the middle of its first pixel.
  const double half = 0.5 * step - 0.5;
  const cv::Matx23d to_source(step, 0, corner.x / shrink + half, 0, step, corner.y / shrink + half);
  const int flags = cv::INTER_LINEAR | cv::WARP_INVERSE_MAP;
  cv::warpAffine(source, frame.bgr, to_source, size, flags, cv::BORDER_REPLICATE);

  const cv::Rect2d photo(-corner.x / photo_px_per_frame_px, -corner.y / photo_px_per_frame_px,
                         bgr.cols / photo_px_per_frame_px, bgr.rows / photo_px_per_frame_px);
  frame.valid = cv::Mat::zeros(size, CV_8U);
  const cv::Rect inside = cv::Rect(photo) & cv::Rect(cv::Point(), size);
  if (!inside.empty()) frame.valid(inside).setTo(255);
  return frame;
}

}  // namespace

Frame frame_face(const cv::Mat& bgr, const Face& face) {
  cv::Point2d middle(face.box.x + face.box.width / 2, face.box.y + face.box.height * eye_row_in_box);
  double eye_distance = face.box.width * eye_distance_in_box;
  if (face.eyes) {
    // The box and the eyes err independently; the mean of both is steadier than either.
    const cv::Point2d between = face.eyes->right - face.eyes->left;
    eye_distance = 0.5 * eye_distance + 0.5 * std::hypot(between.x, between.y);
    middle = (face.eyes->left + face.eyes->right) * 0.5;
  }
  const double step = eye_distance / unit_px;
  const cv::Point2d corner = middle - cv::Point2d(face_frame_size.width / 2.0, face_frame_eye_row_px) * step;
  return cut(bgr, Mode::face, face_frame_size, corner, step);
}

Frame frame_close_up(const cv::Mat& bgr, const CloseUp& close_up) {
  const double side = std::sqrt(double(close_up.area.area()));
  const double step = side / (close_up_units * unit_px);
  const cv::Size size(std::max(8, int(close_up.area.width / step)), std::max(8, int(close_up.area.height / step)));
  return cut(bgr, Mode::close_up, size, cv::Point2d(close_up.area.x, close_up.area.y), step);
}

Frame frame_subject(const cv::Mat& bgr, const Subject& subject) {
  if (const auto* face = std::get_if<Face>(&subject)) return frame_face(bgr, *face);
  return frame_close_up(bgr, std::get<CloseUp>(subject));
}

}  // namespace lumen::skin
