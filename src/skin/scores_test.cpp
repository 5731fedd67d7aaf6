// SPDX-License-Identifier: Apache-2.0
#include "skin/scores.h"

#include <gtest/gtest.h>

#include <set>

namespace lumen::skin {
namespace {

constexpr std::array<double, 4> bands = {10, 20, 40, 80};

TEST(Scores, ExtentMeetsTheSeverityBandsAtTheirEdges) {
  EXPECT_DOUBLE_EQ(extent_from_bands(0, bands), 0);
  EXPECT_DOUBLE_EQ(extent_from_bands(-5, bands), 0);
  EXPECT_DOUBLE_EQ(extent_from_bands(5, bands), 0.075);
  EXPECT_DOUBLE_EQ(extent_from_bands(30, bands), 0.55);
  EXPECT_DOUBLE_EQ(extent_from_bands(80, bands), 1);
  EXPECT_DOUBLE_EQ(extent_from_bands(1e9, bands), 1);
  EXPECT_EQ(severity_from_extent(extent_from_bands(9.99, bands)), Severity::none);
  EXPECT_EQ(severity_from_extent(extent_from_bands(10, bands)), Severity::mild);
  EXPECT_EQ(severity_from_extent(extent_from_bands(20, bands)), Severity::moderate);
  EXPECT_EQ(severity_from_extent(extent_from_bands(40, bands)), Severity::severe);
}

TEST(Scores, TheTableHasEveryConcernOnceAndMoreIsMore) {
  std::set<Label> seen;
  for (const ScoreRule& rule : score_rules()) {
    EXPECT_TRUE(seen.insert(rule.label).second);
    for (const Term& term : rule.terms) EXPECT_GE(term.weight, 0);
    for (std::size_t i = 1; i < rule.bands.size(); ++i) EXPECT_GT(rule.bands[i], rule.bands[i - 1]);
    EXPECT_GT(rule.bands[0], 0);
  }
  EXPECT_EQ(seen.size(), label_count - 1);
  EXPECT_FALSE(seen.contains(Label::healthy));
}

TEST(Scores, HealthyIsTheAbsenceOfTheOthers) {
  Measures measures;
  measures.scope = {Mode::face, Colour::present, true, true};
  const Prediction clear = predict(measures);
  EXPECT_EQ(clear.condition, Label::healthy);
  measures.spots.inflamed.area_fraction = 0.12;
  measures.spots.inflamed.contrast_mean = 8;
  measures.spots.inflamed.count_per_face = 60;
  const Prediction spotted = predict(measures);
  EXPECT_EQ(spotted.condition, Label::acne);
  EXPECT_DOUBLE_EQ(spotted.findings.back().score, 1 - spotted.confidence);
  EXPECT_LT(spotted.findings.back().score, clear.findings.back().score);
}

TEST(Scores, WhatIsNotSeenIsNotJudged) {
  Measures measures;
  measures.scope = {Mode::face, Colour::present, false, true};
  measures.under_eyes.worst_percent = 60;
  const Prediction prediction = predict(measures);
  const Finding& circles = prediction.findings[static_cast<std::size_t>(Label::dark_circles)];
  EXPECT_FALSE(circles.measured);
  EXPECT_EQ(circles.score, 0);
  EXPECT_EQ(circles.severity, Severity::none);
}

}  // namespace
}  // namespace lumen::skin
