// SPDX-License-Identifier: Apache-2.0
#include "agent/builtin_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "agent/agent_model.h"
#include "agent/case_words.h"
#include "agent/plain_answer.h"
#include "agent/test_cases.h"
#include "agent/wording.h"
#include "base/encoding.h"

namespace lumen::agent {
namespace {

using namespace test_cases;

const Knowledge& knowledge() {
  static const Knowledge loaded = Knowledge::load().value();
  return loaded;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string name_of(Label label) { return to_lower(display_name(label)); }

std::vector<std::string> all_texts(const BuiltinText& text) {
  std::vector<std::string> texts = {text.summary};
  texts.insert(texts.end(), text.recommendations.begin(), text.recommendations.end());
  texts.insert(texts.end(), text.care_instructions.begin(), text.care_instructions.end());
  return texts;
}

std::set<std::string> sentences_of(const BuiltinText& text) {
  std::set<std::string> sentences;
  for (const std::string& block : all_texts(text)) {
    std::size_t start = 0;
    for (std::size_t i = 0; i < block.size(); ++i) {
      const bool end =
          (block[i] == '.' || block[i] == '!' || block[i] == '?') && (i + 1 == block.size() || block[i + 1] == ' ');
      if (!end) continue;
      sentences.insert(block.substr(start, i + 1 - start));
      start = i + 2;
    }
  }
  return sentences;
}

double shared_part(const BuiltinText& a, const BuiltinText& b) {
  const auto of_a = sentences_of(a);
  const auto of_b = sentences_of(b);
  std::vector<std::string> common;
  std::set_intersection(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(), std::back_inserter(common));
  return static_cast<double>(common.size()) / static_cast<double>(std::min(of_a.size(), of_b.size()));
}

void expect_sound(const SkinCase& skin_case, const BuiltinText& text) {
  for (const std::string& block : all_texts(text)) {
    EXPECT_FALSE(block.empty());
    EXPECT_LE(block.size(), 2'000U);
    EXPECT_EQ(block.find('{'), std::string::npos) << block;
    EXPECT_EQ(banned_wording(block), "") << block;
    EXPECT_TRUE(is_utf8(block));
  }
  const std::string doctor = doctor_advice(skin_case, knowledge());
  EXPECT_GT(doctor.size(), 80U);
  EXPECT_EQ(banned_wording(doctor), "") << doctor;
  EXPECT_LE(text.citation_ids.size(), 20U);  // what an answer may hold
  for (const std::string& id : text.citation_ids) EXPECT_NE(knowledge().citation(id), nullptr) << id;
}

TEST(BuiltinText, EveryLabelSeverityAndMeasuredStateGivesASoundText) {
  for (const Label label : all_labels) {
    for (const double extent : {0.05, 0.2, 0.5, 0.9}) {
      for (int number = 0; number < 40; ++number) {
        const SkinCase skin_case = make(prediction(label, extent), number);
        const BuiltinText text = compose_text(skin_case, knowledge(), 5);
        expect_sound(skin_case, text);
        EXPECT_GE(text.recommendations.size(), 2U);
        EXPECT_EQ(text.care_instructions.size(), 7U) << to_string(label);
        EXPECT_TRUE(has(text.summary, label == Label::healthy ? "healthy-looking" : name_of(label))) << text.summary;
        EXPECT_TRUE(has(text.summary, region_to_name(skin_case, knowledge(), label).where)) << text.summary;
        EXPECT_TRUE(has(text.summary,
                        label == Label::healthy ? "5 of 100" : std::to_string(std::lround(extent * 100)) + " of 100"))
            << text.summary;
      }
    }
  }
}

TEST(BuiltinText, AnUnmeasuredFindingSaysSoAndNamesNoExtent) {
  for (const Label label : all_labels) {
    if (label == Label::healthy) continue;
    for (int number = 0; number < 20; ++number) {
      Prediction made = prediction(label, 0.77);
      find(made, label).measured = false;
      const SkinCase skin_case = make(made, number);
      EXPECT_EQ(skin_case.severity, Severity::none);
      const BuiltinText text = compose_text(skin_case, knowledge(), 5);
      expect_sound(skin_case, text);
      EXPECT_TRUE(has(text.summary, "not measured")) << text.summary;
      EXPECT_TRUE(has(text.summary, name_of(label)));
      for (const std::string& block : all_texts(text)) EXPECT_FALSE(has(block, "77")) << block;
    }
  }
}

TEST(BuiltinText, AnEmptyPredictionStillGivesAText) {
  const SkinCase skin_case = make(Prediction{});
  expect_sound(skin_case, compose_text(skin_case, knowledge(), 0));
  Prediction only_label;
  only_label.condition = Label::acne;
  expect_sound(make(only_label), compose_text(make(only_label), knowledge(), 0));
}

TEST(BuiltinText, TheSameCaseGivesTheSameText) {
  const SkinCase skin_case = make(prediction(Label::pores, 0.5), 7);
  const BuiltinText first = compose_text(skin_case, knowledge(), 5);
  EXPECT_EQ(all_texts(first), all_texts(compose_text(skin_case, knowledge(), 5)));
  EXPECT_NE(all_texts(first), all_texts(compose_text(make(prediction(Label::pores, 0.5), 8), knowledge(), 5)));
}

TEST(BuiltinText, TwelvePeopleShareAtMostHalfTheirSentences) {
  const Label tops[] = {Label::pores,     Label::dark_circles, Label::wrinkles, Label::pores,
                        Label::acne,      Label::healthy,      Label::healthy,  Label::dark_spots,
                        Label::oily_skin, Label::skin_redness, Label::pores,    Label::wrinkles};
  std::vector<BuiltinText> texts;
  for (int i = 0; i < 12; ++i) {
    Prediction made = prediction(tops[i], 0.3 + 0.04 * i);
    find(made, Label::dark_circles).extent = 0.21 + 0.01 * i;
    find(made, Label::dark_circles).score = 0.4;
    texts.push_back(compose_text(make(made, i), knowledge(), 5));
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t j = i + 1; j < texts.size(); ++j) EXPECT_LE(shared_part(texts[i], texts[j]), 0.5) << i << " " << j;
  }
}

TEST(BuiltinText, EvenTwelvePeopleWithTheSameFindingShareAtMostHalf) {
  for (const Label label : all_labels) {
    std::vector<BuiltinText> texts;
    for (int i = 0; i < 12; ++i) {
      Prediction made = prediction(label, 0.42 + 0.02 * i);
      find(made, label == Label::pores ? Label::acne : Label::pores).extent = 0.06 + 0.007 * i;
      texts.push_back(compose_text(make(made, 50 + i), knowledge(), 5));
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
      for (std::size_t j = i + 1; j < texts.size(); ++j) {
        EXPECT_LE(shared_part(texts[i], texts[j]), 0.5) << to_string(label) << " " << i << " " << j;
      }
    }
  }
}

TEST(BuiltinText, NamesTheRegionThatWasMeasuredMost) {
  Prediction made = prediction(Label::skin_redness, 0.5);
  made.measurements = {{"redness_delta", 2.5, "CIELAB a*", "nose"},
                       {"redness_delta", 6.5, "CIELAB a*", "left_cheek"},
                       {"pore_density", 9.0, "count", "forehead"}};
  const BuiltinText text = compose_text(make(made), knowledge(), 5);
  EXPECT_TRUE(has(text.summary, "on the left cheek")) << text.summary;
  for (const std::string& care : text.care_instructions) EXPECT_FALSE(has(care, "left cheek")) << care;
  made.measurements = {{"redness_delta", 6.5, "CIELAB a*", "<b>elbow</b>"}};
  EXPECT_TRUE(has(compose_text(make(made), knowledge(), 5).summary, "on the face"));
}

TEST(BuiltinText, HealthyOnTheWholeStillNamesTheReadingToWatch) {
  Prediction made = prediction(Label::healthy, 0);
  find(made, Label::dark_spots) = finding(Label::dark_spots, 0.31, 0.1);
  find(made, Label::healthy).note = "1 of the 12 concerns that were measured stands out.";
  for (int number = 0; number < 20; ++number) {
    const std::string summary = compose_text(make(made, number), knowledge(), 5).summary;
    EXPECT_TRUE(has(summary, "dark spots")) << summary;
    EXPECT_TRUE(has(summary, "31 of 100")) << summary;
    EXPECT_TRUE(has(summary, "mild")) << summary;
    for (const char* absolute : {"no concern", "Nothing asks", "stays low", "can stay simple"}) {
      EXPECT_FALSE(has(summary, absolute)) << summary;
    }
  }
}

TEST(BuiltinText, PutsSeveralFindingsInOrder) {
  Prediction made = prediction(Label::acne, 0.5);
  find(made, Label::oily_skin) = finding(Label::oily_skin, 0.3, 0.6);
  find(made, Label::dark_spots) = finding(Label::dark_spots, 0.6, 0.5);
  find(made, Label::pores) = finding(Label::pores, 0.2, 0.4);
  find(made, Label::wrinkles) = finding(Label::wrinkles, 0.9, 0.1);  // measured, but hardly likely
  const BuiltinText text = compose_text(make(made), knowledge(), 5);
  const auto at = [&](std::string_view part) { return text.summary.find(part); };
  ASSERT_NE(at("dark spots at 60 of 100 (moderate)"), std::string::npos) << text.summary;
  ASSERT_NE(at("oily skin at 30 of 100 (mild)"), std::string::npos) << text.summary;
  EXPECT_LT(at("acne"), at("dark spots at"));
  EXPECT_LT(at("dark spots at"), at("oily skin at"));
  EXPECT_FALSE(has(text.summary, "wrinkles"));
  EXPECT_TRUE(has(text.recommendations.front(), "dark spots")) << text.recommendations.front();
}

TEST(BuiltinText, SaysWhatWasNotJudged) {
  Prediction made = prediction(Label::acne, 0.5);
  find(made, Label::dark_circles).measured = false;
  find(made, Label::skin_redness).measured = false;
  const std::string summary = compose_text(make(made), knowledge(), 5).summary;
  EXPECT_TRUE(has(summary, "dark circles and skin redness")) << summary;
  EXPECT_TRUE(has(summary, "judged") || has(summary, "Judged")) << summary;
}

struct Change {
  double then;
  std::int64_t days;
  const char* words[2];  // one of them is said
};

TEST(BuiltinText, ComparesWithThePersonsOwnHistory) {
  const Change changes[] = {{0.70, 3, {"3 days ago", "3 days ago"}},
                            {0.30, 1, {"yesterday", "yesterday"}},
                            {0.52, 21, {"3 weeks ago", "3 weeks ago"}},
                            {0.10, 0, {"earlier today", "earlier today"}},
                            {0.10, 90, {"3 months ago", "3 months ago"}}};
  for (const Change& change : changes) {
    const PastResult past{now_ms - change.days * day_ms - 1, Label::acne, {{Label::acne, change.then}}};
    const std::string summary = compose_text(make(prediction(Label::acne, 0.5), 1, {past}), knowledge(), 5).summary;
    EXPECT_TRUE(has(summary, change.words[0])) << summary;
    EXPECT_TRUE(has(summary, std::to_string(std::lround(change.then * 100)))) << summary;
    EXPECT_TRUE(has(summary, "ompared with ")) << summary;
  }
  EXPECT_FALSE(has(compose_text(make(prediction(Label::acne, 0.5)), knowledge(), 5).summary, "ompared with "));
}

TEST(BuiltinText, ComparesDirectionTruly) {
  const auto summary = [](double then) {
    const PastResult past{now_ms - 3 * day_ms, Label::acne, {{Label::acne, then}}};
    return compose_text(make(prediction(Label::acne, 0.5), 4, {past}), knowledge(), 5).summary;
  };
  const auto any = [](const std::string& text, std::vector<std::string> parts) {
    return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) { return has(text, part); });
  };
  EXPECT_TRUE(any(summary(0.70), {"less than before", "there is less", "step down", "lower"})) << summary(0.70);
  EXPECT_TRUE(any(summary(0.30), {"rose", "there is more", "step up", "higher"})) << summary(0.30);
  EXPECT_TRUE(any(summary(0.52), {"about the same", "hardly moved", "Little has changed", "steady"})) << summary(0.52);
}

TEST(BuiltinText, AClassifiersNoteIsShownOnlyWhenItIsFit) {
  Prediction made = prediction(Label::acne, 0.5);
  find(made, Label::acne).note = "14 red spots were counted";
  EXPECT_TRUE(has(compose_text(make(made), knowledge(), 5).summary, "14 red spots were counted."));
  for (const std::string& note : {std::string("You have rosacea"), std::string("<script>"), std::string(500, 'x'),
                                  std::string("\xFF\xFE"), std::string("a\nb")}) {
    find(made, Label::acne).note = note;
    made.notes = {note};
    const std::string summary = compose_text(make(made), knowledge(), 5).summary;
    EXPECT_FALSE(has(summary, note)) << summary;
  }
}

TEST(BuiltinText, UrgentSignsReferAndNameNoProductOrIngredient) {
  for (const Label label : all_labels) {
    SkinCase skin_case = make(prediction(label, 0.6));
    skin_case.red_flags = {red_flag()};
    const BuiltinText text = compose_text(skin_case, knowledge(), 5);
    expect_sound(skin_case, text);
    EXPECT_TRUE(has(text.summary, red_flag().referral)) << text.summary;
    EXPECT_TRUE(has(doctor_advice(skin_case, knowledge()), red_flag().referral));
    for (const std::string& block : all_texts(text)) {
      for (const char* word :
           {"acid", "retinol", "niacinamide", "serum", "itamin", "products were", "products listed"}) {
        EXPECT_FALSE(has(block, word)) << block;
      }
    }
  }
}

TEST(BuiltinText, AnUrgentSignOnHealthySkinIsNotTalkedAway) {
  const PastResult past{now_ms - 3 * day_ms, Label::healthy, {}};
  for (int number = 0; number < 20; ++number) {
    SkinCase skin_case = make(prediction(Label::healthy, 0), number, {past});
    skin_case.red_flags = {red_flag()};
    const BuiltinText text = compose_text(skin_case, knowledge(), 5);
    const std::string said =
        text.summary + doctor_advice(skin_case, knowledge()) + plain_answer(skin_case, knowledge()).summary;
    EXPECT_TRUE(has(said, red_flag().referral)) << said;
    for (const char* calming :
         {"no concern", "Nothing", "nothing", "stays low", "stay simple", "Good news", "even mild"}) {
      EXPECT_FALSE(has(said, calming)) << said;
    }
  }
}

TEST(BuiltinText, HealthyWithOneReadingToWatchIsNotComparedAsIfNothingStoodOut) {
  const PastResult past{now_ms - 3 * day_ms, Label::healthy, {}};
  Prediction made = prediction(Label::healthy, 0);
  find(made, Label::pores) = finding(Label::pores, 0.3, 0.1);
  EXPECT_FALSE(has(compose_text(make(made, 1, {past}), knowledge(), 5).summary, "ompared with"));
  made = prediction(Label::healthy, 0);
  EXPECT_TRUE(has(compose_text(make(made, 1, {past}), knowledge(), 5).summary, "ompared with"));
}

TEST(BuiltinText, HealthyWithoutAMeasurementClaimsNoReading) {
  for (int number = 0; number < 20; ++number) {
    const std::string summary = compose_text(make(Prediction{}, number), knowledge(), 5).summary;
    for (const char* claim : {"eading after", "readings", "What we measured", "from the measurements"}) {
      EXPECT_FALSE(has(summary, claim)) << summary;
    }
  }
}

TEST(BuiltinText, SourcesOfTheDoctorsAdviceComeFromAllThatIsSaid) {
  Prediction made = prediction(Label::acne, 0.5);
  find(made, Label::skin_redness) = finding(Label::skin_redness, 0.9, 0.6);
  SkinCase skin_case = make(made);
  skin_case.red_flags = {red_flag()};
  const auto ids = doctor_citations(skin_case, knowledge());
  for (const char* id : {"nhs_moles", "nhs_acne", "nhs_rosacea"}) {
    EXPECT_NE(std::find(ids.begin(), ids.end(), id), ids.end()) << id;
  }
}

TEST(CleanNote, LeavesOutWhatOnlyAnExpertReads) {
  EXPECT_EQ(clean_note("12 % of the skin is redder, by 5 steps on the red scale (a*)"), "");
  EXPECT_EQ(clean_note("Lines of 3.1 eye distances in length per eye distance squared."), "");
  EXPECT_EQ(clean_note("Lines cover 2.4 % of the forehead"), "Lines cover 2.4 % of the forehead.");
}

TEST(BuiltinText, DoctorAdviceFollowsLabelAndExtent) {
  std::set<std::string> usual;
  for (const Label label : all_labels) {
    const std::string mild = doctor_advice(make(prediction(label, 0.2)), knowledge());
    const std::string severe = doctor_advice(make(prediction(label, 0.9)), knowledge());
    EXPECT_TRUE(has(mild, knowledge().of(label).doctor_usual));
    EXPECT_TRUE(has(severe, knowledge().of(label).doctor_severe));
    usual.insert(mild);
  }
  EXPECT_EQ(usual.size(), label_count);
}

TEST(PlainAnswer, NamesFindingRegionAndExtentForEveryLabel) {
  for (const Label label : all_labels) {
    const FinalAnswer answer = plain_answer(make(prediction(label, 0.5)), knowledge());
    EXPECT_TRUE(has(answer.summary, label == Label::healthy ? "healthy-looking" : name_of(label)));
    EXPECT_EQ(label == Label::healthy, !has(answer.summary, "50 of 100"));
    const auto parsed = parse_final_answer(to_json_text(answer), AgentModel::answer_bytes_max);
    EXPECT_TRUE(parsed) << parsed.error().message;
  }
  SkinCase urgent = make(prediction(Label::acne, 0.5));
  urgent.red_flags = {red_flag()};
  EXPECT_TRUE(has(plain_answer(urgent, knowledge()).summary, red_flag().referral));
}

TEST(AgoText, CountsWholeDays) {
  EXPECT_EQ(ago_text(now_ms, now_ms), "earlier today");
  EXPECT_EQ(ago_text(now_ms - day_ms + 1, now_ms), "earlier today");
  EXPECT_EQ(ago_text(now_ms - day_ms, now_ms), "yesterday");
  EXPECT_EQ(ago_text(now_ms - 13 * day_ms, now_ms), "13 days ago");
  EXPECT_EQ(ago_text(now_ms - 14 * day_ms, now_ms), "2 weeks ago");
  EXPECT_EQ(ago_text(now_ms - 60 * day_ms, now_ms), "8 weeks ago");
  EXPECT_EQ(ago_text(now_ms - 61 * day_ms, now_ms), "2 months ago");
  EXPECT_EQ(ago_text(now_ms + day_ms, now_ms), "earlier today");
}

}  // namespace
}  // namespace lumen::agent
