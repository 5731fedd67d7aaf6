// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "domain/concern_json.h"
#include "skin/concern_table.h"
#include "skin/draw_overlay.h"
#include "skin/measure_concerns.h"
#include "skin/test_photos.h"

namespace lumen::skin {
namespace {

const ConcernResult& concern_of(const Analysis& analysis, Concern concern) {
  return analysis.prediction.report.concerns.at(static_cast<std::size_t>(concern));
}

double score(const test::PhotoOptions& options, Concern concern) {
  return concern_of(analysis_of(options), concern).score;
}

TEST(Concerns, EveryOneIsThereOnceAndInRange) {
  test::PhotoOptions options = drawing();
  options.lesions = 12;
  const Analysis analysis = analysis_of(options);
  const auto& concerns = analysis.prediction.report.concerns;
  ASSERT_EQ(concerns.size(), concern_count);
  for (std::size_t i = 0; i < concern_count; ++i) {
    const ConcernResult& one = concerns[i];
    const std::string name(to_string(one.concern));
    EXPECT_EQ(one.concern, all_concerns()[i]);
    EXPECT_FALSE(one.note.empty()) << name;
    if (!one.measured) continue;
    EXPECT_GE(one.score, 0) << name;
    EXPECT_LE(one.score, 100) << name;
    EXPECT_GT(one.confidence, 0) << name;
    EXPECT_LE(one.confidence, 1) << name;
    EXPECT_FALSE(one.regions.empty()) << name;
    EXPECT_FALSE(one.explanation.formula.empty()) << name;
    EXPECT_FALSE(one.explanation.inputs.empty()) << name;
    EXPECT_TRUE(std::isfinite(one.explanation.quantity)) << name;
    EXPECT_DOUBLE_EQ(one.score, score_from_thresholds(one.explanation.quantity, one.explanation.thresholds)) << name;
  }
}

TEST(Concerns, TheTableIsInOrderAndItsThresholdsRise) {
  const auto rules = concern_rules();
  ASSERT_EQ(rules.size(), concern_count);
  for (std::size_t i = 0; i < concern_count; ++i) {
    EXPECT_EQ(rules[i].concern, all_concerns()[i]);
    EXPECT_GT(rules[i].thresholds[0], 0);
    for (std::size_t band = 1; band < 4; ++band) EXPECT_GT(rules[i].thresholds[band], rules[i].thresholds[band - 1]);
  }
}

TEST(Concerns, TheScorePassesTheBandsAtTheThresholds) {
  const std::array<double, 4> thresholds = {1, 6, 21, 51};
  EXPECT_DOUBLE_EQ(score_from_thresholds(0, thresholds), 0);
  EXPECT_DOUBLE_EQ(score_from_thresholds(1, thresholds), 15);
  EXPECT_DOUBLE_EQ(score_from_thresholds(6, thresholds), 40);
  EXPECT_DOUBLE_EQ(score_from_thresholds(21, thresholds), 70);
  EXPECT_DOUBLE_EQ(score_from_thresholds(1e6, thresholds), 100);
}

TEST(Concerns, LesionsAreCountedWhereTheyAre) {
  test::PhotoOptions options = drawing();
  options.lesions = 14;
  const Analysis analysis = analysis_of(options);
  const ConcernResult& lesions = concern_of(analysis, Concern::inflamed_lesions);
  ASSERT_TRUE(lesions.count);
  EXPECT_NEAR(*lesions.count, 14, 3);
  EXPECT_EQ(lesions.positions.size(), static_cast<std::size_t>(*lesions.count));
  for (const ConcernPlace& place : lesions.positions) {
    EXPECT_GT(place.x, 0.1);
    EXPECT_LT(place.x, 0.9);
    EXPECT_GT(place.radius, 0.001);
    EXPECT_LT(place.radius, 0.06);
  }
  EXPECT_NE(lesions.explanation.next_band.find("Under"), std::string::npos);
}

struct Cause {
  Concern concern;
  void (*apply)(test::PhotoOptions& options, int step);  // step 0 to 3
};

class ConcernRises : public ::testing::TestWithParam<Cause> {};

TEST_P(ConcernRises, WithItsCauseOnLightAndDarkSkin) {
  for (const double tone_l : {72.0, 40.0}) {
    double before = -1;
    double first = 0;
    for (int step = 0; step < 4; ++step) {
      test::PhotoOptions options = drawing();
      options.tone_l = tone_l;
      GetParam().apply(options, step);
      const double now = score(options, GetParam().concern);
      EXPECT_GE(now, before - 0.5) << to_string(GetParam().concern) << " tone " << tone_l << " step " << step;
      if (step == 0) first = now;
      before = now;
    }
    EXPECT_GT(before, first + 10) << to_string(GetParam().concern) << " tone " << tone_l;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Causes, ConcernRises,
    ::testing::Values(Cause{Concern::inflamed_lesions, [](test::PhotoOptions& o, int step) { o.lesions = 8 * step; }},
                      Cause{Concern::dark_spots, [](test::PhotoOptions& o, int step) { o.dark_spots = 10 * step; }},
                      Cause{Concern::blackheads, [](test::PhotoOptions& o, int step) { o.blackheads = 14 * step; }},
                      Cause{Concern::whiteheads, [](test::PhotoOptions& o, int step) { o.whiteheads = 40 * step; }},
                      Cause{Concern::comedones, [](test::PhotoOptions& o, int step) { o.blackheads = 14 * step; }},
                      Cause{Concern::pores, [](test::PhotoOptions& o, int step) { o.pores = 60 * step; }},
                      Cause{Concern::redness, [](test::PhotoOptions& o, int step) { o.redness = 5 * step; }},
                      Cause{Concern::under_eye_darkness,
                            [](test::PhotoOptions& o, int step) { o.under_eye = 5 * step; }},
                      Cause{Concern::eye_bags, [](test::PhotoOptions& o, int step) { o.eye_bags = 5 * step; }},
                      Cause{Concern::shine, [](test::PhotoOptions& o, int step) { o.shine = 0.3 * step; }},
                      Cause{Concern::dryness, [](test::PhotoOptions& o, int step) { o.flakes = 4 * step; }},
                      Cause{Concern::forehead_lines, [](test::PhotoOptions& o, int step) { o.lines = 2 * step; }}),
    [](const auto& one) { return std::string(to_string(one.param.concern)); });

TEST(Concerns, WhatAPhotoDoesNotShowIsNotJudgedAndSaysWhy) {
  Photo gray = draw(drawing());
  gray.grayscale = true;
  const auto analysis = engine().analyze(gray);
  ASSERT_TRUE(analysis);
  const ConcernResult& redness = concern_of(*analysis, Concern::redness);
  EXPECT_FALSE(redness.measured);
  EXPECT_NE(redness.note.find("black and white"), std::string::npos);
  EXPECT_FALSE(analysis->prediction.report.profile.tone_measured);

  test::PhotoOptions close = drawing();
  close.kind = test::PhotoKind::closeup;
  const Analysis near = analysis_of(close);
  EXPECT_FALSE(concern_of(near, Concern::eye_bags).measured);
  EXPECT_TRUE(concern_of(near, Concern::roughness).measured);
  EXPECT_EQ(concern_of(near, Concern::roughness).regions.at(0).region, "skin");
}

TEST(Concerns, TheReportSurvivesItsJson) {
  test::PhotoOptions options = drawing();
  options.lesions = 10;
  options.pores = 200;
  const SkinReport report = analysis_of(options).prediction.report;
  const json::object once = skin_report_to_json(report);
  const auto read = skin_report_from_json(once);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(json::serialize(skin_report_to_json(*read)), json::serialize(once));
  EXPECT_LT(json::serialize(once).size(), 100'000U);
}

TEST(Concerns, AnOverlayShowsOneConcernAndLeavesTheRestOfThePhotoAlone) {
  test::PhotoOptions options = drawing();
  options.lesions = 12;
  const Photo photo = draw(options);
  const auto analysis = engine().analyze(photo);
  ASSERT_TRUE(analysis);
  for (const Concern concern : all_concerns()) {
    const cv::Mat drawn = draw_concern(photo, *analysis, concern);
    ASSERT_EQ(drawn.size(), photo.bgr.size());
    cv::Mat changed;
    cv::extractChannel(cv::abs(drawn - photo.bgr), changed, 1);
    const double share = cv::countNonZero(changed) / double(changed.total());
    EXPECT_GT(share, 0.001) << to_string(concern);
    EXPECT_LT(share, 0.35) << to_string(concern);
  }
  // Every lesion has its ring.
  const cv::Mat drawn = draw_concern(photo, *analysis, Concern::inflamed_lesions);
  for (const ConcernPlace& place : concern_of(*analysis, Concern::inflamed_lesions).positions) {
    const cv::Point centre(int(place.x * photo.bgr.cols), int(place.y * photo.bgr.rows));
    const int reach = int(place.radius * photo.bgr.cols) + 8;
    const cv::Rect box =
        cv::Rect(centre.x - reach, centre.y - reach, 2 * reach, 2 * reach) & cv::Rect(cv::Point(), photo.bgr.size());
    EXPECT_GT(cv::norm(drawn(box), photo.bgr(box), cv::NORM_INF), 50);
  }
}

TEST(Profile, DarkerSkinHasASmallerAngleAndAHigherMonkTone) {
  double ita = 91;
  int monk = 0;
  for (const double tone_l : {80.0, 66.0, 50.0, 32.0}) {
    test::PhotoOptions options = drawing();
    options.tone_l = tone_l;
    const SkinProfile profile = analysis_of(options).prediction.report.profile;
    EXPECT_LT(profile.ita_degrees, ita);
    EXPECT_GE(profile.monk_tone, monk);
    ita = profile.ita_degrees;
    monk = profile.monk_tone;
  }
  EXPECT_GE(monk, 7);
}

TEST(Frame, ATiltedFaceIsTurnedUpright) {
  const cv::Mat picture(1000, 1000, CV_8UC3, cv::Scalar(90, 120, 160));
  Face face;
  face.box = cv::Rect2d(300, 300, 400, 400);
  face.eyes = Eyes{{420, 430}, {573.2, 476.9}};  // 17 degrees
  const Frame frame = frame_face(picture, face);
  const double angle = std::atan2(frame.along.y, frame.along.x) * 180 / CV_PI;
  EXPECT_NEAR(angle, 17 - roll_dead_zone_degrees, 0.2);
  const cv::Point2d eyes = frame.to_photo({face_frame_size.width / 2.0, face_frame_eye_row_px});
  EXPECT_NEAR(eyes.x, 496.6, 0.01);
  EXPECT_NEAR(eyes.y, 453.45, 0.01);
}

}  // namespace
}  // namespace lumen::skin
