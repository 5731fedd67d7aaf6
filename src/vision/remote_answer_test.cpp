// SPDX-License-Identifier: Apache-2.0
// What models elsewhere answer, and what becomes of it.
#include "vision/remote_answer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "vision/combine_opinions.h"

namespace lumen::vision {
namespace {

std::string all_of(const Result<RemoteScores>& scores) {
  if (!scores) return std::string(to_string(scores.error().kind)) + " " + scores.error().code;
  std::string text;
  for (const RemoteScore& one : *scores) text += one.label + "=" + std::to_string(one.score).substr(0, 5) + " ";
  return text;
}

constexpr const char* bad = "unavailable remote_bad_answer";

TEST(RemoteAnswer, ReadsAListOfLabelsAndScores) {
  EXPECT_EQ(all_of(read_huggingface_answer(R"([{"label":"a","score":0.25},{"label":"b","score":0.75}])")),
            "b=0.750 a=0.250 ");
  EXPECT_EQ(all_of(read_huggingface_answer(R"([[{"label":"a","score":1}]])")), "a=1.000 ");
  EXPECT_EQ(all_of(read_huggingface_answer(R"([{"label":"a","score":1.0000005}])")), "a=1.000 ");
  EXPECT_EQ(all_of(read_huggingface_answer(R"([{"label":"z","score":0.5},{"label":"a","score":0.5}])")),
            "a=0.500 z=0.500 ");
}

TEST(RemoteAnswer, RefusesAnyOtherList) {
  for (const char* text :
       {"", "[]", "[[]]", "{}", "null", "<html>502</html>", R"([{"label":"a","score":NaN}])", R"([{"label":"a"}])",
        R"([{"score":0.5}])", R"([{"label":"a","score":"0.5"}])", R"([{"label":"","score":0.5}])",
        R"([{"label":"a","score":1.1}])", R"([{"label":"a","score":-0.1}])", R"([{"label":"a","score":1e999}])",
        R"([{"label":"a","score":0.5},7])", R"([{"label":"a","score":0.5)", R"({"error":"loading"})",
        R"([{"label":7,"score":0.5}])", R"([[{"label":"a","score":1}],[{"label":"a","score":1}]])"}) {
    EXPECT_EQ(all_of(read_huggingface_answer(text)), bad) << text;
  }
  const std::string longest(128, 'x');
  EXPECT_EQ(all_of(read_huggingface_answer(R"([{"label":")" + longest + R"(","score":1}])")), longest + "=1.000 ");
  EXPECT_EQ(all_of(read_huggingface_answer(R"([{"label":"x)" + longest + R"(","score":1}])")), bad);
}

TEST(RemoteAnswer, ReadsAnObjectOfPredictions) {
  EXPECT_EQ(all_of(read_custom_answer(
                R"({"top_prediction":"acne","confidence":0.91,"all_predictions":{"healthy":0.02,"acne":0.91}})")),
            "acne=0.910 healthy=0.020 ");
}

TEST(RemoteAnswer, RefusesAnyOtherObject) {
  for (const char* text : {
           "[]",
           "{}",
           R"({"top_prediction":"a","confidence":0.5})",
           R"({"top_prediction":"a","confidence":0.5,"all_predictions":{}})",
           R"({"top_prediction":"a","confidence":0.5,"all_predictions":{"a":0.6}})",
           R"({"top_prediction":"b","confidence":0.6,"all_predictions":{"a":0.6}})",
           R"({"top_prediction":"b","confidence":0.6,"all_predictions":{"a":0.6,"b":0.5}})",
           R"({"confidence":0.6,"all_predictions":{"a":0.6}})",
           R"({"top_prediction":"a","all_predictions":{"a":0.6}})",
           R"({"top_prediction":"a","confidence":"0.6","all_predictions":{"a":0.6}})",
           R"({"top_prediction":"a","confidence":2,"all_predictions":{"a":2}})",
       }) {
    EXPECT_EQ(all_of(read_custom_answer(text)), bad) << text;
  }
}

TEST(LabelMap, ReadsEntries) {
  const auto map = LabelMap::parse(" LABEL_0 = dark spots,LABEL_1=eyebags, LABEL_2=,");
  ASSERT_TRUE(map);
  EXPECT_EQ(map->meaning_of("LABEL_0"), Label::dark_spots);
  EXPECT_EQ(map->meaning_of("LABEL_1"), Label::eye_bags);
  EXPECT_EQ(map->meaning_of("LABEL_2"), std::nullopt);
  EXPECT_EQ(map->meaning_of("Dry-Skin"), Label::dry_skin);
  EXPECT_EQ(map->meaning_of("label_0"), std::nullopt);
  for (const char* text : {"LABEL_0", "=acne", "LABEL_0=measles", "a=acne,b"})
    EXPECT_FALSE(LabelMap::parse(text)) << text;
}

TEST(PredictionFrom, HasEveryLabelAndKnowsWhichWereJudged) {
  const auto prediction = prediction_from(
      {{"Dark Circles", 0.7}, {"eyebags", 0.4}, {"EYE-BAGS", 0.5}, {"vitiligo<b>", 0.3}}, LabelMap(), "test/model");
  ASSERT_TRUE(prediction);
  EXPECT_EQ(prediction->condition, Label::dark_circles);
  EXPECT_DOUBLE_EQ(prediction->confidence, 0.7);
  ASSERT_EQ(prediction->findings.size(), label_count);
  int measured = 0;
  for (const Finding& finding : prediction->findings) {
    measured += finding.measured ? 1 : 0;
    EXPECT_TRUE(finding.measured || finding.score == 0);
    EXPECT_EQ(finding.extent, 0);
    EXPECT_EQ(finding.severity, Severity::none);
  }
  EXPECT_EQ(measured, 2);
  EXPECT_DOUBLE_EQ(prediction->findings[static_cast<std::size_t>(Label::eye_bags)].score, 0.5);
  ASSERT_EQ(prediction->notes.size(), 1U);
  EXPECT_NE(prediction->notes[0].find("vitiligo?b? (0.30)"), std::string::npos);
  EXPECT_EQ(prediction->engine, "test/model");
}

TEST(PredictionFrom, NeedsOneLabelThatLumenKnows) {
  const auto prediction = prediction_from({{"LABEL_0", 0.9}}, LabelMap(), "test");
  ASSERT_FALSE(prediction);
  EXPECT_EQ(prediction.error().code, "remote_bad_answer");
  EXPECT_TRUE(prediction_from({{"LABEL_0", 0.9}}, *LabelMap::parse("LABEL_0=acne"), "test"));
}

// A prediction that judges only what is given.
Prediction judged(std::vector<std::pair<Label, double>> scores, const std::string& engine) {
  Prediction prediction;
  for (const Label label : all_labels) {
    Finding finding;
    finding.label = label;
    finding.measured = false;
    for (const auto& [one, score] : scores) {
      if (one != label) continue;
      finding.score = score;
      finding.measured = true;
    }
    if (finding.score > prediction.confidence) {
      prediction.condition = label;
      prediction.confidence = finding.score;
    }
    prediction.findings.push_back(finding);
  }
  prediction.engine = engine;
  return prediction;
}

double score_of(const Prediction& prediction, Label label) {
  return prediction.findings[static_cast<std::size_t>(label)].score;
}

TEST(CombineOpinions, AgreementKeepsTheScore) {
  const auto both = combine_opinions(judged({{Label::acne, 0.8}, {Label::healthy, 0.2}}, "own"),
                                     judged({{Label::acne, 0.8}, {Label::healthy, 0.2}}, "other"));
  EXPECT_EQ(both.condition, Label::acne);
  EXPECT_DOUBLE_EQ(both.confidence, 0.8);
  ASSERT_TRUE(both.second_opinion);
  EXPECT_EQ(both.second_opinion->outcome, "answered");
  EXPECT_EQ(both.second_opinion->model, "other");
  EXPECT_EQ(both.second_opinion->condition, Label::acne);
  EXPECT_DOUBLE_EQ(*both.second_opinion->agreement, 1);
  EXPECT_EQ(both.engine, "other + own");
}

TEST(CombineOpinions, ConfidenceFallsWithDisagreement) {
  double last = 1;
  for (const double other : {0.9, 0.7, 0.5, 0.3, 0.1}) {
    const auto both = combine_opinions(judged({{Label::acne, 0.9}}, "own"), judged({{Label::acne, other}}, "other"));
    EXPECT_DOUBLE_EQ(score_of(both, Label::acne), std::round(1000 * (3 * other + 0.9) / 4) / 1000);
    EXPECT_LT(score_of(both, Label::acne), last);
    EXPECT_LE(score_of(both, Label::acne), (0.9 + other) / 2 + 1e-9);
    EXPECT_NEAR(*both.second_opinion->agreement, 1 - (0.9 - other), 1e-9);
    last = score_of(both, Label::acne);
  }
}

TEST(CombineOpinions, ALabelThatOnlyOneJudgedKeepsItsScore) {
  Prediction own = judged({{Label::wrinkles, 0.6}, {Label::healthy, 0.4}}, "own");
  own.findings[static_cast<std::size_t>(Label::wrinkles)].extent = 0.5;
  own.findings[static_cast<std::size_t>(Label::wrinkles)].severity = Severity::moderate;
  const auto both = combine_opinions(own, judged({{Label::acne, 0.3}}, "other"));
  EXPECT_DOUBLE_EQ(score_of(both, Label::wrinkles), 0.6);
  EXPECT_DOUBLE_EQ(score_of(both, Label::acne), 0.3);
  EXPECT_TRUE(both.findings[0].measured);
  EXPECT_EQ(both.findings[0].severity, Severity::none);
  EXPECT_EQ(both.findings[static_cast<std::size_t>(Label::wrinkles)].severity, Severity::moderate);
  EXPECT_DOUBLE_EQ(both.findings[static_cast<std::size_t>(Label::wrinkles)].extent, 0.5);
  EXPECT_FALSE(both.second_opinion->agreement);  // no leading label was judged by both
}

TEST(CombineOpinions, HealthyOfAModelWithoutThatLabelIsWhatItsOthersLeave) {
  const auto both = combine_opinions(judged({{Label::acne, 0.3}, {Label::healthy, 0.7}}, "own"),
                                     judged({{Label::acne, 0.99}}, "other"));
  EXPECT_NEAR(score_of(both, Label::healthy), (3 * 0.01 + 0.7) / 4, 0.0006);
  EXPECT_EQ(both.condition, Label::acne);
  EXPECT_DOUBLE_EQ(both.confidence, score_of(both, Label::acne));
}

}  // namespace
}  // namespace lumen::vision
