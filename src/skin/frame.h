// SPDX-License-Identifier: Apache-2.0
#pragma once
// The working picture: the subject at one normalised size, so that every later length is in units of the face and
// not of the camera. The unit is the distance between the eye centres (about 63 mm on an adult), 128 frame px.

#include <opencv2/core.hpp>

#include "skin/locate.h"

namespace lumen::skin {

enum class Mode { face, close_up };

inline constexpr double unit_px = 128;
inline const cv::Size face_frame_size(346, 422);
inline constexpr double face_frame_eye_row_px = 160;  // the eyes' midpoint lies at (width / 2, this)

struct Frame {
  Mode mode = Mode::close_up;
  cv::Mat bgr;    // CV_8UC3
  cv::Mat valid;  // CV_8U, 255 where the photo has pixels
  double photo_px_per_frame_px = 1;
  cv::Point2d corner;  // of the frame, photo px
  cv::Point2d along;   // one frame px to the right, photo px: length photo_px_per_frame_px, turned by the face's roll

  cv::Point2d to_photo(cv::Point2d frame_point) const {
    return corner + along * frame_point.x + cv::Point2d(-along.y, along.x) * frame_point.y;
  }
};

// Upright: the frame is turned by the roll of the eyes' line, less `roll_dead_zone`, which finding eyes is unsure by.
inline constexpr double roll_dead_zone_degrees = 3;
Frame frame_face(const cv::Mat& bgr, const Face& face);

// The scale of a close-up is unknown; it is taken to be 1.6 units (about 10 cm) across, measured along the side of
// the square of the same area.
Frame frame_close_up(const cv::Mat& bgr, const CloseUp& close_up);

Frame frame_subject(const cv::Mat& bgr, const Subject& subject);

}  // namespace lumen::skin
