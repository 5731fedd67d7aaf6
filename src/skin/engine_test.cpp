// SPDX-License-Identifier: Apache-2.0
// The engine as a whole, on drawn photos with known causes.
#include "skin/engine.h"

#include <functional>
#include <opencv2/imgproc.hpp>

#include "skin/draw_overlay.h"
#include "skin/test_photos.h"

namespace lumen::skin {
namespace {

using test::PhotoKind;
using test::PhotoOptions;
using test::SpotPlace;

void expect_well_formed(const Prediction& prediction) {
  ASSERT_EQ(prediction.findings.size(), label_count);
  double highest = 0;
  for (std::size_t i = 0; i < label_count; ++i) {
    const Finding& found = prediction.findings[i];
    EXPECT_EQ(found.label, all_labels[i]);
    EXPECT_GE(found.score, 0);
    EXPECT_LE(found.score, 1);
    EXPECT_GE(found.extent, 0);
    EXPECT_LE(found.extent, 1);
    EXPECT_EQ(found.severity, severity_from_extent(found.extent));
    EXPECT_FALSE(found.note.empty()) << to_string(found.label);
    highest = std::max(highest, found.score);
  }
  EXPECT_EQ(prediction.confidence, highest);
  EXPECT_EQ(finding(prediction, prediction.condition).score, highest);
  EXPECT_FALSE(prediction.engine.empty());
}

void expect_same(const Prediction& a, const Prediction& b) {
  ASSERT_EQ(a.findings.size(), b.findings.size());
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    EXPECT_EQ(a.findings[i].score, b.findings[i].score);
    EXPECT_EQ(a.findings[i].extent, b.findings[i].extent);
    EXPECT_EQ(a.findings[i].note, b.findings[i].note);
  }
  ASSERT_EQ(a.measurements.size(), b.measurements.size());
  for (std::size_t i = 0; i < a.measurements.size(); ++i) {
    EXPECT_EQ(a.measurements[i].name, b.measurements[i].name);
    EXPECT_EQ(a.measurements[i].value, b.measurements[i].value) << a.measurements[i].name;
  }
  EXPECT_EQ(a.notes, b.notes);
}

TEST(Engine, NamesEveryLabelOnce) {
  for (const PhotoKind kind : {PhotoKind::face, PhotoKind::closeup}) {
    PhotoOptions options = drawing();
    options.kind = kind;
    expect_well_formed(analysis_of(options).prediction);
  }
}

TEST(Engine, GivesTheSameAnswerTwice) {
  PhotoOptions options = drawing();
  options.lesions = 12;
  options.dark_spots = 6;
  const Photo photo = draw(options);
  const auto first = engine().analyze(photo);
  const auto second = engine().analyze(photo);
  ASSERT_TRUE(first && second);
  expect_same(first->prediction, second->prediction);
  EXPECT_EQ(cv::norm(draw_overlay(photo, *first), draw_overlay(photo, *second), cv::NORM_INF), 0);
}

TEST(Engine, FindsAClearFaceHealthy) {
  const Prediction prediction = analysis_of(drawing()).prediction;
  EXPECT_EQ(prediction.condition, Label::healthy);
  EXPECT_TRUE(prediction.notes.empty());
}

struct Cause {
  const char* name;
  Label label;
  std::vector<double> amounts;
  std::function<void(PhotoOptions&, double)> apply;
};

// More of a cause gives more extent, strictly, on a medium and a dark skin, and never a lower score.
class MoreIsMore : public ::testing::TestWithParam<Cause> {};

TEST_P(MoreIsMore, OnMediumAndDarkSkin) {
  const Cause& cause = GetParam();
  for (const double tone_l : {58.0, 38.0}) {
    double last_extent = -1;
    double last_score = -1;
    for (const double amount : cause.amounts) {
      PhotoOptions options = drawing();
      options.tone_l = tone_l;
      cause.apply(options, amount);
      const Prediction prediction = analysis_of(options).prediction;
      const Finding& found = finding(prediction, cause.label);
      EXPECT_TRUE(found.measured);
      EXPECT_GT(found.extent, last_extent) << cause.name << " " << amount << " at L* " << tone_l;
      EXPECT_GE(found.score, last_score) << cause.name << " " << amount << " at L* " << tone_l;
      last_extent = found.extent;
      last_score = found.score;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Causes, MoreIsMore,
    ::testing::Values(
        Cause{"lesions", Label::acne, {0, 8, 20, 45}, [](auto& o, double v) { o.lesions = int(v); }},
        Cause{"lesions on the jaw",
              Label::hormonal_acne,
              {0, 6, 14, 26},
              [](auto& o, double v) {
                o.lesions = int(v);
                o.place = SpotPlace::lower_third;
              }},
        Cause{"blackheads", Label::blackheads, {0, 12, 30, 70}, [](auto& o, double v) { o.blackheads = int(v); }},
        Cause{"whiteheads", Label::whiteheads, {0, 25, 60, 140}, [](auto& o, double v) { o.whiteheads = int(v); }},
        Cause{"dark spots", Label::dark_spots, {0, 6, 15, 32}, [](auto& o, double v) { o.dark_spots = int(v); }},
        Cause{"shadow under the eyes", Label::dark_circles, {0, 8, 16, 26}, [](auto& o, double v) { o.under_eye = v; }},
        Cause{"bags", Label::eye_bags, {0, 6, 12, 20}, [](auto& o, double v) { o.eye_bags = v; }},
        Cause{"pores", Label::pores, {0, 60, 140, 300}, [](auto& o, double v) { o.pores = int(v); }},
        Cause{"lines", Label::wrinkles, {0, 1, 3, 5}, [](auto& o, double v) { o.lines = int(v); }},
        Cause{"flakes", Label::dry_skin, {0, 3, 7, 14}, [](auto& o, double v) { o.flakes = v; }},
        Cause{"shine", Label::oily_skin, {0, 0.3, 0.6, 1.0}, [](auto& o, double v) { o.shine = v; }},
        Cause{"redness", Label::skin_redness, {0, 5, 9, 15}, [](auto& o, double v) { o.redness = v; }}),
    [](const auto& cause) { return std::string(to_string(cause.param.label)); });

TEST(Engine, CountsLesionsWhereTheyAre) {
  PhotoOptions options = drawing();
  options.lesions = 12;
  const Analysis analysis = analysis_of(options);
  const auto& spots = analysis.measures.spots.inflamed.found.spots;
  EXPECT_GE(spots.size(), 8U);
  EXPECT_LE(spots.size(), 14U);
  EXPECT_EQ(analysis.measures.spots.dark.found.spots.size(), 0U);
  for (const Spot& spot : spots) {
    const cv::Point2d at = analysis.frame.to_photo(spot.centre);
    EXPECT_TRUE(cv::Rect(150, 150, 300, 450).contains(cv::Point(at))) << at;
  }
}

TEST(Engine, TellsAcneOnTheJawFromAcneAllOver) {
  PhotoOptions options = drawing();
  options.lesions = 16;
  const double all_over = finding(analysis_of(options).prediction, Label::hormonal_acne).score;
  options.place = SpotPlace::lower_third;
  const double on_the_jaw = finding(analysis_of(options).prediction, Label::hormonal_acne).score;
  EXPECT_LT(all_over, 0.3);
  EXPECT_GT(on_the_jaw, 0.5);
}

TEST(Engine, MeasuresLightAndDarkSkinAlike) {
  double last_tone = 90;
  for (const double tone_l : {78.0, 65.0, 50.0, 38.0, 28.0}) {
    PhotoOptions options = drawing();
    options.tone_l = tone_l;
    const Analysis clear = analysis_of(options);
    EXPECT_EQ(clear.prediction.condition, Label::healthy) << tone_l;
    EXPECT_GT(clear.measures.skin_area_units, 2.2) << tone_l;
    EXPECT_LT(clear.measures.tone.ita_degrees, last_tone) << tone_l;
    last_tone = clear.measures.tone.ita_degrees;
    options.lesions = 25;
    EXPECT_GT(finding(analysis_of(options).prediction, Label::acne).extent, 0.30) << tone_l;
  }
}

TEST(Engine, MeasuresABlackAndWhitePhotoWithoutItsColours) {
  PhotoOptions options = drawing();
  options.lines = 3;
  Photo photo = draw(options);
  cv::Mat gray;
  cv::cvtColor(photo.bgr, gray, cv::COLOR_BGR2GRAY);
  cv::cvtColor(gray, photo.bgr, cv::COLOR_GRAY2BGR);
  for (const bool declared : {true, false}) {
    photo.grayscale = declared;
    const auto analysis = engine().analyze(photo);
    ASSERT_TRUE(analysis);
    const Prediction& prediction = analysis->prediction;
    expect_well_formed(prediction);
    for (const Label label :
         {Label::acne, Label::hormonal_acne, Label::dark_spots, Label::dark_circles, Label::skin_redness}) {
      EXPECT_FALSE(finding(prediction, label).measured) << to_string(label);
      EXPECT_EQ(finding(prediction, label).score, 0) << to_string(label);
    }
    EXPECT_TRUE(finding(prediction, Label::wrinkles).measured);
    EXPECT_GT(finding(prediction, Label::wrinkles).extent, 0);
    ASSERT_FALSE(prediction.notes.empty());
    EXPECT_NE(prediction.notes.front().find("black and white"), std::string::npos);
    for (const Measurement& measurement : prediction.measurements) EXPECT_NE(measurement.name, "tone_ita");
  }
}

TEST(Engine, LeavesPlacesOfTheFaceOutOfACloseUp) {
  PhotoOptions options = drawing();
  options.kind = PhotoKind::closeup;
  options.lesions = 30;
  const Analysis analysis = analysis_of(options);
  EXPECT_EQ(analysis.mode, Mode::close_up);
  for (const Label label : {Label::dark_circles, Label::eye_bags, Label::hormonal_acne}) {
    EXPECT_FALSE(finding(analysis.prediction, label).measured) << to_string(label);
  }
  EXPECT_TRUE(finding(analysis.prediction, Label::acne).measured);
  EXPECT_GE(analysis.measures.spots.inflamed.found.spots.size(), 15U);
  EXPECT_FALSE(analysis.prediction.notes.empty());
}

TEST(Engine, DoesNotJudgeFineDetailInACoarsePhoto) {
  PhotoOptions options = drawing();
  options.width_px = 180;
  options.height_px = 240;
  const Prediction coarse = analysis_of(options).prediction;
  EXPECT_FALSE(finding(coarse, Label::pores).measured);
  EXPECT_FALSE(finding(coarse, Label::blackheads).measured);
  EXPECT_TRUE(finding(analysis_of(drawing()).prediction, Label::pores).measured);
}

std::optional<LargestSpot> largest_spot_after(const std::function<void(cv::Mat&)>& paint, double tone_l) {
  PhotoOptions options = drawing();
  options.tone_l = tone_l;
  Photo photo = draw(options);
  paint(photo.bgr);
  const auto analysis = engine().analyze(photo);
  EXPECT_TRUE(analysis);
  return analysis ? analysis->measures.largest_spot : std::nullopt;
}

// Dark brown, as dark against the skin on any tone.
cv::Scalar brown(double tone_l) { return cv::Scalar(40, 62, 88) * (tone_l / 58) * 0.75; }

TEST(Engine, MeasuresTheLargestDarkSpotOnLightAndDarkSkin) {
  for (const double tone_l : {70.0, 58.0, 38.0}) {
    const auto disc = [&](cv::Mat& bgr) { cv::circle(bgr, {225, 470}, 9, brown(tone_l), cv::FILLED, cv::LINE_AA); };
    const auto uneven = [&](cv::Mat& bgr) {
      const std::vector<cv::Point> corner = {{210, 440}, {218, 440}, {221, 470}, {246, 474}, {244, 484}, {210, 480}};
      cv::fillPoly(bgr, std::vector<std::vector<cv::Point>>{corner}, brown(tone_l), cv::LINE_AA);
    };
    const auto round_spot = largest_spot_after(disc, tone_l);
    const auto uneven_spot = largest_spot_after(uneven, tone_l);
    ASSERT_TRUE(round_spot && uneven_spot) << tone_l;
    EXPECT_LT(round_spot->asymmetry, 0.2) << tone_l;
    EXPECT_GT(uneven_spot->asymmetry, 0.28) << tone_l;
    EXPECT_GT(round_spot->darkness_percent, 35) << tone_l;
    EXPECT_NEAR(round_spot->size, uneven_spot->size, 0.04) << tone_l;
    EXPECT_GT(round_spot->size, 0.04) << tone_l;
  }
  EXPECT_FALSE(largest_spot_after([](cv::Mat&) {}, 58));
}

TEST(Engine, DrawsAnOverlayAlignedToThePhoto) {
  PhotoOptions options = drawing();
  options.lesions = 10;
  const Photo photo = draw(options);
  const auto analysis = engine().analyze(photo);
  ASSERT_TRUE(analysis);
  const cv::Mat overlay = draw_overlay(photo, *analysis);
  ASSERT_EQ(overlay.size(), photo.bgr.size());
  ASSERT_EQ(overlay.type(), photo.bgr.type());
  // Above the hair nothing is drawn; the ring of each spot is.
  EXPECT_EQ(cv::norm(overlay.rowRange(0, 20), photo.bgr.rowRange(0, 20), cv::NORM_INF), 0);
  for (const Spot& spot : analysis->measures.spots.inflamed.found.spots) {
    const cv::Point at(analysis->frame.to_photo(spot.centre));
    const cv::Rect around = cv::Rect(at.x - 14, at.y - 14, 29, 29) & cv::Rect({0, 0}, overlay.size());
    EXPECT_GT(cv::norm(overlay(around), photo.bgr(around), cv::NORM_INF), 60);
  }
}

}  // namespace
}  // namespace lumen::skin
