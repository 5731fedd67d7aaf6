// SPDX-License-Identifier: Apache-2.0
#include "skin/prepare_colour.h"

#include <gtest/gtest.h>

#include <cmath>

#include "skin/measure_tone.h"
#include "skin/planes.h"

namespace lumen::skin {
namespace {

Thumbnail grey_under(const cv::Scalar& light_bgr) {
  cv::Mat bgr(96, 96, CV_8UC3);
  for (int y = 0; y < bgr.rows; ++y) bgr.row(y).setTo(light_bgr * (0.3 + 0.5 * y / bgr.rows));
  return make_thumbnail(bgr);
}

TEST(PrepareColour, WhiteLightIsLeftAlone) {
  const Light light = estimate_light(grey_under({200, 200, 200}), 0.1);
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(light.gain_bgr[i], 1, 0.005);
}

TEST(PrepareColour, PartOfACastIsTakenAway) {
  const Light light = estimate_light(grey_under({150, 200, 250}), 0.0);
  EXPECT_NEAR(light.red_to_green, 1.25, 0.03);
  EXPECT_NEAR(light.blue_to_green, 0.75, 0.03);
  EXPECT_GT(light.gain_bgr[0], 1.1);
  EXPECT_LT(light.gain_bgr[2], 0.95);
  const cv::Mat corrected = correct_colour(cv::Mat(1, 1, CV_8UC3, cv::Scalar(90, 120, 150)), light);
  EXPECT_GT(corrected.at<cv::Vec3b>(0)[0], 100);
  EXPECT_LT(corrected.at<cv::Vec3b>(0)[2], 145);
}

TEST(PrepareColour, SkinIsNotTakenForTheLight) {
  const Light light = estimate_light(grey_under({150, 200, 250}), 0.9);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(light.gain_bgr[i], 1);
}

TEST(Planes, WhiteAndRedLieWhereCielabPutsThem) {
  cv::Mat bgr(1, 2, CV_8UC3);
  bgr.at<cv::Vec3b>(0) = {255, 255, 255};
  bgr.at<cv::Vec3b>(1) = {0, 0, 255};
  const Planes planes = split_planes(bgr);
  EXPECT_NEAR(planes.lightness.at<float>(0), 100, 0.3);
  EXPECT_NEAR(planes.a.at<float>(0), 0, 0.5);
  EXPECT_NEAR(planes.lightness.at<float>(1), 53.2, 0.5);
  EXPECT_NEAR(planes.a.at<float>(1), 80.1, 1);
  EXPECT_NEAR(planes.b.at<float>(1), 67.2, 1);
}

TEST(Tone, IsTheIndividualTypologyAngle) {
  Frame frame;
  frame.bgr = cv::Mat(200, 200, CV_8UC3, cv::Scalar(131, 161, 204));
  frame.valid = cv::Mat(200, 200, CV_8U, cv::Scalar(255));
  const SkinView view(frame, Colour::present);
  const Tone tone = measure_tone(view);
  const double lightness = view.planes.lightness.at<float>(100, 100);
  const double b = view.planes.b.at<float>(100, 100);
  EXPECT_NEAR(tone.ita_degrees, std::atan((lightness - 50) / b) * 180 / CV_PI, 0.3);
  EXPECT_NEAR(tone.unevenness_percent, 0, 0.05);
}

}  // namespace
}  // namespace lumen::skin
