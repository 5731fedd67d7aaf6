// SPDX-License-Identifier: Apache-2.0
#include "catalog/conflicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "catalog/active_table.h"
#include "catalog/effect_sources.h"
#include "catalog/fact_sources.h"

namespace lumen::catalog {
namespace {

ProductFacts facts_of(std::vector<std::string> ingredients, Role role = Role::treatment) {
  Product product;
  product.ingredients = std::move(ingredients);
  return read_facts(product, role);
}

std::vector<std::string> keys_between(const ProductFacts& one, const ProductFacts& other) {
  std::vector<std::string> keys;
  for (const ConflictRule* rule : conflicts_between(one, other)) keys.emplace_back(rule->key);
  return keys;
}

TEST(Conflicts, EveryRuleHasASentenceAndASourceThatExists) {
  std::set<std::string_view> keys;
  for (const ConflictRule& rule : all_conflict_rules()) {
    EXPECT_TRUE(keys.insert(rule.key).second) << rule.key;
    EXPECT_TRUE(rule.why.ends_with('.')) << rule.key;
    EXPECT_NE(find_fact_source(rule.source), nullptr) << rule.key;
  }
}

TEST(Conflicts, AreFoundWhicheverProductHoldsWhich) {
  const ProductFacts retinol = facts_of({"Water", "Retinol 0.3%"});
  const ProductFacts glycolic = facts_of({"Water", "Glycolic Acid"});
  const ProductFacts peroxide = facts_of({"Benzoyl Peroxide 5%", "Water"});
  const ProductFacts vitamin_c = facts_of({"Water", "Ascorbic Acid"});
  const ProductFacts salicylic = facts_of({"Salicylic Acid 2%"});
  const ProductFacts plain = facts_of({"Water", "Glycerin"});
  EXPECT_THAT(keys_between(retinol, glycolic), ::testing::ElementsAre("retinoid_aha"));
  EXPECT_THAT(keys_between(glycolic, retinol), ::testing::ElementsAre("retinoid_aha"));
  EXPECT_THAT(keys_between(retinol, peroxide), ::testing::ElementsAre("retinoid_benzoyl_peroxide"));
  EXPECT_THAT(keys_between(peroxide, vitamin_c), ::testing::ElementsAre("benzoyl_peroxide_vitamin_c"));
  EXPECT_THAT(keys_between(glycolic, salicylic), ::testing::ElementsAre("aha_salicylic_acid"));
  EXPECT_THAT(keys_between(retinol, retinol), ::testing::ElementsAre("retinoid_retinoid"));
  EXPECT_TRUE(keys_between(plain, retinol).empty());
  EXPECT_TRUE(keys_between(facts_of({}), retinol).empty());
}

TEST(Conflicts, AnAcidAtTheEndOfTheListSetsThePhAndDoesNotCount) {
  std::vector<std::string> names;
  for (int i = 0; i < 10; ++i) names.push_back("Extract " + std::to_string(i));
  names.emplace_back("Lactic Acid");
  const ProductFacts retinol = facts_of({"Water", "Retinol 0.3%"});
  EXPECT_TRUE(keys_between(facts_of(names), retinol).empty());
  EXPECT_FALSE(keys_between(facts_of(names, Role::exfoliator), retinol).empty());
  names.back() = "Lactic Acid 5%";
  EXPECT_FALSE(keys_between(facts_of(names), retinol).empty());
}

TEST(EffectSources, StandForEffectsThatSpeakForAnActive) {
  for (const EffectSource& one : all_effect_sources()) {
    EXPECT_NE(find_fact_source(one.source), nullptr) << one.source;
    const auto effects = all_effects();
    EXPECT_TRUE(std::any_of(effects.begin(), effects.end(), [&](const Effect& effect) {
      return effect.active == one.active && effect.label == one.label && effect.weight > 0;
    })) << one.active << " " << to_string(one.label);
  }
  EXPECT_EQ(effect_source("clay", Label::acne), "");
}

}  // namespace
}  // namespace lumen::catalog
