// SPDX-License-Identifier: Apache-2.0
#include "catalog/active_matcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lumen::catalog {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

Product with(std::vector<std::string> ingredients, std::string name = "Cream") {
  Product product;
  product.name = std::move(name);
  product.ingredients = std::move(ingredients);
  return product;
}

std::vector<std::string> keys_in(const Product& product) {
  std::vector<std::string> keys;
  for (const FoundActive& found : active_matcher().find(product)) {
    keys.emplace_back(all_actives()[found.active].key);
  }
  return keys;
}

double strength_in(const Product& product, std::string_view key) {
  for (const FoundActive& found : active_matcher().find(product)) {
    if (all_actives()[found.active].key == key) return found.strength;
  }
  return 0;
}

TEST(ActiveMatcher, FindsActivesBySpellingsOfLabels) {
  EXPECT_THAT(keys_in(with({"SALICYLIC ACID 2%"})), ElementsAre("salicylic_acid"));
  EXPECT_THAT(keys_in(with({"3-O-Ethyl Ascorbic Acid"})), ElementsAre("vitamin_c"));
  EXPECT_THAT(keys_in(with({"Melaleuca Alternifolia (Tea Tree) Leaf Oil"})), ElementsAre("tea_tree"));
  EXPECT_THAT(keys_in(with({"Ceramides"})), ElementsAre("ceramide"));
}

TEST(ActiveMatcher, ARelativeOfAnActiveIsNotTheActive) {
  EXPECT_THAT(keys_in(with({"Ethylhexyl Salicylate", "Butyloctyl Salicylate"})), IsEmpty());
  EXPECT_THAT(keys_in(with({"Cetearyl Alcohol", "Benzyl Alcohol"})), IsEmpty());
  EXPECT_THAT(keys_in(with({"Diazolidinyl Urea"})), IsEmpty());
  EXPECT_THAT(keys_in(with({"Lactic Acid/Glycolic Acid Copolymer"})), IsEmpty());
  EXPECT_THAT(keys_in(with({"Stearalkonium Bentonite"})), IsEmpty());
  EXPECT_THAT(keys_in(with({"Ascorbyl Palmitate"})), IsEmpty());
}

TEST(ActiveMatcher, AShareCountsByItsPlaceAndInFullWithAPercentage) {
  std::vector<std::string> ingredients(30, "Filler");
  ingredients[25] = "Niacinamide";
  EXPECT_DOUBLE_EQ(strength_in(with(ingredients), "niacinamide"), 0.35);
  ingredients[25] = "Niacinamide 5%";
  EXPECT_DOUBLE_EQ(strength_in(with(ingredients), "niacinamide"), 1.0);
  ingredients[25] = "Filler";
  ingredients[1] = "Niacinamide";
  EXPECT_DOUBLE_EQ(strength_in(with(ingredients), "niacinamide"), 1.0);
}

TEST(ActiveMatcher, ATraceOfAPotentActiveCountsInFull) {
  std::vector<std::string> ingredients(30, "Filler");
  ingredients[29] = "Retinol";
  EXPECT_DOUBLE_EQ(strength_in(with(ingredients), "retinoid"), 1.0);
}

TEST(ActiveMatcher, TheNameIsReadOnlyWithoutAList) {
  EXPECT_THAT(keys_in(with({}, "Salicylic Acid Cleanser")), ElementsAre("salicylic_acid"));
  EXPECT_THAT(keys_in(with({"Water"}, "Salicylic Acid Cleanser")), IsEmpty());
  EXPECT_THAT(keys_in(with({}, "Retinol Alternative Cream")), Not(Contains("retinoid")));
  EXPECT_THAT(keys_in(with({}, "Fragrance-Free Lotion")), Not(Contains("fragrance")));
}

TEST(ActiveMatcher, EachActiveIsFoundOnceAtItsStrongest) {
  const Product product = with({"Water", "Glycolic Acid", "a", "b", "c", "d", "Lactic Acid"});
  EXPECT_THAT(keys_in(product), ElementsAre("aha"));
  EXPECT_DOUBLE_EQ(strength_in(product, "aha"), 1.0);
}

}  // namespace
}  // namespace lumen::catalog
