// SPDX-License-Identifier: Apache-2.0
#include "tests/photos/draw_person.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tests/photos/draw_causes.h"
#include "tests/photos/draw_head.h"
#include "tests/photos/skin_colour.h"

namespace lumen::test {
namespace {

constexpr double eye_distance_mm = 63;
constexpr double close_up_mm = 100;  // side of the square of the same area

double px_per_mm_of(const Person& person) {
  if (person.eye_distance_px > 0) return person.eye_distance_px / eye_distance_mm;
  const cv::Size size = person.size_px;
  if (person.subject == Subject::close_up) return std::sqrt(double(size.area())) / close_up_mm;
  return std::min(size.width / 211.0, size.height / 280.0);  // shoulders and all
}

cv::Point2d origin_of(const Person& person) {
  const cv::Size size = person.size_px;
  if (person.subject == Subject::close_up) return {size.width / 2.0, size.height / 2.0};
  return {size.width * (0.5 + person.shift.x), size.height * (0.40 + person.shift.y)};
}

cv::Vec3f skin_colour(const Person& person) {
  cv::Vec3f lab = monk_lab(person.tone);
  const auto dull = float(person.dullness);
  lab[0] *= 1 - 0.09F * dull;
  lab[1] *= 1 - 0.30F * dull;
  lab[2] *= 1 - 0.30F * dull;
  return lab;
}

cv::Vec3f backdrop_colour(const Person& person, cv::RNG& rng) {
  if (person.subject == Subject::scene) return {70, -6, -20};
  return {float(rng.uniform(35.0, 85.0)), float(rng.uniform(-4.0, 4.0)), float(rng.uniform(-8.0, 8.0))};
}

void draw_scene(Sitting& sitting) {
  Canvas& canvas = sitting.canvas;
  cv::Mat ground = canvas.lab.rowRange(canvas.lab.rows / 2, canvas.lab.rows);
  ground.setTo(cv::Scalar(46, -34, 30));
  for (int i = 0; i < 40; ++i) {
    const cv::Point at(sitting.rng.uniform(0, canvas.lab.cols),
                       sitting.rng.uniform(canvas.lab.rows / 3, canvas.lab.rows));
    const int size = sitting.rng.uniform(canvas.lab.cols / 60 + 2, canvas.lab.cols / 15 + 3);
    const cv::Scalar colour(sitting.rng.uniform(20.0, 60.0), sitting.rng.uniform(-40.0, -20.0),
                            sitting.rng.uniform(-30.0, 30.0));
    cv::rectangle(canvas.lab, {at.x - size / 2, at.y - size, size, 2 * size}, colour, cv::FILLED);
  }
}

// The whole picture leans, and everything in it.
void roll(Sitting& sitting, DrawnPerson& drawn) {
  const cv::Mat turn = cv::getRotationMatrix2D(cv::Point2f(sitting.canvas.origin), -sitting.person.roll_degrees, 1);
  const cv::Size size = sitting.person.size_px;
  for (cv::Mat* plane : {&sitting.canvas.lab, &sitting.canvas.light, &sitting.canvas.specular}) {
    cv::warpAffine(*plane, *plane, turn, size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  }
  for (cv::Mat* mask : {&drawn.skin, &drawn.inflamed, &drawn.dark, &drawn.lines, &drawn.red}) {
    cv::warpAffine(*mask, *mask, turn, size, cv::INTER_NEAREST);
  }
  const auto move = [&](cv::Point2d& point) {
    const cv::Mat moved = turn * (cv::Mat_<double>(3, 1) << point.x, point.y, 1);
    point = {moved.at<double>(0), moved.at<double>(1)};
  };
  for (DrawnSpot& spot : drawn.spots) move(spot.centre);
  move(drawn.left_eye);
  move(drawn.right_eye);
}

void draw_subject(Sitting& sitting, DrawnPerson& drawn) {
  switch (sitting.person.subject) {
    case Subject::scene: return draw_scene(sitting);
    case Subject::close_up:
      sitting.canvas.lab.setTo(cv::Scalar(sitting.tone[0], sitting.tone[1], sitting.tone[2]));
      sitting.skin.setTo(255);
      return draw_causes(sitting, drawn);
    case Subject::face:
      draw_backdrop(sitting);
      draw_head(sitting);
      draw_causes(sitting, drawn);
      if (sitting.person.beard > 0) draw_beard(sitting);
      if (sitting.person.glasses == Glasses::worn) draw_glasses(sitting);
  }
}

}  // namespace

DrawnPerson draw_person(const Person& person) {
  cv::RNG rng(person.seed * 0x9e3779b97f4a7c15U + 23);
  for (int i = 0; i < 8; ++i) rng.next();  // neighbouring seeds begin alike
  const cv::Vec3f tone = skin_colour(person);
  const cv::Vec3f backdrop = backdrop_colour(person, rng);
  Sitting sitting{person,
                  Canvas(person.size_px, px_per_mm_of(person), origin_of(person), backdrop),
                  cv::Mat::zeros(person.size_px, CV_8U),
                  tone,
                  std::clamp(tone[0] / 68.0, 0.2, 1.2),
                  cv::RNG(rng.next() * 0x9e3779b97f4a7c15U + 5)};
  DrawnPerson drawn;
  drawn.px_per_mm = sitting.canvas.px_per_mm;
  drawn.left_eye = sitting.canvas.to_px({-eye_distance_mm / 2, 0});
  drawn.right_eye = sitting.canvas.to_px({eye_distance_mm / 2, 0});
  for (cv::Mat* mask : {&drawn.inflamed, &drawn.dark, &drawn.lines, &drawn.red}) {
    *mask = cv::Mat::zeros(person.size_px, CV_8U);
  }
  draw_subject(sitting, drawn);
  drawn.skin = sitting.skin;
  if (person.roll_degrees != 0) roll(sitting, drawn);
  for (cv::Mat* mask : {&drawn.inflamed, &drawn.dark, &drawn.lines, &drawn.red}) *mask &= drawn.skin;
  Scene scene{sitting.canvas.lab, sitting.canvas.light, sitting.canvas.specular};
  drawn.bgr = photograph(std::move(scene), person.camera, rng);
  return drawn;
}

}  // namespace lumen::test
