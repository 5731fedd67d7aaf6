// SPDX-License-Identifier: Apache-2.0
#include "skin/regions.h"

#include <array>
#include <opencv2/imgproc.hpp>

#include "skin/frame.h"

namespace lumen::skin {
namespace {

struct Ellipse {
  double x;
  double y;
  double radius_x;
  double radius_y;
};

constexpr std::array<std::string_view, region_count> names = {"forehead",
                                                              "nose",
                                                              "left_cheek",
                                                              "right_cheek",
                                                              "chin",
                                                              "left_under_eye",
                                                              "right_under_eye",
                                                              "left_crows_foot",
                                                              "right_crows_foot",
                                                              "lower_third",
                                                              "glabella",
                                                              "left_nasolabial",
                                                              "right_nasolabial",
                                                              "left_marionette",
                                                              "right_marionette",
                                                              "lips"};

cv::Point to_frame(double x, double y) {
  return {int(face_frame_size.width / 2.0 + x * unit_px), int(face_frame_eye_row_px + y * unit_px)};
}

std::vector<cv::Point> points_of(const Ellipse& ellipse) {
  std::vector<cv::Point> points;
  const cv::Size axes(int(ellipse.radius_x * unit_px), int(ellipse.radius_y * unit_px));
  cv::ellipse2Poly(to_frame(ellipse.x, ellipse.y), axes, 0, 0, 360, 8, points);
  return points;
}

// A band of `half_width` to both sides of a line on one side of the face (-1 left, 1 right).
std::vector<cv::Point> strip_of(double side, cv::Point2d from, cv::Point2d to, double half_width) {
  return {to_frame(side * (from.x - half_width), from.y), to_frame(side * (from.x + half_width), from.y),
          to_frame(side * (to.x + half_width), to.y), to_frame(side * (to.x - half_width), to.y)};
}

void fill(cv::Mat& mask, const std::vector<cv::Point>& outline) {
  cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar(255));
}

cv::Mat draw_features() {
  cv::Mat mask = cv::Mat::zeros(face_frame_size, CV_8U);
  for (const double side : {-1.0, 1.0}) {
    fill(mask, points_of({side * 0.50, 0.00, 0.34, 0.17}));    // eye with lashes
    fill(mask, points_of({side * 0.52, -0.34, 0.46, 0.155}));  // brow
    fill(mask, points_of({side * 0.14, 0.74, 0.13, 0.09}));    // nostril
  }
  fill(mask, points_of({0, 1.16, 0.52, 0.25}));  // lips and teeth
  return mask;
}

FaceTemplate draw_template() {
  FaceTemplate drawn;
  for (int i = 0; i < region_count; ++i) {
    cv::Mat mask = cv::Mat::zeros(face_frame_size, CV_8U);
    fill(mask, region_outline(Region(i)));
    drawn.regions.push_back(mask);
  }
  drawn.outline = cv::Mat::zeros(face_frame_size, CV_8U);
  fill(drawn.outline, points_of({0, 0.44, 1.12, 1.42}));
  drawn.features = draw_features();
  return drawn;
}

}  // namespace

std::string_view to_string(Region region) { return names[std::size_t(region)]; }

std::vector<cv::Point> region_outline(Region region) {
  switch (region) {
    case Region::forehead: return points_of({0, -0.70, 0.74, 0.26});
    case Region::nose:
      return {to_frame(-0.13, 0.02), to_frame(0.13, 0.02),  to_frame(0.22, 0.50),
              to_frame(0.30, 0.74),  to_frame(-0.30, 0.74), to_frame(-0.22, 0.50)};
    case Region::left_cheek: return points_of({-0.66, 0.74, 0.34, 0.36});
    case Region::right_cheek: return points_of({0.66, 0.74, 0.34, 0.36});
    case Region::chin: return points_of({0, 1.66, 0.42, 0.22});
    case Region::left_under_eye: return points_of({-0.50, 0.27, 0.27, 0.14});
    case Region::right_under_eye: return points_of({0.50, 0.27, 0.27, 0.14});
    case Region::left_crows_foot: return points_of({-0.97, 0.06, 0.14, 0.26});
    case Region::right_crows_foot: return points_of({0.97, 0.06, 0.14, 0.26});
    case Region::glabella: return points_of({0, -0.30, 0.17, 0.22});
    case Region::left_nasolabial: return strip_of(-1, {0.30, 0.62}, {0.62, 1.14}, 0.11);
    case Region::right_nasolabial: return strip_of(1, {0.30, 0.62}, {0.62, 1.14}, 0.11);
    case Region::left_marionette: return strip_of(-1, {0.58, 1.24}, {0.56, 1.60}, 0.11);
    case Region::right_marionette: return strip_of(1, {0.58, 1.24}, {0.56, 1.60}, 0.11);
    case Region::lips: return points_of({0, 1.16, 0.40, 0.17});
    case Region::lower_third: break;
  }
  return {to_frame(-1.05, 1.02), to_frame(1.05, 1.02),  to_frame(0.90, 1.55),
          to_frame(0.50, 1.92),  to_frame(-0.50, 1.92), to_frame(-0.90, 1.55)};
}

const FaceTemplate& face_template() {
  static const FaceTemplate drawn = draw_template();
  return drawn;
}

}  // namespace lumen::skin
