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

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Speaks of the photo or the measurement and gives no care advice: nothing that a page would have to state.
bool about_the_photo(std::string_view text) {
  const std::string lower = to_lower(text);
  for (const char* word : {"acid", "retin", "niacin", "vitamin", "cream", "serum", "moistur", "sunscreen", "wash",
                           "cleans", "clay", "help", "heal", "hormon", "pigment", "week", "month"}) {
    if (has(lower, word) && !(std::string_view(word) == "week" && has(lower, "every few weeks"))) return false;
  }
  return has(lower, "photo") || has(lower, "reading") || has(lower, "measured") || has(lower, "counted");
}

TEST_F(KnowledgeTest, WhatNoPageStatesIsNotSaid) {
  for (const Label label : all_labels) {
    const LabelKnowledge& known = knowledge_.of(label);
    for (const Advice& advice : known.helps) {
      for (const Passage& way : advice.ways) EXPECT_FALSE(way.citations.empty()) << way.text;
    }
    for (const Passages* care : {&known.morning, &known.evening, &known.habits}) {
      for (const Passage& passage : *care) EXPECT_FALSE(passage.citations.empty()) << passage.text;
    }
    for (const Passages* facts : {&known.about, &known.over_time}) {
      for (const Passage& passage : *facts) {
        EXPECT_TRUE(!passage.citations.empty() || about_the_photo(passage.text)) << passage.text;
      }
    }
    EXPECT_FALSE(known.doctor_citations.empty()) << to_string(label);
    for (const std::string& id : known.doctor_citations) EXPECT_NE(knowledge_.citation(id), nullptr) << id;
  }
  for (const Passage& passage : knowledge_.sentences("sun")) EXPECT_FALSE(passage.citations.empty()) << passage.text;
}

TEST_F(KnowledgeTest, ASentenceWithoutASourceIsToldFromOneAboutThePhoto) {
  EXPECT_TRUE(about_the_photo("Take the next photo in the same light."));
  EXPECT_FALSE(about_the_photo("On the photo, salicylic acid comes first."));
  EXPECT_FALSE(about_the_photo("Readings fall after eight weeks."));
  EXPECT_FALSE(about_the_photo("Spots come and go."));
}

TEST_F(KnowledgeTest, RetinoidsAreNeverNamedWithoutPregnancy) {
  std::size_t named = 0;
  for (const Label label : all_labels) {
    for (const Passage& passage : passages_of(knowledge_.of(label))) {
      if (!has(to_lower(passage.text), "retin")) continue;
      ++named;
      EXPECT_TRUE(has(passage.text, "pregnancy")) << passage.text;
    }
  }
  EXPECT_GE(named, 8U);
}

TEST_F(KnowledgeTest, MeasurementsAreSaidInEverydayWords) {
  const auto expect_plain = [](const std::string& text) {
    for (const char* word : {"CIELAB", "a*", "L*", "eye distance", "extent of", "by extent", "measured extent",
                             "likelihood", "band", "fraction", "ITA"}) {
      EXPECT_FALSE(has(text, word)) << word << ": " << text;
    }
  };
  for (const Label label : all_labels) {
    for (const Passage& passage : passages_of(knowledge_.of(label))) expect_plain(passage.text);
  }
  for (const char* name : {"opening", "opening_none", "opening_unmeasured", "healthy_watch", "healthy_largest",
                           "healthy_unmeasured", "others_none", "others_more", "others_one_more", "history_better",
                           "history_worse", "history_same", "first_help", "goal", "healthy_goal", "priority"}) {
    for (const Passage& passage : knowledge_.sentences(name)) expect_plain(passage.text);
  }
}

TEST_F(KnowledgeTest, UrgentReferralsHaveSources) {
  for (const char* rule :
       {"changing_spot", "uneven_dark_spot", "bleeding", "not_healing", "spreading_heat", "eye", "sudden_swelling",
        "breathing", "severe_reaction", "chemical_burn", "spots_that_stay", "face_droop", "pregnancy_retinoid"}) {
    const auto& ids = knowledge_.referral_citations(std::string("red_flag.") + rule);
    EXPECT_FALSE(ids.empty()) << rule;
    for (const std::string& id : ids) EXPECT_NE(knowledge_.citation(id), nullptr) << id;
  }
  EXPECT_TRUE(knowledge_.referral_citations("red_flag.none").empty());
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
                           "opening_healthy_unmeasured",
                           "opening_healthy_flagged",
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
