// SPDX-License-Identifier: Apache-2.0
#include "eval/query_constraints.h"

#include <gtest/gtest.h>

namespace lumen::eval {
namespace {

Product product_with(std::vector<std::string> ingredients) {
  Product product;
  product.name = "Night Cream";
  product.brand = "Paula's Example";
  product.category = "Moisturizer";
  product.price_range = "$20";
  product.ingredients = std::move(ingredients);
  return product;
}

bool breaks(const Product& product, const Constraints& constraints) {
  return !broken_constraint(product, constraints).empty();
}

Constraints without(std::string ingredient) {
  Constraints constraints;
  constraints.exclude_ingredients = {std::move(ingredient)};
  return constraints;
}

TEST(QueryConstraints, NothingAskedIsNothingBroken) { EXPECT_FALSE(breaks(product_with({}), {})); }

TEST(QueryConstraints, FragranceFree) {
  Constraints asked;
  asked.fragrance_free = true;
  EXPECT_TRUE(breaks(product_with({"Water", "Parfum/Fragrance"}), asked));
  EXPECT_TRUE(breaks(product_with({"Water", "Linalool"}), asked));
  EXPECT_TRUE(breaks(product_with({"Water", "Lavandula Angustifolia (Lavender) Oil"}), asked));
  EXPECT_FALSE(breaks(product_with({"Water", "Glycerin", "Citric Acid"}), asked));
  EXPECT_TRUE(breaks(product_with({}), asked));
}

TEST(QueryConstraints, Vegan) {
  Constraints asked;
  asked.vegan = true;
  EXPECT_TRUE(breaks(product_with({"Water", "Beeswax/Cera Alba"}), asked));
  EXPECT_FALSE(breaks(product_with({"Lonicera Japonica (Honeysuckle) Flower Extract"}), asked));
}

TEST(QueryConstraints, PregnancySafe) {
  Constraints asked;
  asked.pregnancy_safe = true;
  EXPECT_TRUE(breaks(product_with({"Retinyl Palmitate"}), asked));
  EXPECT_TRUE(breaks(product_with({"Water", "Salicylic Acid"}), asked));
  EXPECT_TRUE(breaks(product_with({"Water", "Salicylic Acid 3%"}), asked));
  EXPECT_FALSE(breaks(product_with({"Water", "Salicylic Acid 2%"}), asked));
  Product wash = product_with({"Water", "Salicylic Acid"});
  wash.name = "Face Wash";
  EXPECT_FALSE(breaks(wash, asked));
  EXPECT_FALSE(breaks(product_with({"Bakuchiol"}), asked));
}

TEST(QueryConstraints, PriceOnBothSides) {
  Constraints asked;
  asked.price_usd_max = 20;
  EXPECT_FALSE(breaks(product_with({"Water"}), asked));
  asked.price_usd_max = 19.99;
  EXPECT_TRUE(breaks(product_with({"Water"}), asked));
  Product unpriced = product_with({"Water"});
  unpriced.price_range.clear();
  EXPECT_TRUE(breaks(unpriced, asked));
}

TEST(QueryConstraints, BrandAndCategory) {
  Constraints asked;
  asked.brand = "paulas example";
  EXPECT_FALSE(breaks(product_with({}), asked));
  asked.brand = "Other";
  EXPECT_TRUE(breaks(product_with({}), asked));
  asked = {};
  asked.category = "moisturizer";
  EXPECT_FALSE(breaks(product_with({}), asked));
  asked.category = "toner";
  EXPECT_TRUE(breaks(product_with({}), asked));
  Product toner = product_with({});
  toner.name = "Clear Toner";
  toner.category = "Cleanser";  // as shops file it
  EXPECT_FALSE(breaks(toner, asked));
}

TEST(QueryConstraints, ExcludedIngredientsByFamilyByActiveAndByWord) {
  EXPECT_TRUE(breaks(product_with({"Methylparaben"}), without("parabens")));
  EXPECT_TRUE(breaks(product_with({"Sodium Laureth Sulfate"}), without("sulfates")));
  EXPECT_FALSE(breaks(product_with({"Magnesium Sulfate"}), without("sulfates")));
  EXPECT_TRUE(breaks(product_with({"Alcohol Denat"}), without("alcohol")));
  EXPECT_FALSE(breaks(product_with({"Cetyl Alcohol"}), without("alcohol")));
  EXPECT_TRUE(breaks(product_with({"Melaleuca Alternifolia (Tea Tree) Leaf Oil"}), without("tea tree")));
  EXPECT_TRUE(breaks(product_with({"Ascorbyl Glucoside"}), without("vitamin C")));
  EXPECT_TRUE(breaks(product_with({"Propylene Glycol"}), without("propylene glycol")));
  EXPECT_FALSE(breaks(product_with({"Caprylyl Glycol"}), without("propylene glycol")));
}

TEST(QueryConstraints, SkinType) {
  Constraints asked;
  asked.skin_type = "oily";
  EXPECT_TRUE(breaks(product_with({"Water", "Petrolatum"}), asked));
  EXPECT_FALSE(breaks(product_with({"Water", "Niacinamide"}), asked));
  asked.skin_type = "dry";
  EXPECT_TRUE(breaks(product_with({"Water", "Alcohol Denat"}), asked));
  EXPECT_FALSE(breaks(product_with({"Water", "Fragrance"}), asked));
  asked.skin_type = "sensitive";
  EXPECT_TRUE(breaks(product_with({"Water", "Fragrance"}), asked));
}

}  // namespace
}  // namespace lumen::eval
