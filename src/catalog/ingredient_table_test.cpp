// SPDX-License-Identifier: Apache-2.0
#include "catalog/ingredient_table.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "catalog/active_matcher.h"
#include "catalog/fact_sources.h"

namespace lumen::catalog {
namespace {

std::string name_of(std::string_view ingredient) {
  const InciFact* fact = find_inci(ingredient);
  return fact == nullptr ? "" : std::string(fact->name);
}

TEST(IngredientTable, EveryRowHasASourceThatExistsAndRatingsInRange) {
  std::set<std::string_view> names;
  for (const InciFact& fact : all_inci_facts()) {
    EXPECT_TRUE(names.insert(fact.name).second) << fact.name;
    EXPECT_FALSE(fact.sources.empty()) << fact.name;
    for (const std::string_view source : split_bar(fact.sources)) EXPECT_NE(find_fact_source(source), nullptr) << source;
    EXPECT_TRUE(!fact.functions.empty() || fact.comedogenic_high >= 0) << fact.name;
    EXPECT_GE(fact.comedogenic_low, -1) << fact.name;
    EXPECT_LE(fact.comedogenic_low, fact.comedogenic_high) << fact.name;
    EXPECT_LE(fact.comedogenic_high, 5) << fact.name;
  }
  EXPECT_GE(names.size(), 150U);
}

TEST(IngredientTable, ReadsNamesAsLabelsWriteThem) {
  EXPECT_EQ(name_of("Water/Aqua/Eau"), "Water");
  EXPECT_EQ(name_of("AQUA"), "Water");
  EXPECT_EQ(name_of("Parfum (Fragrance)"), "Parfum");
  EXPECT_EQ(name_of("Salicylic Acid 2%"), "Salicylic Acid");
  EXPECT_EQ(name_of("2% Salicylic Acid"), "Salicylic Acid");
  EXPECT_EQ(name_of("Butyrospermum Parkii (Shea) Butter"), "Butyrospermum Parkii Butter");
  EXPECT_EQ(name_of("Camellia Sinensis (Green Tea) Leaf Extract"), "Camellia Sinensis Leaf Extract");
  EXPECT_EQ(name_of("Titanium Dioxide (CI 77891)"), "Titanium Dioxide");
}

TEST(IngredientTable, SaysNothingOfWhatItDoesNotKnow) {
  for (const char* name : {"", "%", "()", "/", "Moon Dust Extract", "Salicylic"}) {
    EXPECT_EQ(find_inci(name), nullptr) << name;
  }
}

TEST(IngredientTable, RatingsAreThoseOfTheLists) {
  EXPECT_EQ(find_inci("Isopropyl Myristate")->comedogenic_high, 5);
  EXPECT_EQ(find_inci("Cocos Nucifera (Coconut) Oil")->comedogenic_low, 4);
  EXPECT_EQ(find_inci("Squalane")->comedogenic_high, 1);
  EXPECT_EQ(find_inci("Salicylic Acid")->comedogenic_high, -1);
}

}  // namespace
}  // namespace lumen::catalog
