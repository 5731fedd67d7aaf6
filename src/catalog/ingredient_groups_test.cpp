// SPDX-License-Identifier: Apache-2.0
#include "catalog/ingredient_groups.h"

#include <gtest/gtest.h>

#include <set>

#include "catalog/active_matcher.h"
#include "catalog/fact_sources.h"

namespace lumen::catalog {
namespace {

bool is_in(std::string_view ingredient, Group group) { return groups_of(ingredient).test(place_of(group)); }

TEST(IngredientGroups, EachStandsInItsPlaceWithAKeyANameAndASourceThatExists) {
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < all_groups().size(); ++i) {
    const GroupFacts& facts = all_groups()[i];
    EXPECT_EQ(place_of(facts.group), i);
    EXPECT_TRUE(keys.insert(facts.key).second) << facts.key;
    EXPECT_FALSE(facts.name.empty());
    EXPECT_FALSE(facts.source.empty()) << facts.key;
    for (const std::string_view source : split_bar(facts.source)) EXPECT_NE(find_fact_source(source), nullptr) << source;
  }
}

TEST(IngredientGroups, FactSourcesAreWholeAndNamedOnce) {
  std::set<std::string_view> keys;
  for (const FactSource& source : all_fact_sources()) {
    EXPECT_TRUE(keys.insert(source.key).second) << source.key;
    EXPECT_FALSE(source.title.empty() || source.body.empty());
    EXPECT_TRUE(source.url.starts_with("http")) << source.key;
  }
  EXPECT_EQ(find_fact_source("nobody"), nullptr);
  EXPECT_EQ(publisher_of(*find_fact_source("fda_aha")), "FDA, 2005");
  EXPECT_EQ(publisher_of(*find_fact_source("nut_names")), "PeanutAllergy.com");
}

TEST(IngredientGroups, KnowsNamesAsLabelsWriteThem) {
  struct Row {
    const char* ingredient;
    Group group;
  };
  const Row rows[] = {
      {"Parfum (Fragrance)", Group::fragrance},
      {"Linalool", Group::fragrance_allergen},
      {"Alpha-Isomethyl Ionone", Group::fragrance_allergen},
      {"Lavandula Angustifolia (Lavender) Oil", Group::essential_oil},
      {"Citrus Aurantium Dulcis (Orange) Peel Oil", Group::essential_oil},
      {"Alcohol Denat.", Group::drying_alcohol},
      {"SD Alcohol 40-B", Group::drying_alcohol},
      {"Sodium Laureth Sulfate", Group::sulfate},
      {"Propylparaben", Group::paraben},
      {"Cyclopentasiloxane", Group::silicone},
      {"Paraffinum Liquidum", Group::mineral_oil},
      {"DMDM Hydantoin", Group::formaldehyde_releaser},
      {"Methylisothiazolinone", Group::isothiazolinone},
      {"PEG-75 Lanolin", Group::lanolin},
      {"Prunus Amygdalus Dulcis (Sweet Almond) Oil", Group::nut},
      {"Butyrospermum Parkii (Shea) Butter", Group::nut},
      {"Cera Alba (Beeswax)", Group::bee_product},
      {"Cera Alba", Group::animal},
      {"CI 75470 (Carmine)", Group::animal},
      {"Hydrolyzed Silk", Group::animal},
      {"Ethylhexyl Salicylate", Group::salicylate},
      {"Salix Alba (Willow) Bark Extract", Group::salicylate},
      {"Retinyl Palmitate", Group::retinoid},
      {"Hydroxypinacolone Retinoate", Group::retinoid},
      {"Glycolic Acid 7%", Group::aha},
      {"Ascorbic Acid", Group::vitamin_c},
      {"Isopropyl Myristate", Group::pore_clogging},
      {"Avena Sativa (Oat) Kernel Flour", Group::gluten},
  };
  for (const Row& row : rows) EXPECT_TRUE(is_in(row.ingredient, row.group)) << row.ingredient;
}

TEST(IngredientGroups, DoesNotTakeOneForTheOther) {
  struct Row {
    const char* ingredient;
    Group group;
  };
  const Row rows[] = {
      {"Cetearyl Alcohol", Group::drying_alcohol},
      {"Benzyl Alcohol", Group::drying_alcohol},
      {"Zinc Sulfate", Group::sulfate},
      {"Squalane", Group::animal},
      {"Synthetic Beeswax", Group::animal},
      {"Coconut Milk", Group::animal},
      {"Silybum Marianum (Milk Thistle) Extract", Group::animal},
      {"Rosa Canina Fruit Oil", Group::essential_oil},
      {"Simmondsia Chinensis (Jojoba) Seed Oil", Group::essential_oil},
      {"Aesculus Hippocastanum (Horse Chestnut) Extract", Group::nut},
      {"Cocos Nucifera (Coconut) Oil", Group::nut},
      {"3-O-Ethyl Ascorbic Acid", Group::vitamin_c},
      {"Glycerin", Group::pore_clogging},
      {"Bakuchiol", Group::retinoid},
  };
  for (const Row& row : rows) EXPECT_FALSE(is_in(row.ingredient, row.group)) << row.ingredient;
}

}  // namespace
}  // namespace lumen::catalog
