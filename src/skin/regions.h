// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where the parts of a face lie in the face frame, in units of the eye distance from the eyes' midpoint. The frame is
// the same for every face, so the templates are drawn once. They are cut with the skin mask before anything is
// measured. Left and right are as seen in the picture.

#include <opencv2/core.hpp>
#include <string_view>
#include <vector>

namespace lumen::skin {

enum class Region {
  forehead,
  nose,
  left_cheek,
  right_cheek,
  chin,
  left_under_eye,
  right_under_eye,
  left_crows_foot,
  right_crows_foot,
  lower_third,      // jaw, chin and around the mouth
  glabella,         // between the brows
  left_nasolabial,  // from the wing of the nose to the corner of the mouth
  right_nasolabial,
  left_marionette,  // from the corner of the mouth down
  right_marionette,
  lips,  // the only region that is not skin: it is not cut with the skin mask
};

inline constexpr int region_count = 16;

std::string_view to_string(Region region);

struct FaceTemplate {
  std::vector<cv::Mat> regions;  // by Region, CV_8U
  cv::Mat outline;               // the face without hair and neck
  cv::Mat features;              // eyes, brows, lips, nostrils: never skin
};

// Drawn once, on first use.
const FaceTemplate& face_template();

// Outline of a region for drawing, frame px.
std::vector<cv::Point> region_outline(Region region);

}  // namespace lumen::skin
