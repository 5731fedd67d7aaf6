// SPDX-License-Identifier: Apache-2.0
// The generator says the truth: what it states about a picture is in the picture.
#include "tests/photos/draw_person.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tests/photos/skin_colour.h"

namespace lumen::test {
namespace {

Person close_up() {
  Person person;
  person.subject = Subject::close_up;
  person.size_px = {480, 480};
  person.camera.blur_px = 0;
  person.camera.shot_noise = 0;
  person.camera.read_noise = 0;
  return person;
}

cv::Mat lab_of(const cv::Mat& bgr) {
  cv::Mat lab;
  bgr.convertTo(lab, CV_32F, 1.0 / 255);
  cv::cvtColor(lab, lab, cv::COLOR_BGR2Lab);
  return lab;
}

TEST(SkinColour, GivesThePublishedSwatches) {
  cv::Mat first(1, 1, CV_32FC3, cv::Scalar(monk_lab(1)[0], monk_lab(1)[1], monk_lab(1)[2]));
  cv::cvtColor(first, first, cv::COLOR_Lab2BGR);
  EXPECT_NEAR(first.at<cv::Vec3f>(0, 0)[2] * 255, 0xf6, 0.6);
  EXPECT_NEAR(first.at<cv::Vec3f>(0, 0)[0] * 255, 0xe4, 0.6);
  for (double tone = 1; tone < monk_tones; tone += 0.5) {
    EXPECT_GT(monk_lab(tone)[0] + 1, monk_lab(tone + 0.5)[0]) << tone;  // tone 3 is a little lighter than 2
  }
}

TEST(SkinColour, ChangesAreAsLongAsTheySay) {
  for (const double tone : {1.0, 5.0, 10.0}) {
    for (const Pigment pigment : {Pigment::inflammation, Pigment::melanin, Pigment::scale, Pigment::vessels}) {
      EXPECT_NEAR(cv::norm(change_of(pigment, tone, 7)), 7, 1e-4);
    }
  }
}

// D65 is white; a bulb is warmer, a clear sky bluer. Luminance stays 1.
TEST(SkinColour, LightFollowsItsTemperature) {
  double last = 10;
  for (const double kelvin : {2'700.0, 3'500.0, 4'500.0, 5'500.0, 6'504.0, 7'500.0}) {
    const auto [red, green, blue] = light_gains_rgb(kelvin);
    EXPECT_LT(red / blue, last) << kelvin;
    EXPECT_NEAR(0.2126 * red + 0.7152 * green + 0.0722 * blue, 1, 0.002);
    last = red / blue;
  }
  for (const double gain : light_gains_rgb(6'504)) EXPECT_NEAR(gain, 1, 0.02);
}

TEST(DrawPerson, SpotsLieWhereItSays) {
  Person person = close_up();
  person.dark_spots = {12, 4, 6, 14};
  const DrawnPerson drawn = draw_person(person);
  ASSERT_EQ(drawn.spots.size(), 12U);
  const cv::Mat lab = lab_of(drawn.bgr);
  const double skin = monk_lab(person.tone)[0];
  for (const DrawnSpot& spot : drawn.spots) {
    EXPECT_EQ(spot.kind, Concern::dark_spots);
    const float centre = lab.at<cv::Vec3f>(cv::Point(spot.centre))[0];
    EXPECT_LT(centre, skin - 0.6 * spot.delta_e);
    EXPECT_NE(drawn.dark.at<std::uint8_t>(cv::Point(spot.centre)), 0);
  }
  const double area = cv::countNonZero(drawn.dark) / (drawn.px_per_mm * drawn.px_per_mm);
  EXPECT_GT(area, 12 * 3.14 * 2 * 2 * 0.8);
  EXPECT_LT(area, 12 * 3.14 * 3 * 3 * 1.4);
}

TEST(DrawPerson, MoreOfACauseLeavesTheFirstWhereTheyAre) {
  Person few = close_up();
  few.inflamed = {5, 2, 6, 10};
  Person many = few;
  many.inflamed.count = 15;
  const DrawnPerson a = draw_person(few);
  const DrawnPerson b = draw_person(many);
  for (std::size_t i = 0; i < a.spots.size(); ++i) EXPECT_EQ(a.spots[i].centre, b.spots[i].centre);
}

TEST(DrawPerson, LinesDarkenAlongTheirLength) {
  Person person;
  person.forehead_lines = {3, 1.0, 12};
  person.camera = close_up().camera;
  Person smooth = person;
  smooth.forehead_lines.count = 0;
  const DrawnPerson lined = draw_person(person);
  const cv::Mat change = lab_of(draw_person(smooth).bgr) - lab_of(lined.bgr);
  EXPECT_GT(cv::mean(change, lined.lines)[0], 5);
  EXPECT_LT(cv::norm(change, cv::NORM_L1, 255 - lined.lines) / double(change.total()), 0.2);
}

TEST(DrawPerson, EyesAreSixtyThreeMillimetresApartAndTurnWithTheHead) {
  Person person;
  person.roll_degrees = 12;
  const DrawnPerson drawn = draw_person(person);
  const cv::Point2d apart = drawn.right_eye - drawn.left_eye;
  EXPECT_NEAR(cv::norm(apart), 63 * drawn.px_per_mm, 1e-6);
  EXPECT_NEAR(std::atan2(apart.y, apart.x) * 180 / CV_PI, 12, 0.01);
  const cv::Mat lab = lab_of(drawn.bgr);
  EXPECT_LT(lab.at<cv::Vec3f>(cv::Point(drawn.left_eye))[0], 40);  // the pupil
  EXPECT_EQ(drawn.skin.at<std::uint8_t>(cv::Point(drawn.left_eye)), 0);
}

TEST(Camera, ExposureAndNoiseAreWhatTheySay) {
  const auto scene = [] {
    return Scene{cv::Mat(200, 200, CV_32FC3, cv::Scalar(53.585, 0, 0)), cv::Mat(200, 200, CV_32F, cv::Scalar(1)),
                 cv::Mat::zeros(200, 200, CV_32F)};  // linear 0.2158: sRGB 128
  };
  cv::RNG rng(4);
  Camera camera = close_up().camera;
  EXPECT_NEAR(cv::mean(photograph(scene(), camera, rng))[1], 128, 1);
  camera.exposure = 2;
  EXPECT_NEAR(cv::mean(photograph(scene(), camera, rng))[1], 176, 1.5);
  camera.exposure = 1;
  camera.shot_noise = 0.002;
  cv::Scalar middle;
  cv::Scalar deviation;
  cv::meanStdDev(photograph(scene(), camera, rng), middle, deviation);
  // sqrt(0.002 * 0.2158) in linear light, times the slope of sRGB there (1.075) and 255.
  EXPECT_NEAR(deviation[1], 5.7, 0.3);
}

}  // namespace
}  // namespace lumen::test
