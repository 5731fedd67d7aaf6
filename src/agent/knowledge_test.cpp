// SPDX-License-Identifier: Apache-2.0
#include "agent/knowledge.h"

#include <gtest/gtest.h>

#include <set>

#include "agent/wording.h"
#include "base/encoding.h"

namespace lumen::agent {
namespace {

class KnowledgeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto loaded = Knowledge::load();
    ASSERT_TRUE(loaded) << loaded.error().detail;
    knowledge_ = std::move(*loaded);
  }

  // Every passage of one label.
  static Passages passages_of(const LabelKnowledge& known) {
    Passages all = known.about;
    for (const Advice& advice : known.helps) all.insert(all.end(), advice.ways.begin(), advice.ways.end());
    for (const Passages* some : {&known.morning, &known.evening, &known.habits, &known.over_time}) {
      all.insert(all.end(), some->begin(), some->end());
    }
    all.push_back({known.doctor_usual, known.doctor_citations});
    all.push_back({known.doctor_severe, {}});
    return all;
  }

  Knowledge knowledge_;
};

TEST_F(KnowledgeTest, EveryLabelIsComplete) {
  std::set<std::string> signs;
  for (const Label label : all_labels) {
    const LabelKnowledge& known = knowledge_.of(label);
    signs.insert(known.sign);
    EXPECT_NE(to_lower(known.sign).find(to_lower(display_name(label))), std::string::npos) << known.sign;
    EXPECT_NE(knowledge_.region(known.where), nullptr) << known.where;
    EXPECT_FALSE(known.query.empty());
    EXPECT_GE(known.about.size(), 4U);
    EXPECT_GE(known.helps.size(), 5U);
    EXPECT_EQ(known.helps.front().ways.empty(), false);
    EXPECT_GE(known.morning.size(), 3U);
    EXPECT_GE(known.evening.size(), 3U);
    EXPECT_GE(known.habits.size(), 5U);
    EXPECT_GE(known.over_time.size(), 3U);
    EXPECT_GT(known.doctor_usual.size(), 60U);
    EXPECT_GT(known.doctor_severe.size(), 60U);
  }
  EXPECT_EQ(signs.size(), label_count);
}

// Without an extent (not measured) and at the lowest severity there is still something to say.
TEST_F(KnowledgeTest, EveryListHasWaysThatNeedNoExtent) {
  const auto free_ones = [](const Passages& passages) {
    std::size_t count = 0;
    for (const Passage& passage : passages) count += passage.text.find("{extent}") == std::string::npos ? 1 : 0;
    return count;
  };
  for (const Label label : all_labels) {
    const LabelKnowledge& known = knowledge_.of(label);
    EXPECT_GE(free_ones(known.about), 2U);
    EXPECT_GE(free_ones(known.morning), 2U);
    EXPECT_GE(free_ones(known.evening), 2U);
    EXPECT_GE(free_ones(known.habits), 2U);
    EXPECT_GE(free_ones(known.over_time), 1U);
    std::size_t mild = 0;
    for (const Advice& advice : known.helps) {
      EXPECT_GE(free_ones(advice.ways), 1U) << to_string(label);
      mild += advice.from == Severity::none ? 1 : 0;
    }
    EXPECT_GE(mild, 3U) << to_string(label);
    EXPECT_EQ(known.helps.front().from == Severity::none || known.helps[1].from == Severity::none, true);
  }
}

TEST_F(KnowledgeTest, EverySentenceIsCleanAndItsSourcesAreKnown) {
  for (const Label label : all_labels) {
    for (const Passage& passage : passages_of(knowledge_.of(label))) {
      EXPECT_EQ(banned_wording(passage.text), "") << passage.text;
      EXPECT_TRUE(passage.text.ends_with('.')) << passage.text;
      EXPECT_TRUE(std::isupper(static_cast<unsigned char>(passage.text.front())) != 0 || passage.text.front() == '{')
          << passage.text;
      for (const std::string& id : passage.citations) EXPECT_NE(knowledge_.citation(id), nullptr) << id;
    }
  }
  EXPECT_EQ(banned_wording(knowledge_.doctor_general()), "");
}

TEST_F(KnowledgeTest, SourcesAreNamedInFull) {
  for (const char* id : {"fda_sunscreen", "fda_aha", "aad_face_washing", "aad_oily_skin", "aad_rosacea_tips",
                         "aad_skin_by_age", "mayo_dark_circles", "mayo_eye_bags"}) {
    const Citation* citation = knowledge_.citation(id);
    ASSERT_NE(citation, nullptr) << id;
    EXPECT_FALSE(citation->title.empty());
    EXPECT_FALSE(citation->source.empty());
    EXPECT_TRUE(citation->url.starts_with("http"));
  }
  EXPECT_EQ(knowledge_.citation("made_up"), nullptr);
}

TEST_F(KnowledgeTest, EverySentenceListThatIsUsedExists) {
  for (const char* name : {"opening",
                           "opening_none",
                           "opening_unmeasured",
                           "opening_healthy",
                           "opening_healthy_mixed",
                           "healthy_watch",
                           "healthy_largest",
                           "healthy_unmeasured",
                           "note",
                           "others_none",
                           "others_one",
                           "others_many",
                           "others_more",
                           "others_one_more",
                           "other_item",
                           "not_judged",
                           "history_better",
                           "history_worse",
                           "history_same",
                           "history_other",
                           "history_healthy",
                           "history_healthy_still",
                           "priority",
                           "priority_unmeasured",
                           "first_help",
                           "goal",
                           "healthy_goal",
                           "second_help",
                           "products",
                           "sun",
                           "referral_care",
                           "referral_first"}) {
    EXPECT_FALSE(knowledge_.sentences(name).empty()) << name;
    for (const Passage& passage : knowledge_.sentences(name))
      EXPECT_EQ(banned_wording(passage.text), "") << passage.text;
  }
  EXPECT_TRUE(knowledge_.sentences("nothing").empty());
  // The regions of the embedded classifier's measurements.
  for (const char* region : {"face", "skin", "t_zone", "nose_and_cheeks", "cheeks_and_nose", "forehead", "around_eyes",
                             "under_eyes", "jaw_and_chin"}) {
    EXPECT_NE(knowledge_.region(region), nullptr) << region;
  }
  for (const char* region : {"left_cheek", "right_under_eye", "left_crows_foot"}) {
    const RegionWords* words = knowledge_.region(region);
    ASSERT_NE(words, nullptr);
    EXPECT_NE(knowledge_.region(words->broader), nullptr);
  }
}

struct Wording {
  const char* text;
  bool banned;
};

TEST(Wording, CatchesFactsPromisesAndPrescriptions) {
  const Wording cases[] = {{"You have acne.", true},
                           {"YOU HAVE eczema", true},
                           {"This is a diagnosis of rosacea", true},
                           {"I can diagnose that", true},
                           {"It will be cured in days", true},
                           {"a cure for pimples", true},
                           {"Guaranteed results", true},
                           {"ask for a prescription", true},
                           {"your doctor prescribes", true},
                           {"this may be melanoma", true},
                           {"no need to see a doctor", true},
                           {"You\xE2\x80\x99ve got pimples", true},
                           {"Signs of acne were measured.", false},
                           {"a secure lid and an obscure shade", false},
                           {"have you tried sunscreen", false},
                           {"a pedicure", false},
                           {"what you do have is time", false},
                           {"", false}};
  for (const Wording& one : cases) EXPECT_EQ(!banned_wording(one.text).empty(), one.banned) << one.text;
  EXPECT_GE(banned_phrases().size(), 10U);
}

}  // namespace
}  // namespace lumen::agent
