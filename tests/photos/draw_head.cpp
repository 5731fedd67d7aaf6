// SPDX-License-Identifier: Apache-2.0
#include "tests/photos/draw_head.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lumen::test {
namespace {

constexpr double eye_x_mm = 31.5;

Blob ellipse(double x, double y, double width, double height, double softness = 0.02, double angle_degrees = 0) {
  Blob blob;
  blob.at_mm = {x, y};
  blob.radius_mm = {width, height};
  blob.softness = softness;
  blob.angle_degrees = angle_degrees;
  return blob;
}

cv::Vec3f shade(const Sitting& sitting, double lightness, double a = 0) {
  return {float(lightness * sitting.contrast), float(a), 0};
}

// A feature that is not bare skin.
void feature(Sitting& sitting, const Blob& blob, const cv::Vec3f& lab) {
  sitting.canvas.paint(blob, lab);
  sitting.canvas.set(sitting.skin, blob, 0);
}

std::vector<cv::Point2d> arc(cv::Point2d centre, cv::Size2d radius, double from_degrees, double to_degrees) {
  std::vector<cv::Point2d> points;
  for (int i = 0; i <= 24; ++i) {
    const double angle = (from_degrees + (to_degrees - from_degrees) * i / 24) * CV_PI / 180;
    points.emplace_back(centre.x + radius.width * std::cos(angle), centre.y + radius.height * std::sin(angle));
  }
  return points;
}

// Light on the rounded face: full where it looks at the lamp, less where it turns away.
void light_face(Sitting& sitting) {
  Canvas& canvas = sitting.canvas;
  const double side = sitting.person.side_light;
  const cv::Vec3d lamp = cv::normalize(cv::Vec3d(1.6 * side, -0.35, 1));
  const double ambient = 0.62 - 0.37 * std::abs(side);
  const cv::Point2d centre = canvas.to_px({0, 18});
  const double width = 95 * canvas.px_per_mm;
  const double height = 125 * canvas.px_per_mm;
  for (int y = 0; y < canvas.light.rows; ++y) {
    auto* light = canvas.light.ptr<float>(y);
    for (int x = 0; x < canvas.light.cols; ++x) {
      const double nx = std::clamp((x - centre.x) / width, -0.95, 0.95);
      const double ny = std::clamp((y - centre.y) / height, -0.95, 0.95);
      const double nz = std::sqrt(std::max(0.05, 1 - nx * nx - ny * ny));
      const double facing = std::max(0.0, nx * lamp[0] + ny * lamp[1] + nz * lamp[2]);
      light[x] = float(ambient + (1 - ambient) * facing);
    }
  }
}

void draw_hair(Sitting& sitting) {
  Canvas& canvas = sitting.canvas;
  const cv::Vec3f hair(float(sitting.rng.uniform(8.0, 24.0)), 2, 5);
  canvas.paint(ellipse(0, -12, 90, 107, 0.03), hair);
  for (int i = 0; i < 90; ++i) {
    const double angle = sitting.rng.uniform(-2.9, -0.25);
    const cv::Point2d root(80 * std::cos(angle), -12 + 95 * std::sin(angle));
    Stroke strand;
    strand.points_mm = {root, root * 0.93 + cv::Point2d(sitting.rng.uniform(-4.0, 4.0), 0)};
    strand.width_mm = 1;
    canvas.add(strand, {float(sitting.rng.uniform(-6.0, 9.0)), 0, 1});
  }
}

// Strands that hang over the forehead.
void draw_fringe(Sitting& sitting) {
  const cv::Vec3f hair(14, 2, 4);
  for (int i = 0; i < 46; ++i) {
    const double x = -58 + 116.0 * i / 45;
    Stroke strand;
    strand.points_mm = {
        {x * 0.9, -82}, {x, -60}, {x + sitting.rng.uniform(-3.0, 3.0), sitting.rng.uniform(-46.0, -32.0)}};
    strand.width_mm = 2.6;
    strand.taper = 0.15;
    sitting.canvas.paint(strand, hair);
    sitting.canvas.set(sitting.skin, strand, 0);
  }
}

void draw_eye(Sitting& sitting, double side) {
  Canvas& canvas = sitting.canvas;
  const double x = side * eye_x_mm;
  canvas.add(ellipse(x, -1, 22, 11.5, 0.5), shade(sitting, -11, 1));
  feature(sitting, ellipse(x, -17.5, 19, 3.8, 0.25, side * 6), {std::min(20.0F, 0.5F * sitting.tone[0]), 3, 5});
  feature(sitting, ellipse(x, 0, 13.4, 5.7), {std::min(82.0F, sitting.tone[0] + 42), 0, 2});
  canvas.paint(ellipse(x, 0, 5.7, 5.7), {22, 6, 12});
  canvas.paint(ellipse(x, 0, 2.7, 2.7), {4, 0, 0});
  canvas.paint(ellipse(x + 1.7, -1.7, 1.1, 1.1), {97, 0, 0});
  Stroke lash;
  lash.points_mm = arc({x, 0}, {14.1, 6.9}, 180, 360);
  lash.width_mm = 2.1;
  lash.taper = 0.05;
  canvas.paint(lash, {std::min(13.0F, 0.4F * sitting.tone[0]), 3, 4});
  lash.points_mm = arc({x, 0}, {13.4, 6.1}, 10, 170);
  lash.width_mm = 1;
  canvas.add(lash, shade(sitting, -22, 2));
  canvas.set(sitting.skin, ellipse(x, 0, 15, 8), 0);
}

void draw_nose(Sitting& sitting) {
  Canvas& canvas = sitting.canvas;
  canvas.add(ellipse(0, 18, 5.3, 27, 0.9), shade(sitting, 5));
  for (const double side : {-1.0, 1.0}) {
    canvas.add(ellipse(side * 10.5, 22, 4.2, 23, 0.9), shade(sitting, -6, 1));
    canvas.add(ellipse(side * 14.3, 43, 3.8, 5.7, 0.8), shade(sitting, -7, 1));
    feature(sitting, ellipse(side * 8, 47, 4, 2.1, 0.3, side * -15), sitting.tone + shade(sitting, -30, 4));
  }
  canvas.add(ellipse(0, 50.6, 15.3, 2.3, 0.9), shade(sitting, -8, 1));
}

void draw_mouth(Sitting& sitting) {
  const cv::Vec3f upper = sitting.tone + cv::Vec3f(float(-17 * sitting.contrast), 15, 1);
  const cv::Vec3f lower = sitting.tone + cv::Vec3f(float(-12 * sitting.contrast), 14, 1);
  feature(sitting, ellipse(0, 70.6, 23.9, 6.1, 0.06), upper);
  feature(sitting, ellipse(0, 74.8, 20, 6, 0.06), lower);
  feature(sitting, ellipse(0, 72.2, 22, 1.2, 0.3), sitting.tone + shade(sitting, -36, 8));
  sitting.canvas.add(ellipse(0, 86, 13.4, 2.9, 0.9), shade(sitting, -5));
}

}  // namespace

void draw_backdrop(Sitting& sitting) {
  Canvas& canvas = sitting.canvas;
  cv::RNG& rng = sitting.rng;
  const cv::Mat everywhere(canvas.lab.size(), CV_8U, cv::Scalar(255));
  canvas.add_field(random_field(canvas, 120, rng), {3, 0, 0}, everywhere);
  if (sitting.person.backdrop == Backdrop::wall) return;
  for (int i = 0; i < 9; ++i) {
    const cv::Point at(rng.uniform(0, canvas.lab.cols), rng.uniform(0, canvas.lab.rows));
    const cv::Size size(rng.uniform(canvas.lab.cols / 10, canvas.lab.cols / 3),
                        rng.uniform(canvas.lab.rows / 12, canvas.lab.rows / 3));
    const cv::Scalar colour(rng.uniform(15.0, 90.0), rng.uniform(-25.0, 25.0), rng.uniform(-30.0, 35.0));
    cv::rectangle(canvas.lab, cv::Rect(at - cv::Point(size / 2), size), colour, cv::FILLED);
  }
}

void draw_head(Sitting& sitting) {
  Canvas& canvas = sitting.canvas;
  const double slimness = sitting.rng.uniform(0.96, 1.04);
  light_face(sitting);
  if (sitting.person.hair != Hair::none) draw_hair(sitting);
  canvas.paint(ellipse(0, 200, 143, 80), {38, 2, -18});  // shoulders
  canvas.paint(ellipse(0, 117, 36, 61), sitting.tone + shade(sitting, -9));
  const Blob face = ellipse(0, 18, 73.5 * slimness, 99.3);
  canvas.paint(face, sitting.tone);
  canvas.set(sitting.skin, face, 255);
  if (sitting.person.sagging > 0) {  // the jaw line gives way to either side
    for (const double side : {-1.0, 1.0}) {
      const double drop = 6 * sitting.person.sagging;
      const Blob jowl = ellipse(side * 37, 88 + drop, 15, 14);
      canvas.paint(jowl, sitting.tone);
      canvas.set(sitting.skin, jowl, 255);
    }
  }
  canvas.add(ellipse(0, 110, 38, 9, 0.9), shade(sitting, -6));
  for (const double side : {-1.0, 1.0}) draw_eye(sitting, side);
  draw_nose(sitting);
  draw_mouth(sitting);
  if (sitting.person.hair == Hair::fringe) draw_fringe(sitting);
}

void draw_beard(Sitting& sitting) {
  const auto hairs = int(1'500 * sitting.person.beard);
  for (int i = 0; i < hairs; ++i) {
    const double x = sitting.rng.uniform(-60.0, 60.0);
    const double y = sitting.rng.uniform(52.0, 116.0);
    const bool on_lips = std::abs(x) < 25 && y > 63 && y < 82;
    const bool beside_face = std::hypot(x / 72, (y - 18) / 98) > 0.98;
    const bool on_cheek = y < 52 + std::max(0.0, 40 - std::abs(x)) * 0.2 || (std::abs(x) < 40 && y < 54);
    if (on_lips || beside_face || on_cheek) continue;
    Stroke hair;
    hair.points_mm = {{x, y}, {x + sitting.rng.uniform(-1.5, 1.5), y + sitting.rng.uniform(2.0, 5.0)}};
    hair.width_mm = 0.5;
    sitting.canvas.paint(hair, {std::min(12.0F, 0.4F * sitting.tone[0]), 1, 2});
    sitting.canvas.set(sitting.skin, hair, 0);
  }
}

void draw_glasses(Sitting& sitting) {
  const auto rim = [&](std::vector<cv::Point2d> points) {
    Stroke stroke;
    stroke.points_mm = std::move(points);
    stroke.width_mm = 2.4;
    stroke.taper = 0;
    sitting.canvas.paint(stroke, {12, 0, 0});
    sitting.canvas.set(sitting.skin, stroke, 0);
  };
  for (const double side : {-1.0, 1.0}) {
    rim(arc({side * 32, 4}, {25, 19}, 0, 360));
    rim({{side * 57, -2}, {side * 72, -5}});
  }
  rim({{-8, -1}, {0, -4}, {8, -1}});
}

}  // namespace lumen::test
