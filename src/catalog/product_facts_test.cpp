// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/avoidance.h"
#include "catalog/active_matcher.h"
#include "catalog/active_table.h"

namespace lumen::catalog {
namespace {

Product product_of(std::vector<std::string> ingredients) {
  Product product;
  product.ingredients = std::move(ingredients);
  return product;
}
ProductFacts facts_of(std::vector<std::string> ingredients) {
  return read_facts(product_of(std::move(ingredients)), Role::treatment);
}

TEST(ProductFacts, WithoutAListNothingIsKnownToBeSafe) {
  const ProductFacts facts = facts_of({});
  EXPECT_FALSE(facts.known);
  EXPECT_FALSE(facts.vegan());
  EXPECT_FALSE(facts.fragrance_free());
  EXPECT_FALSE(facts.pregnancy_safe());
  EXPECT_FALSE(suits(product_of({}), facts, SkinKind::normal));
}

TEST(ProductFacts, FragranceIsAlsoAnAllergenOrAnEssentialOil) {
  EXPECT_TRUE(facts_of({"Water", "Glycerin"}).fragrance_free());
  for (const char* name : {"Parfum", "Linalool", "Lavandula Angustifolia (Lavender) Oil"}) {
    EXPECT_FALSE(facts_of({"Water", name}).fragrance_free()) << name;
  }
}

TEST(ProductFacts, InPregnancySalicylicAcidNeedsAStatedTwoPercentOrLess) {
  EXPECT_TRUE(facts_of({"Water", "Azelaic Acid"}).pregnancy_safe());
  EXPECT_TRUE(facts_of({"Salicylic Acid 2%"}).pregnancy_safe());
  EXPECT_TRUE(facts_of({"Salicylic Acid 0.5 %"}).pregnancy_safe());
  EXPECT_FALSE(facts_of({"Salicylic Acid 2.1%"}).pregnancy_safe());
  EXPECT_FALSE(facts_of({"Salicylic Acid"}).pregnancy_safe());
  EXPECT_FALSE(facts_of({"Salicylic Acid %"}).pregnancy_safe());
  EXPECT_FALSE(facts_of({"Retinyl Palmitate"}).pregnancy_safe());
  EXPECT_FALSE(facts_of({"Hydroquinone 2%"}).pregnancy_safe());
}

TEST(ProductFacts, SkinIsWhatTheSourceSaysElseWhatTheListDoesNotSpeakAgainst) {
  const auto is_for = [](const Product& product, SkinKind skin) {
    return suits(product, read_facts(product, Role::treatment), skin);
  };
  Product product = product_of({"Water", "Alcohol Denat.", "Parfum"});
  EXPECT_FALSE(is_for(product, SkinKind::dry));
  EXPECT_FALSE(is_for(product, SkinKind::sensitive));
  EXPECT_TRUE(is_for(product, SkinKind::oily));
  product.skin_kinds = {SkinKind::dry};
  EXPECT_TRUE(is_for(product, SkinKind::dry));
  EXPECT_FALSE(is_for(product, SkinKind::oily));
  EXPECT_FALSE(is_for(product_of({"Petrolatum"}), SkinKind::oily));
  EXPECT_FALSE(is_for(product_of({"Petrolatum"}), SkinKind::combination));
  EXPECT_TRUE(is_for(product_of({"Petrolatum"}), SkinKind::dry));
}

TEST(ProductFacts, NotesNameTheIngredientAndAreFew) {
  const auto notes_of = [](std::vector<std::string> ingredients) {
    const Product product = product_of(std::move(ingredients));
    return watch_notes(product, read_facts(product, Role::treatment));
  };
  EXPECT_TRUE(notes_of({"Water", "Glycerin"}).empty());
  EXPECT_THAT(notes_of({"Water", "Glycolic Acid 7%"}),
              ::testing::ElementsAre(::testing::AllOf(::testing::StartsWith("Glycolic Acid 7%"),
                                                      ::testing::HasSubstr("sunscreen"))));
  EXPECT_THAT(notes_of({"Linalool"}), ::testing::ElementsAre(::testing::HasSubstr("fragrance allergen")));
  EXPECT_EQ(notes_of({"Retinol", "Benzoyl Peroxide", "Salicylic Acid", "Glycolic Acid", "Parfum", "Lanolin"}).size(),
            watch_notes_max);
}

TEST(Avoidance, EveryRowNamesGroupsAndActivesThatExist) {
  for (const Avoidable& row : all_avoidables()) {
    for (const std::string_view key : split_bar(row.groups)) {
      EXPECT_TRUE(std::any_of(all_groups().begin(), all_groups().end(),
                              [key](const GroupFacts& facts) { return facts.key == key; })) << key;
    }
    for (const std::string_view key : split_bar(row.actives)) {
      EXPECT_TRUE(std::any_of(all_actives().begin(), all_actives().end(),
                              [key](const Active& active) { return active.key == key; })) << key;
    }
    EXPECT_EQ(find_avoidable(row.key), &row) << row.key;
  }
  EXPECT_EQ(find_avoidable("moonlight"), nullptr);
}

TEST(Avoidance, NamesAreReadInAnySpellingAndUnknownOnesAreLookedForByWords) {
  EXPECT_EQ(exclusion_of({"Nuts"}).groups, exclusion_of({"tree nut"}).groups);
  EXPECT_TRUE(exclusion_of({"vitamin C"}).actives.any());
  EXPECT_TRUE(exclusion_of({}).empty());
  EXPECT_TRUE(exclusion_of({"  "}).empty());
  const Exclusion quinoa = exclusion_of({"Quinoa Seed"});
  const std::vector<std::string> with = {"Water", "Chenopodium (Quinoa) Seed Extract"};
  const std::vector<std::string> without = {"Water", "Quinoa Leaf", "Seedless Quinoa"};
  EXPECT_FALSE(passes(quinoa, with, {}, {}));
  EXPECT_TRUE(passes(quinoa, without, {}, {}));
}

}  // namespace
}  // namespace lumen::catalog
