// SPDX-License-Identifier: Apache-2.0
#pragma once
// Drawing in millimetres: soft ellipses and strokes whose coverage is computed for each pixel, so that a mark of half a
// millimetre keeps its contrast and its place at any size of picture.

#include <opencv2/core.hpp>
#include <vector>

namespace lumen::test {

// A soft, possibly irregular ellipse.
struct Blob {
  cv::Point2d at_mm;
  cv::Size2d radius_mm;
  double softness = 0.1;  // the edge fades over this share of the radius to either side; at least one pixel
  double angle_degrees = 0;
  double wobble = 0;  // the outline moves in and out by this share
  double phase = 0;   // of the wobble
};

// A line with a Gaussian cross-section; its width is the full width at half of its depth.
struct Stroke {
  std::vector<cv::Point2d> points_mm;
  double width_mm = 1;
  double taper = 0.3;  // the share of the length over which either end fades
};

class Canvas {
 public:
  // `origin_px` is where millimetre (0, 0) lies.
  Canvas(cv::Size size_px, double px_per_mm, cv::Point2d origin_px, const cv::Vec3f& background);

  cv::Point2d to_px(cv::Point2d mm) const { return mm * px_per_mm + origin; }
  cv::Point2d to_mm(cv::Point2d px) const { return (px - origin) * (1 / px_per_mm); }

  void paint(const Blob& blob, const cv::Vec3f& lab);   // covers what is below
  void add(const Blob& blob, const cv::Vec3f& change);  // shifts the colour
  void lighten(const Blob& blob, double light);         // adds to the light that falls there
  void mirror(const Blob& blob, double specular);       // adds mirrored light
  void add(const Stroke& stroke, const cv::Vec3f& change);
  void paint(const Stroke& stroke, const cv::Vec3f& lab);
  void set(cv::Mat& mask, const Blob& blob, int value) const;  // where the coverage is a half and more
  void set(cv::Mat& mask, const Stroke& stroke, int value) const;

  // Shifts the colour by `change` times a field, where `where` (CV_8U) is set.
  void add_field(const cv::Mat& field, const cv::Vec3f& change, const cv::Mat& where);

  double px_per_mm = 1;
  cv::Point2d origin;
  cv::Mat lab;       // CV_32FC3
  cv::Mat light;     // CV_32F, 1 at first
  cv::Mat specular;  // CV_32F, 0 at first
};

// A smooth random field of mean 0 and deviation 1 whose blotches are about `blotch_mm` wide.
cv::Mat random_field(const Canvas& canvas, double blotch_mm, cv::RNG& rng);

}  // namespace lumen::test
