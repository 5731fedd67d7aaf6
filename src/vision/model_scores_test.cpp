// SPDX-License-Identifier: Apache-2.0
#include "vision/model_scores.h"

#include <gtest/gtest.h>

#include <cmath>

#include "vision/testing/sample_answer.h"

namespace lumen::vision {
namespace {

ModelCard card_of(ModelActivation activation, std::vector<ModelLabel> labels) {
  ModelCard card;
  card.name = "skin-test";
  card.version = "3";
  card.activation = activation;
  card.labels = std::move(labels);
  return card;
}

double score_of(const Prediction& prediction, Label label) {
  return prediction.findings[static_cast<std::size_t>(label)].score;
}

bool notes_say(const Prediction& prediction, std::string_view part) {
  for (const std::string& note : prediction.notes) {
    if (note.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST(ModelScores, TurnsOutputsIntoProbabilities) {
  const std::vector<ModelLabel> two = {{"acne", Label::acne}, {"clear", Label::healthy}};
  const auto soft = model_probabilities(card_of(ModelActivation::softmax, two), {1'000, 1'000 + std::log(3.0)});
  EXPECT_NEAR(soft[0], 0.25, 1e-12);
  EXPECT_NEAR(soft[1], 0.75, 1e-12);
  const auto each = model_probabilities(card_of(ModelActivation::sigmoid, two), {0, -1'000});
  EXPECT_NEAR(each[0], 0.5, 1e-12);
  EXPECT_NEAR(each[1], 0, 1e-12);
  const auto plain = model_probabilities(card_of(ModelActivation::none, two), {0.3, 1.7});
  EXPECT_EQ(plain, (std::vector<double>{0.3, 1}));
}

TEST(ModelScores, ReplacesTheScoresOfTheLabelsItKnows) {
  Prediction prediction = vision::test::sample_classification().prediction;
  const Prediction before = prediction;
  const ModelCard card = card_of(ModelActivation::none, {{"pimples", Label::acne}, {"clear", Label::healthy}});
  apply_model_scores(card, {0.91236, 0.05}, prediction);
  EXPECT_EQ(score_of(prediction, Label::acne), 0.912);
  EXPECT_EQ(score_of(prediction, Label::healthy), 0.05);
  EXPECT_EQ(score_of(prediction, Label::wrinkles), score_of(before, Label::wrinkles));
  EXPECT_EQ(prediction.condition, Label::acne);
  EXPECT_EQ(prediction.confidence, 0.912);
  EXPECT_EQ(prediction.engine, "skin-test/3");
  EXPECT_TRUE(notes_say(prediction, "skin-test/3"));
  EXPECT_TRUE(notes_say(prediction, "Wrinkles"));
  EXPECT_FALSE(notes_say(prediction, "stand: Acne"));
  // What was measured stays.
  ASSERT_EQ(prediction.measurements.size(), before.measurements.size());
  for (std::size_t i = 0; i < label_count; ++i) {
    EXPECT_EQ(prediction.findings[i].extent, before.findings[i].extent);
    EXPECT_EQ(prediction.findings[i].severity, before.findings[i].severity);
    EXPECT_EQ(prediction.findings[i].note, before.findings[i].note);
  }
}

TEST(ModelScores, LeavesHealthyWhatTheOthersLeave) {
  Prediction prediction = vision::test::sample_classification().prediction;
  for (Finding& finding : prediction.findings) finding.score = 0.1;
  apply_model_scores(card_of(ModelActivation::none, {{"pimples", Label::acne}}), {0.3}, prediction);
  EXPECT_NEAR(score_of(prediction, Label::healthy), 0.7, 1e-12);
  EXPECT_EQ(prediction.condition, Label::healthy);
}

TEST(ModelScores, AddsClassesThatExcludeEachOtherAndTakesTheHighestOfOthers) {
  const std::vector<ModelLabel> labels = {{"papules", Label::acne}, {"pustules", Label::acne}, {"other", std::nullopt}};
  Prediction prediction = vision::test::sample_classification().prediction;
  apply_model_scores(card_of(ModelActivation::softmax, labels), {std::log(3.0), std::log(2.0), std::log(5.0)},
                     prediction);
  EXPECT_EQ(score_of(prediction, Label::acne), 0.5);
  apply_model_scores(card_of(ModelActivation::none, labels), {0.3, 0.4, 0.9}, prediction);
  EXPECT_EQ(score_of(prediction, Label::acne), 0.4);
}

}  // namespace
}  // namespace lumen::vision
