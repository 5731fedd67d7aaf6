// SPDX-License-Identifier: Apache-2.0
#include "skin/blobs.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "skin/components.h"
#include "skin/smooth.h"

namespace lumen::skin {
namespace {

SpotRule rule() {
  SpotRule rule;
  rule.threshold = 2;
  rule.diameter_min_px = 4;
  rule.diameter_max_px = 30;
  rule.apart_min_px = 6;
  return rule;
}

// A map with Gaussian hills of height 10.
cv::Mat hills(const std::vector<cv::Point>& at, double sigma_px) {
  cv::Mat map = cv::Mat::zeros(120, 160, CV_32F);
  for (const cv::Point centre : at) {
    for (int y = 0; y < map.rows; ++y) {
      for (int x = 0; x < map.cols; ++x) {
        const double squared = std::pow(x - centre.x, 2) + std::pow(y - centre.y, 2);
        map.at<float>(y, x) += float(10 * std::exp(-squared / (2 * sigma_px * sigma_px)));
      }
    }
  }
  return map;
}

const cv::Mat everywhere(120, 160, CV_8U, cv::Scalar(255));

TEST(Blobs, CountsSpotsAndKnowsTheirPlace) {
  const Spots found = find_spots(hills({{20, 30}, {80, 60}, {130, 90}}, 3), everywhere, rule());
  ASSERT_EQ(found.spots.size(), 3U);
  EXPECT_EQ(found.spots[1].centre, cv::Point2d(80, 60));
  EXPECT_NEAR(found.spots[1].contrast, 10, 0.1);
  // Over a fifth of the height a hill is 3 x sqrt(2 ln 5) = 5.38 px in radius.
  EXPECT_NEAR(found.spots[1].area_px, CV_PI * 5.38 * 5.38, 8);
  EXPECT_EQ(cv::countNonZero(found.mask), int(found.area_px));
}

TEST(Blobs, SplitsTouchingSpotsAtTheirMaxima) {
  EXPECT_EQ(find_spots(hills({{60, 60}, {72, 60}}, 3), everywhere, rule()).spots.size(), 2U);
}

TEST(Blobs, LeavesOutWhatIsNoSpot) {
  EXPECT_TRUE(find_spots(hills({{60, 60}}, 0.8), everywhere, rule()).spots.empty());  // too small
  EXPECT_TRUE(find_spots(hills({{60, 60}}, 14), everywhere, rule()).spots.empty());   // too large
  cv::Mat line = cv::Mat::zeros(120, 160, CV_32F);
  cv::line(line, {20, 20}, {60, 60}, cv::Scalar(10), 4);
  EXPECT_TRUE(find_spots(line, everywhere, rule()).spots.empty());
  const cv::Mat nowhere = cv::Mat::zeros(120, 160, CV_8U);
  EXPECT_TRUE(find_spots(hills({{60, 60}}, 3), nowhere, rule()).spots.empty());
}

TEST(Blobs, TheFlankOfWhatIsLeftOutIsNoSpot) {
  const cv::Mat hill = hills({{60, 60}}, 6);
  cv::Mat where = everywhere.clone();
  cv::circle(where, {60, 60}, 2, cv::Scalar(0), cv::FILLED);  // the top is left out, a ring stays
  const Spots found = find_spots(hill, where, rule());
  EXPECT_TRUE(found.spots.empty());
  EXPECT_EQ(found.area_px, 0);
  EXPECT_EQ(cv::countNonZero(found.mask), 0);
}

TEST(Components, AreConnectedOverCorners) {
  cv::Mat mask = cv::Mat::zeros(10, 10, CV_8U);
  mask.at<std::uint8_t>(0, 0) = 255;
  mask.at<std::uint8_t>(1, 1) = 255;
  mask.at<std::uint8_t>(9, 9) = 255;
  const auto components = find_components(mask);
  ASSERT_EQ(components.size(), 2U);
  EXPECT_EQ(components[0].pixels.size(), 2U);
  EXPECT_EQ(components[0].box, cv::Rect(0, 0, 2, 2));
  EXPECT_EQ(components[1].box, cv::Rect(9, 9, 1, 1));
}

TEST(Smooth, WideSmoothingOnAShrunkenCopyStaysClose) {
  const cv::Mat map = hills({{40, 40}, {90, 70}}, 6);
  for (const double sigma : {4.5, 14.0}) {
    cv::Mat exact;
    cv::GaussianBlur(map, exact, cv::Size(), sigma, sigma, cv::BORDER_REFLECT_101);
    EXPECT_LT(cv::norm(smooth(map, sigma), exact, cv::NORM_INF), 0.15) << sigma;  // of a range of 10
  }
}

TEST(Smooth, NothingBleedsIntoTheMask) {
  cv::Mat picture(60, 80, CV_32F, cv::Scalar(50));
  cv::Mat mask(60, 80, CV_8U, cv::Scalar(255));
  picture.colRange(40, 80).setTo(-1000);
  mask.colRange(40, 80).setTo(0);
  for (const double sigma : {1.2, 4.5, 14.0}) {
    MaskedSmoother within(mask);
    MaskedPicture masked = within.prepare(picture);
    const cv::Mat out = within.smooth(masked, sigma);
    EXPECT_NEAR(out.at<float>(30, 5), 50, 0.01) << sigma;
    EXPECT_NEAR(out.at<float>(30, 35), 50, 0.01) << sigma;
  }
}

TEST(Smooth, PercentilesAndDeviationOfARamp) {
  cv::Mat ramp(40, 100, CV_32F);
  for (int x = 0; x < ramp.cols; ++x) ramp.col(x).setTo(x);
  const cv::Mat all(ramp.size(), CV_8U, cv::Scalar(255));
  EXPECT_NEAR(percentile(ramp, all, 0.5, 0, 100), 50, 1);
  EXPECT_NEAR(percentile(ramp, all, 0.9, 0, 100), 90, 1);
  EXPECT_NEAR(robust_deviation(ramp, all, 0, 100), 1.4826 * 25, 1);
  EXPECT_EQ(percentile(ramp, cv::Mat::zeros(ramp.size(), CV_8U), 0.5, 0, 100), 0);
}

}  // namespace
}  // namespace lumen::skin
