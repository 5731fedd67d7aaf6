// SPDX-License-Identifier: Apache-2.0
#include "agent/grounding.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "agent/builtin_text.h"
#include "agent/sentences.h"
#include "agent/test_cases.h"

namespace lumen::agent {
namespace {

using namespace test_cases;

const Knowledge& knowledge() {
  static const Knowledge loaded = Knowledge::load().value();
  return loaded;
}

class GroundingTest : public ::testing::Test {
 protected:
  GroundingTest() {
    Prediction made = prediction(Label::acne, 0.44);
    find(made, Label::pores).measured = false;
    Measurement spots;
    spots.name = "inflamed_spots";
    spots.region = "left_cheek";
    spots.value = 9;
    made.measurements.push_back(spots);
    case_ = make(std::move(made));
  }
  bool holds(std::string text, std::vector<std::string> cite = {}) const {
    return grounding_.holds({std::move(text), std::move(cite)});
  }

  SkinCase case_;
  std::vector<PassageSource> passages_ = {{"kb-7", {"Skin", "A hospital, 2020", "https://example.org/skin"}}};
  std::vector<std::string> product_ids_ = {"p1"};
  Grounding grounding_{case_, knowledge(), {passages_, product_ids_}};
};

TEST_F(GroundingTest, ACitationHolds) {
  const std::string claim = "Moon water helps.";
  EXPECT_FALSE(holds(claim));
  EXPECT_TRUE(holds(claim, {"kb-7"})) << "a passage that a tool gave";
  EXPECT_TRUE(holds(claim, {"ingredient.benzoyl_peroxide"})) << "a passage of the library";
  EXPECT_TRUE(holds(claim, {"aad_face_washing"})) << "a source of Lumen's own sentences";
  EXPECT_TRUE(holds(claim, {"p1"})) << "a product that a tool gave";
  EXPECT_FALSE(holds(claim, {"kb-8"}));
  EXPECT_FALSE(holds(claim, {"p2"}));
  EXPECT_FALSE(holds(claim, {""}));
  EXPECT_FALSE(holds(claim, {"ingredient.moon_water"}));
  EXPECT_TRUE(holds(claim, {"invented", "kb-7"}));
}

TEST_F(GroundingTest, AMeasurementHolds) {
  EXPECT_TRUE(holds("Signs of acne stand out."));
  EXPECT_TRUE(holds("The pimples come first."));
  EXPECT_TRUE(holds("The reading is 44 of 100."));
  EXPECT_TRUE(holds("It covers 44%."));
  EXPECT_TRUE(holds("It covers 44 percent."));
  EXPECT_TRUE(holds("Most of it is on the left cheek."));
  EXPECT_FALSE(holds("The reading is 45 of 100."));
  EXPECT_FALSE(holds("It covers 144%."));
  EXPECT_FALSE(holds("I counted 44 stars."));
  EXPECT_FALSE(holds("Pores are wide open.")) << "not measured on this photo";
  EXPECT_FALSE(holds("Most of it is on the right cheek."));
  EXPECT_FALSE(holds("Eczema covers the elbows."));
}

TEST_F(GroundingTest, AdviceThatOnlySendsToSafetyHolds) {
  EXPECT_TRUE(holds("Please see a doctor about it."));
  EXPECT_TRUE(holds("A pharmacist can advise."));
  EXPECT_TRUE(holds("Do a patch test first."));
  EXPECT_TRUE(holds("Wear sunscreen every day."));
  EXPECT_FALSE(holds("No need for a doctor."));
  EXPECT_FALSE(holds("Retinol and sunscreen remove every line."));
  EXPECT_FALSE(holds("Salicylic acid is what every dermatologist loves."));
}

TEST_F(GroundingTest, AQuestionStatesNothing) {
  EXPECT_TRUE(holds("Do you use a moisturiser?"));
  EXPECT_FALSE(holds("Use a moisturiser."));
}

TEST_F(GroundingTest, GivesTheSourceOfAnId) {
  ASSERT_NE(grounding_.source("kb-7"), nullptr);
  EXPECT_EQ(grounding_.source("kb-7")->title, "Skin");
  ASSERT_NE(grounding_.source("acne.not_dirt"), nullptr);
  EXPECT_EQ(grounding_.source("acne.not_dirt")->url, knowledge().citation("medline_acne")->url);
  EXPECT_EQ(grounding_.source("p1"), nullptr);
}

TEST_F(GroundingTest, StatementsAreKeptOrErased) {
  std::vector<CitedText> statements = {{"Acne was measured.", {}}, {"Moon water helps.", {}}, {"Wash.", {"kb-7"}}};
  EXPECT_EQ(grounding_.keep(statements), 1U);
  EXPECT_EQ(statements, (std::vector<CitedText>{{"Acne was measured.", {}}, {"Wash.", {"kb-7"}}}));
}

TEST_F(GroundingTest, AnAnswerWithGroundsStaysAsItIs) {
  FinalAnswer answer;
  answer.summary = "Signs of acne were measured at 44 of 100.";
  answer.recommendations = {"Wash gently."};
  answer.care_instructions = {"See a dermatologist when it hurts."};
  answer.cites = {{"Wash gently.", {"routine.how_to_wash"}}};
  const std::string before = to_json_text(answer);
  EXPECT_EQ(grounding_.keep(answer), 0U);
  EXPECT_EQ(to_json_text(answer), before);
}

TEST_F(GroundingTest, WhatIsDroppedWholeIsSaidInLumensWords) {
  FinalAnswer answer;
  answer.summary = "The moon did this to you and to everybody else. It is well known.";
  answer.recommendations = {"Drink moon water.", "Howl."};
  answer.care_instructions = {"Sleep outside."};
  EXPECT_EQ(grounding_.keep(answer), 5U);
  const BuiltinText own = compose_text(case_, knowledge(), 0);
  EXPECT_EQ(answer.summary, own.summary);
  EXPECT_EQ(answer.recommendations, own.recommendations);
  EXPECT_EQ(answer.care_instructions, own.care_instructions);
  EXPECT_FALSE(answer.cites.empty());
}

TEST(Grounding, AddsEachPageOnce) {
  std::vector<Citation> citations;
  const Citation page{"Skin", "A hospital", "https://example.org/skin"};
  add_source(citations, nullptr);
  EXPECT_TRUE(citations.empty());
  add_source(citations, &page);
  add_source(citations, &page);
  EXPECT_EQ(citations.size(), 1U);
}

// What the built-in rung says is grounded by construction: a statement cites a source, or it names the reading or the
// photo (knowledge_test.cpp holds the sentences without a source to that).
TEST(Grounding, TheBuiltInRungCitesWhatItSaysOfCare) {
  for (const Label label : all_labels) {
    for (const double extent : {0.1, 0.3, 0.5, 0.9}) {
      for (int number = 1; number <= 5; ++number) {
        const SkinCase skin_case = make(prediction(label, extent), number);
        const BuiltinText text = compose_text(skin_case, knowledge(), 0);
        std::size_t cited = 0;
        for (const auto* items : {&text.recommendations, &text.care_instructions}) {
          for (const std::string& item : *items) cited += text.cites.contains(item) ? 1U : 0U;
        }
        EXPECT_GE(cited, 7U) << to_string(label) << " " << extent;
        for (const auto& [statement, ids] : text.cites) {
          EXPECT_FALSE(ids.empty());
          for (const std::string& id : ids) EXPECT_NE(knowledge().citation(id), nullptr) << id;
        }
      }
    }
  }
}

TEST(Grounding, MorningEveningAndHabitsAlwaysCite) {
  const BuiltinText text = compose_text(make(prediction(Label::acne, 0.5)), knowledge(), 0);
  ASSERT_GE(text.care_instructions.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_TRUE(text.cites.contains(text.care_instructions[i])) << text.care_instructions[i];
  }
}

}  // namespace
}  // namespace lumen::agent
