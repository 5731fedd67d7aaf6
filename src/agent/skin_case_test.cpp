// SPDX-License-Identifier: Apache-2.0
#include "agent/skin_case.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "agent/test_cases.h"

namespace lumen::agent {
namespace {

using namespace test_cases;

TEST(SkinCase, SeverityIsTheBandOfTheMeasuredExtent) {
  const std::pair<double, Severity> bands[] = {
      {0.0, Severity::none},      {0.149, Severity::none},     {0.15, Severity::mild},   {0.399, Severity::mild},
      {0.40, Severity::moderate}, {0.699, Severity::moderate}, {0.70, Severity::severe}, {1.0, Severity::severe}};
  for (const auto& [extent, severity] : bands) {
    Prediction made = prediction(Label::acne, extent);
    find(made, Label::acne).severity = Severity::severe;  // what a classifier claims does not count
    EXPECT_EQ(overall_severity(made), severity) << extent;
    find(made, Label::acne).measured = false;
    EXPECT_EQ(overall_severity(made), Severity::none);
  }
  EXPECT_EQ(overall_severity(prediction(Label::healthy, 0.9)), Severity::none);
  EXPECT_EQ(overall_severity(Prediction{}), Severity::none);
}

TEST(SkinCase, OddExtentsAreTamed) {
  for (const double odd : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -1.0}) {
    EXPECT_EQ(overall_severity(prediction(Label::acne, odd)), Severity::none);
  }
  EXPECT_EQ(overall_severity(prediction(Label::acne, 7.0)), Severity::severe);
}

TEST(SkinCase, HistoryIsEarlierNewestFirstAndBounded) {
  std::vector<PastResult> history;
  for (int i = -2; i < 20; ++i) history.push_back({now_ms - i * day_ms, Label::acne, {}});
  const SkinCase skin_case = make(prediction(Label::acne, 0.5), 1, history);
  ASSERT_EQ(skin_case.history.size(), past_results_max);
  EXPECT_EQ(skin_case.history.front().created_at_ms, now_ms - day_ms);
  EXPECT_EQ(skin_case.history.back().created_at_ms, now_ms - 10 * day_ms);
}

TEST(SkinCase, ANoteComesBackAsThePastResult) {
  Prediction made = prediction(Label::dark_spots, 0.437);
  find(made, Label::wrinkles).measured = false;
  const PastResult past = make_past_result(now_ms, made);
  EXPECT_EQ(past.extents.size(), label_count - 1);
  const std::string note = to_note_text(past);
  EXPECT_LT(note.size(), 500U);
  const auto back = past_result_from_note(note);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->created_at_ms, past.created_at_ms);
  EXPECT_EQ(back->condition, past.condition);
  EXPECT_EQ(back->extents, past.extents);
}

TEST(SkinCase, OtherNotesAreNoPastResult) {
  for (const char* note :
       {"", "hello", "{}", R"({"kind":"talk"})", R"({"kind":"analysis","at_ms":1,"condition":"??","extents":{}})",
        R"({"kind":"analysis","at_ms":"1","condition":"acne","extents":{}})", R"([])"}) {
    EXPECT_FALSE(past_result_from_note(note)) << note;
  }
}

TEST(SkinCase, RankingLeavesOutHealthyTopAndUnlikely) {
  Prediction made = prediction(Label::acne, 0.5);
  find(made, Label::healthy) = finding(Label::healthy, 0.9, 0.9);
  find(made, Label::pores) = finding(Label::pores, 0.45, 0.5);
  find(made, Label::wrinkles) = finding(Label::wrinkles, 0.8, 0.19);
  find(made, Label::dark_spots) = finding(Label::dark_spots, 0.14, 0.9);
  find(made, Label::eye_bags).measured = false;
  const RankedFindings ranked = rank_findings(made);
  EXPECT_EQ(ranked.top.label, Label::acne);
  ASSERT_EQ(ranked.others.size(), 1U);
  EXPECT_EQ(ranked.others[0].label, Label::pores);
  ASSERT_EQ(ranked.not_judged.size(), 1U);
  EXPECT_EQ(ranked.not_judged[0].label, Label::eye_bags);
  ASSERT_TRUE(ranked.next);
  EXPECT_EQ(ranked.next->label, Label::wrinkles);
}

TEST(SkinCase, TheDescriptionHoldsNoPerson) {
  const std::string text = json::serialize(describe(make(prediction(Label::acne, 0.5))));
  EXPECT_EQ(text.find(id(1).text()), std::string::npos);
  EXPECT_EQ(text.find("user"), std::string::npos);
}

}  // namespace
}  // namespace lumen::agent
