// SPDX-License-Identifier: Apache-2.0
#include "catalog/active_table.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "catalog/active_matcher.h"
#include "catalog/concern_fit.h"

namespace lumen::catalog {
namespace {

TEST(ActiveTable, KeysAreUniqueAndFitIntoTheSet) {
  std::set<std::string_view> keys;
  for (const Active& active : all_actives()) EXPECT_TRUE(keys.insert(active.key).second) << active.key;
  EXPECT_LE(keys.size(), actives_max);
}

TEST(ActiveTable, EveryActiveHasPatternsAndANameForASentence) {
  for (const Active& active : all_actives()) {
    EXPECT_FALSE(active.name.empty()) << active.key;
    for (const std::string_view pattern : split_bar(active.patterns)) EXPECT_GE(pattern.size(), 3U) << active.key;
    EXPECT_FALSE(split_bar(active.patterns).empty()) << active.key;
  }
}

TEST(ActiveTable, EveryEffectIsOfAKnownActiveOnceWithAReasonWhenItSpeaksForAProduct) {
  std::set<std::string_view> keys;
  for (const Active& active : all_actives()) keys.insert(active.key);
  std::set<std::pair<std::string_view, Label>> seen;
  for (const Effect& effect : all_effects()) {
    EXPECT_TRUE(keys.contains(effect.active)) << effect.active;
    EXPECT_TRUE(seen.insert({effect.active, effect.label}).second) << effect.active << to_string(effect.label);
    EXPECT_GT(effect.weight, -1.0);
    EXPECT_LE(effect.weight, 1.0);
    EXPECT_NE(effect.weight, 0.0);
    EXPECT_EQ(effect.reason.empty(), effect.weight < 0) << effect.active << to_string(effect.label);
  }
}

TEST(ActiveTable, EveryLabelHasActivesAndWords) {
  std::map<Label, int> effects;
  for (const Effect& effect : all_effects()) effects[effect.label] += effect.weight > 0 ? 1 : 0;
  std::map<Label, int> words;
  for (const ConcernWords& row : all_concern_words()) words[row.label] += 1;
  for (const Label label : all_labels) {
    EXPECT_GE(effects[label], 5) << to_string(label);
    EXPECT_EQ(words[label], 1) << to_string(label);
  }
}

TEST(ActiveTable, NoReasonPromisesACure) {
  for (const Effect& effect : all_effects()) {
    for (const char* word : {"cure", "heal", "treat ", "eliminate", "erase", "guarantee"}) {
      EXPECT_EQ(effect.reason.find(word), std::string_view::npos) << effect.reason;
    }
  }
}

}  // namespace
}  // namespace lumen::catalog
