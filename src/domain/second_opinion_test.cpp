// SPDX-License-Identifier: Apache-2.0
#include "domain/second_opinion.h"

#include <gtest/gtest.h>

#include "domain/wire_json.h"

namespace lumen {
namespace {

std::string text_of(const SecondOpinion& opinion) { return json::serialize(second_opinion_to_json(opinion)); }

TEST(SecondOpinion, SaysNoMoreThanThereIs) {
  SecondOpinion opinion;
  opinion.model = "huggingface/owner/model";
  opinion.outcome = "timed_out";
  EXPECT_EQ(text_of(opinion), R"({"model":"huggingface/owner/model","outcome":"timed_out"})");
  opinion.outcome = "answered";
  opinion.condition = Label::dark_spots;
  opinion.confidence = 0.87654;
  opinion.agreement = 0.5;
  EXPECT_EQ(text_of(opinion),
            R"({"model":"huggingface/owner/model","outcome":"answered","condition":"dark_spots","confidence":8.77E-1,)"
            R"("agreement":5E-1})");
}

TEST(SecondOpinion, ComesBackOutOfAStoredPrediction) {
  Prediction prediction;
  prediction.second_opinion = SecondOpinion{"custom/own", "answered", Label::acne, 0.75, 0.5};
  const auto back = prediction_from_json(json::serialize(prediction_to_json(prediction)));
  ASSERT_TRUE(back);
  ASSERT_TRUE(back->second_opinion);
  EXPECT_EQ(text_of(*back->second_opinion), text_of(*prediction.second_opinion));
  prediction.second_opinion.reset();
  EXPECT_FALSE(prediction_from_json(json::serialize(prediction_to_json(prediction)))->second_opinion);
}

TEST(SecondOpinion, WhatIsNoneOfThemIsNothing) {
  EXPECT_FALSE(second_opinion_from_json({{"model", "m"}}));
  EXPECT_FALSE(second_opinion_from_json({{"model", 7}, {"outcome", "answered"}}));
}

}  // namespace
}  // namespace lumen
