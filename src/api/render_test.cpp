// SPDX-License-Identifier: Apache-2.0
#include "api/render.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace lumen::api {
namespace {

std::shared_ptr<Analysis> sample(std::string id) {
  auto analysis = std::make_shared<Analysis>();
  analysis->id = AnalysisId::trusted(std::move(id));
  analysis->owner = UserId::trusted("u");
  analysis->status = Status::completed;
  analysis->stage = Stage::done;
  analysis->created_at_ms = 1'700'000'000'999;
  analysis->documents.prediction = R"({"condition":"acne"})";
  analysis->documents.enhanced_analysis = R"({"summary":"s"})";
  analysis->documents.products = "[{}]";
  analysis->documents.severity = Severity::mild;
  return analysis;
}

TEST(Render, ACompletedAnalysis) {
  const auto parsed = parse_json(render_analysis(*sample("a")));
  ASSERT_TRUE(parsed);
  const json::object& object = parsed->as_object();
  EXPECT_EQ(object.at("timestamp").as_int64(), 1'700'000'000);
  EXPECT_EQ(object.at("status").as_string(), "completed");
  EXPECT_EQ(object.at("prediction").at("condition").as_string(), "acne");
  EXPECT_FALSE(object.contains("error"));
}

TEST(Render, WhatIsNotThereIsAbsentRatherThanNull) {
  Analysis analysis = *sample("a");
  analysis.status = Status::pending;
  analysis.documents = {};
  const auto parsed = parse_json(render_analysis(analysis));
  EXPECT_FALSE(parsed->as_object().contains("prediction"));
  EXPECT_FALSE(parsed->as_object().contains("enhanced_analysis"));
  EXPECT_TRUE(parsed->as_object().at("products").as_array().empty());
}

TEST(Render, AFailureIsEscaped) {
  Analysis analysis = *sample("a");
  analysis.status = Status::failed;
  analysis.failure = AnalysisFailure{"photo_rejected", "Too \"dark\".", "Face a window.", false};
  const auto parsed = parse_json(render_analysis(analysis));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->as_object().at("error").at("message").as_string(), "Too \"dark\".");
}

TEST(Render, HistoryShowsSeverityOfFinishedOnesAndTheNextCursor) {
  analyses::HistoryPage page;
  page.analyses = {sample("a"), sample("b")};
  page.next_cursor = "next";
  const auto parsed = parse_json(render_history(page));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->at("analyses").as_array().size(), 2U);
  EXPECT_EQ(parsed->at("analyses").at(0).at("severity").as_string(), "mild");
  EXPECT_EQ(parsed->at("next_cursor").as_string(), "next");
}

}  // namespace
}  // namespace lumen::api
