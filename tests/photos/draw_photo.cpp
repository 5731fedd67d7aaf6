// SPDX-License-Identifier: Apache-2.0
#include "tests/photos/draw_photo.h"

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

namespace lumen::test {
namespace {

// Everything is drawn in a square of 1 × 1 around the face and scaled to pixels by `unit`.
struct Canvas {
  cv::Mat image;       // CV_32FC3, CIELAB
  cv::Point2d centre;  // of the face, px
  double unit = 0;     // px

  cv::Point at(double x, double y) const { return {cvRound(centre.x + x * unit), cvRound(centre.y + y * unit)}; }
  cv::Size size(double x, double y) const { return {std::max(1, cvRound(x * unit)), std::max(1, cvRound(y * unit))}; }
};

cv::Vec3f skin_of(double tone_l) {
  // Warmer and more saturated in the middle of the range, as skin is.
  const double b = 10 + 9 * std::exp(-std::pow((tone_l - 55) / 25, 2));
  return {static_cast<float>(tone_l), static_cast<float>(9 + (70 - tone_l) * 0.06), static_cast<float>(b)};
}

cv::Scalar to_scalar(const cv::Vec3f& lab) { return {lab[0], lab[1], lab[2]}; }

// Adds `change` where a soft ellipse lies; soft over a tenth to the whole of its radius.
void add_soft(Canvas& canvas, cv::Point2d at, cv::Size2d radius, const cv::Vec3f& change, double softness) {
  const double sigma = std::max(0.5, softness * std::min(radius.width, radius.height) * canvas.unit);
  const int reach = cvRound(4 * sigma + std::max(radius.width, radius.height) * canvas.unit) + 2;
  const cv::Point middle = canvas.at(at.x, at.y);
  const cv::Rect around =
      cv::Rect(middle.x - reach, middle.y - reach, 2 * reach, 2 * reach) & cv::Rect({0, 0}, canvas.image.size());
  if (around.empty()) return;
  cv::Mat mask = cv::Mat::zeros(around.size(), CV_32F);
  cv::ellipse(mask, middle - around.tl(), canvas.size(radius.width, radius.height), 0, 0, 360, cv::Scalar(1),
              cv::FILLED, cv::LINE_AA);
  cv::GaussianBlur(mask, mask, cv::Size(), sigma);
  cv::Mat target = canvas.image(around);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) target.at<cv::Vec3f>(y, x) += change * mask.at<float>(y, x);
  }
}

void fill(Canvas& canvas, cv::Point2d at, cv::Size2d radius, const cv::Vec3f& lab, double angle = 0, double from = 0,
          double to = 360) {
  cv::ellipse(canvas.image, canvas.at(at.x, at.y), canvas.size(radius.width, radius.height), angle, from, to,
              to_scalar(lab), cv::FILLED, cv::LINE_AA);
}

void draw_head(Canvas& canvas, const cv::Vec3f& skin) {
  fill(canvas, {0, -0.16}, {0.47, 0.56}, {16, 2, 4});                  // hair
  fill(canvas, {0, 0.95}, {0.75, 0.42}, {38, 2, -18});                 // shoulders
  fill(canvas, {0, 0.52}, {0.19, 0.32}, skin - cv::Vec3f(9, -1, -1));  // neck
  fill(canvas, {0, 0}, {0.385, 0.52}, skin);                           // face
  for (const double side : {-1.0, 1.0}) {
    add_soft(canvas, {side * 0.34, 0.05}, {0.07, 0.4}, {-9, 1, 1}, 0.9);  // the face turns away from the light
    add_soft(canvas, {side * 0.19, 0.13}, {0.1, 0.09}, {2.5, 1.5, 0}, 0.9);
  }
  add_soft(canvas, {0, 0.48}, {0.2, 0.05}, {-8, 0, 0}, 0.9);
  add_soft(canvas, {0, -0.26}, {0.22, 0.1}, {3, 0, 0}, 0.9);
}

void draw_eye(Canvas& canvas, double side, const PhotoOptions& options) {
  const double x = side * 0.165;
  add_soft(canvas, {x, -0.1}, {0.115, 0.06}, {-13, 1, 0}, 0.5);  // the socket
  fill(canvas, {x, -0.185}, {0.1, 0.02}, {20, 3, 5}, side * 6);  // brow
  fill(canvas, {x, -0.095}, {0.07, 0.03}, {80, 0, 2});
  fill(canvas, {x, -0.095}, {0.031, 0.031}, {24, 6, 12});
  fill(canvas, {x, -0.095}, {0.014, 0.014}, {4, 0, 0});
  fill(canvas, {x + 0.009, -0.104}, {0.006, 0.006}, {97, 0, 0});
  cv::ellipse(canvas.image, canvas.at(x, -0.095), canvas.size(0.074, 0.036), 0, 180, 360, to_scalar({14, 3, 4}),
              std::max(1, cvRound(0.012 * canvas.unit)), cv::LINE_AA);
  cv::ellipse(canvas.image, canvas.at(x, -0.095), canvas.size(0.07, 0.032), 0, 10, 170, to_scalar({45, 8, 8}),
              std::max(1, cvRound(0.005 * canvas.unit)), cv::LINE_AA);
  if (options.under_eye > 0) {
    add_soft(canvas, {x, -0.025}, {0.085, 0.028}, {static_cast<float>(-options.under_eye), 0.5F, -1.5F}, 0.6);
  }
  if (options.eye_bags > 0) {
    const auto depth = static_cast<float>(options.eye_bags);
    add_soft(canvas, {x, -0.015}, {0.08, 0.02}, {0.4F * depth, 0, 0}, 0.6);  // the bulge catches the light
    add_soft(canvas, {x, 0.025}, {0.08, 0.007}, {-depth, 0, 0}, 0.6);        // the groove below it does not
  }
}

void draw_nose_and_mouth(Canvas& canvas, const cv::Vec3f& skin) {
  add_soft(canvas, {0, 0.0}, {0.028, 0.14}, {6, 0, 0}, 0.9);
  for (const double side : {-1.0, 1.0}) {
    add_soft(canvas, {side * 0.055, 0.02}, {0.022, 0.12}, {-7, 1, 0}, 0.9);
    fill(canvas, {side * 0.042, 0.152}, {0.021, 0.011}, skin - cv::Vec3f(34, -4, 0), side * -15);
    add_soft(canvas, {side * 0.075, 0.13}, {0.02, 0.03}, {-8, 1, 0}, 0.8);
  }
  add_soft(canvas, {0, 0.17}, {0.08, 0.012}, {-9, 1, 0}, 0.9);
  fill(canvas, {0, 0.275}, {0.125, 0.032}, skin + cv::Vec3f(-20, 16, 0));
  fill(canvas, {0, 0.296}, {0.105, 0.03}, skin + cv::Vec3f(-14, 15, 0));
  fill(canvas, {0, 0.283}, {0.115, 0.007}, skin + cv::Vec3f(-42, 10, 0));
  add_soft(canvas, {0, 0.345}, {0.07, 0.015}, {-6, 0, 0}, 0.9);
}

cv::Point2d anywhere(cv::RNG& rng) { return {rng.uniform(-0.45, 0.45), rng.uniform(-0.45, 0.45)}; }

cv::Point2d on_cheek(cv::RNG& rng) {
  const double side = rng.uniform(0, 2) == 0 ? -1 : 1;
  return {side * rng.uniform(0.13, 0.26), rng.uniform(0.06, 0.24)};
}

cv::Point2d on_chin(cv::RNG& rng) { return {rng.uniform(-0.1, 0.1), rng.uniform(0.37, 0.43)}; }

// Places on cheeks, forehead and chin where a spot may lie.
cv::Point2d spot_place(cv::RNG& rng, const PhotoOptions& options) {
  if (options.kind == PhotoKind::closeup) return anywhere(rng);
  if (options.place == SpotPlace::lower_third) {
    if (rng.uniform(0, 2) == 0) return on_chin(rng);
    const double side = rng.uniform(0, 2) == 0 ? -1 : 1;
    return {side * rng.uniform(0.15, 0.2), rng.uniform(0.27, 0.36)};
  }
  switch (rng.uniform(0, 4)) {
    case 0: return {rng.uniform(-0.22, 0.22), rng.uniform(-0.36, -0.26)};
    case 1: return on_chin(rng);
    default: return on_cheek(rng);
  }
}

cv::Point2d forehead_or_cheek(cv::RNG& rng, const PhotoOptions& options) {
  if (options.kind == PhotoKind::closeup) return anywhere(rng);
  if (rng.uniform(0, 3) == 0) return {rng.uniform(-0.2, 0.2), rng.uniform(-0.36, -0.27)};
  return on_cheek(rng);
}

cv::Point2d nose_or(cv::RNG& rng, const PhotoOptions& options, cv::Point2d elsewhere) {
  if (options.kind == PhotoKind::closeup) return anywhere(rng);
  if (rng.uniform(0, 2) == 0) return elsewhere;
  return {rng.uniform(-0.04, 0.04), rng.uniform(-0.02, 0.1)};
}

// Dots of under two millimetres.
void draw_dots(Canvas& canvas, const PhotoOptions& options, cv::RNG& rng) {
  const auto dot = [&](cv::Point2d at, double radius, const cv::Vec3f& change) {
    add_soft(canvas, at, {radius, radius}, change, 0.3);
  };
  for (int i = 0; i < options.blackheads; ++i) {
    dot(nose_or(rng, options, {rng.uniform(-0.2, 0.2), rng.uniform(-0.36, -0.27)}), 0.005, {-20, 0, 1});
  }
  for (int i = 0; i < options.whiteheads; ++i) dot(forehead_or_cheek(rng, options), 0.005, {14, -1, 3});
  for (int i = 0; i < options.pores; ++i) dot(nose_or(rng, options, on_cheek(rng)), 0.0032, {-8, 0, 0});
}

// Dark lines that run across, a little bent, each a few millimetres wide at most.
void draw_lines(Canvas& canvas, const PhotoOptions& options, cv::RNG& rng) {
  const bool close_up = options.kind == PhotoKind::closeup;
  cv::Mat mask = cv::Mat::zeros(canvas.image.size(), CV_32F);
  for (int i = 0; i < options.lines; ++i) {
    const double share = (i + 0.5) / options.lines;
    const double y = close_up ? -0.42 + 0.84 * share : -0.37 + 0.11 * share;
    const double length = close_up ? rng.uniform(0.25, 0.4) : rng.uniform(0.14, 0.18);
    const double bend = rng.uniform(0.004, 0.012);
    std::vector<cv::Point> points;
    for (double t = -1; t <= 1; t += 0.1) points.push_back(canvas.at(t * length, y + bend * t * t));
    cv::polylines(mask, points, false, cv::Scalar(1), std::max(1, cvRound(0.005 * canvas.unit)), cv::LINE_AA);
  }
  cv::GaussianBlur(mask, mask, cv::Size(), std::max(0.5, 0.002 * canvas.unit));
  cv::Mat channels[3];
  cv::split(canvas.image, channels);
  channels[0] -= 13 * mask;
  cv::merge(channels, 3, canvas.image);
}

void draw_redness(Canvas& canvas, const PhotoOptions& options, cv::RNG& rng) {
  const cv::Vec3f change(-2, static_cast<float>(options.redness), 1);
  if (options.kind == PhotoKind::closeup) {
    for (int i = 0; i < 3; ++i) add_soft(canvas, anywhere(rng), {0.16, 0.12}, change, 0.5);
    return;
  }
  for (const double side : {-1.0, 1.0}) add_soft(canvas, {side * 0.2, 0.13}, {0.1, 0.1}, change, 0.5);
  add_soft(canvas, {0, 0.08}, {0.05, 0.08}, change, 0.5);
}

void draw_shine(Canvas& canvas, const PhotoOptions& options, cv::RNG& rng) {
  const cv::Vec3f change = static_cast<float>(options.shine) * cv::Vec3f(28, -5.5F, -10);  // towards white
  if (options.kind == PhotoKind::closeup) {
    for (int i = 0; i < 8; ++i) add_soft(canvas, anywhere(rng), {0.06, 0.03}, change, 0.6);
    return;
  }
  add_soft(canvas, {0, -0.3}, {0.09, 0.035}, change, 0.6);
  add_soft(canvas, {0, 0.09}, {0.02, 0.05}, change, 0.6);
}

// Small bright scales, unlike grain brighter than their surround only.
void add_flakes(Canvas& canvas, const PhotoOptions& options, cv::RNG& rng) {
  cv::Mat scales(canvas.image.size(), CV_32F);
  rng.fill(scales, cv::RNG::NORMAL, 0, 1);
  const double sigma = std::max(0.6, canvas.unit / 280);
  cv::GaussianBlur(scales, scales, cv::Size(), sigma);
  scales *= 2 * std::sqrt(CV_PI) * sigma;  // back to a deviation of one
  scales = cv::max(scales - 1.0, 0);
  cv::Mat channels[3];
  cv::split(canvas.image, channels);
  channels[0] += options.flakes * scales;
  cv::merge(channels, 3, canvas.image);
}

void draw_spots(Canvas& canvas, const PhotoOptions& options, cv::RNG& rng) {
  std::vector<cv::Point2d> taken;
  const auto free_place = [&] {
    for (int attempt = 0; attempt < 200; ++attempt) {
      const cv::Point2d place = spot_place(rng, options);
      bool near = false;
      for (const cv::Point2d& other : taken) near = near || cv::norm(place - other) < 0.035;
      if (near) continue;
      taken.push_back(place);
      return place;
    }
    return spot_place(rng, options);
  };
  for (int i = 0; i < options.lesions; ++i) {
    const double radius = rng.uniform(0.008, 0.014);
    add_soft(canvas, free_place(), {radius, radius}, {-7, 17, 5}, 0.35);
  }
  for (int i = 0; i < options.dark_spots; ++i) {
    const double radius = rng.uniform(0.008, 0.014);
    add_soft(canvas, free_place(), {radius, radius * rng.uniform(0.8, 1.0)}, {-15, 2, 3}, 0.35);
  }
}

// Fine uneven texture, as skin has, at the scale of the face.
void add_texture(Canvas& canvas, cv::RNG& rng) {
  cv::Mat grain(canvas.image.size(), CV_32F);
  rng.fill(grain, cv::RNG::NORMAL, 0, 1);
  cv::GaussianBlur(grain, grain, cv::Size(), std::max(0.6, canvas.unit / 300));
  cv::Mat channels[3];
  cv::split(canvas.image, channels);
  const double scale = std::max(0.6, canvas.unit / 300);
  channels[0] += grain * (1.2 * scale);
  cv::merge(channels, 3, canvas.image);
}

cv::Mat to_bgr(const cv::Mat& lab, const PhotoOptions& options, cv::RNG& rng) {
  cv::Mat bgr;
  cv::cvtColor(lab, bgr, cv::COLOR_Lab2BGR);
  bgr *= 255 * options.exposure;
  if (options.blur_px > 0) cv::GaussianBlur(bgr, bgr, cv::Size(), options.blur_px);
  cv::Mat noise(bgr.size(), CV_32FC3);
  rng.fill(noise, cv::RNG::NORMAL, 0, options.noise);
  bgr += noise;
  cv::Mat out;
  bgr.convertTo(out, CV_8UC3);
  return out;
}

cv::Mat draw_scene(const PhotoOptions& options, cv::RNG& rng) {
  cv::Mat lab(options.height_px, options.width_px, CV_32FC3);
  for (int y = 0; y < lab.rows; ++y) {
    const auto sky = static_cast<float>(y) / static_cast<float>(lab.rows);
    lab.row(y).setTo(sky < 0.5F ? cv::Scalar(85 - 20 * sky, -6, -28) : cv::Scalar(48 - 10 * sky, -38, 34));
  }
  for (int i = 0; i < 40; ++i) {
    const cv::Point at(rng.uniform(0, lab.cols), rng.uniform(lab.rows / 3, lab.rows));
    const int size = rng.uniform(lab.cols / 60 + 2, lab.cols / 15 + 3);
    cv::rectangle(lab, {at.x - size / 2, at.y - size, size, 2 * size},
                  cv::Scalar(rng.uniform(20.0, 60.0), rng.uniform(-40.0, -20.0), rng.uniform(-30.0, 30.0)), cv::FILLED);
  }
  return to_bgr(lab, options, rng);
}

}  // namespace

std::optional<PhotoKind> parse_photo_kind(std::string_view text) {
  if (text == "face") return PhotoKind::face;
  if (text == "closeup") return PhotoKind::closeup;
  if (text == "scene") return PhotoKind::scene;
  if (text == "dark") return PhotoKind::dark;
  if (text == "bright") return PhotoKind::bright;
  if (text == "blurred") return PhotoKind::blurred;
  return std::nullopt;
}

cv::Mat draw_photo(const PhotoOptions& options) {
  cv::RNG rng(options.seed * 7'919 + 17);
  if (options.kind == PhotoKind::scene) return draw_scene(options, rng);
  Canvas canvas;
  canvas.image = cv::Mat(options.height_px, options.width_px, CV_32FC3, cv::Scalar(62, -2, -6));
  canvas.unit = std::min(options.width_px * 0.86, options.height_px * 0.66);
  canvas.centre = {options.width_px * 0.5, options.height_px * 0.46};
  const cv::Vec3f skin = skin_of(options.tone_l);
  if (options.kind == PhotoKind::closeup) {
    canvas.image.setTo(to_scalar(skin));
  } else {
    draw_head(canvas, skin);
    for (const double side : {-1.0, 1.0}) draw_eye(canvas, side, options);
    draw_nose_and_mouth(canvas, skin);
  }
  if (options.shine > 0) draw_shine(canvas, options, rng);
  if (options.redness > 0) draw_redness(canvas, options, rng);
  draw_spots(canvas, options, rng);
  draw_dots(canvas, options, rng);
  if (options.lines > 0) draw_lines(canvas, options, rng);
  add_texture(canvas, rng);
  if (options.flakes > 0) add_flakes(canvas, options, rng);
  cv::Mat bgr = to_bgr(canvas.image, options, rng);
  if (options.kind == PhotoKind::dark) bgr.convertTo(bgr, -1, 0.12);
  if (options.kind == PhotoKind::bright) bgr.convertTo(bgr, -1, 2.6, 60);
  if (options.kind == PhotoKind::blurred) cv::GaussianBlur(bgr, bgr, cv::Size(), std::max(6.0, canvas.unit / 32));
  return bgr;
}

}  // namespace lumen::test
