// SPDX-License-Identifier: Apache-2.0
#include "catalog/asked.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/active_table.h"
#include "catalog/catalog_lexicon.h"

namespace lumen::catalog {
namespace {

using ::testing::ElementsAre;

class AskedTest : public ::testing::Test {
 protected:
  AskedTest() {
    for (const char* brand : {"The INKEY List", "Kiehl's Since 1851", "fresh", "First Aid Beauty"}) brands_.add(brand);
  }
  Asked ask(std::string_view text) { return read_asked(text, {}, lexicon_, brands_); }
  static bool has(const Asked& asked, Role role) { return asked.roles.test(static_cast<std::size_t>(role)); }

  search::Lexicon lexicon_ = make_catalog_lexicon();
  BrandNames brands_;
};

TEST_F(AskedTest, EachThingThatIsNamedIsFound) {
  const Asked asked = ask("affordable vit c serum for dark spots by inkey list");
  EXPECT_THAT(asked.labels, ElementsAre(Label::dark_spots));
  EXPECT_TRUE(has(asked, Role::treatment));
  ASSERT_EQ(asked.actives.size(), 1U);
  EXPECT_EQ(all_actives()[asked.actives.front()].key, "vitamin_c");
  EXPECT_EQ(asked.brand, "the inkey list");
  EXPECT_EQ(asked.price, PriceWish::low);
  EXPECT_TRUE(asked.words_matter);
}

TEST_F(AskedTest, WordsOfAConcernNameNoKindOfProduct) {
  EXPECT_TRUE(ask("puffy eyes").roles.none());
  EXPECT_FALSE(ask("puffy eyes").words_matter);
  EXPECT_TRUE(ask("so tight after washing").roles.none());
  EXPECT_TRUE(has(ask("crow's feet"), Role::eye_care));
  EXPECT_FALSE(has(ask("sunscreen that does not sting my eyes"), Role::eye_care));
}

TEST_F(AskedTest, ACauseIsNotLookedFor) {
  EXPECT_TRUE(ask("barrier repair after retinol").actives.empty());
  EXPECT_FALSE(ask("retinol for wrinkles").actives.empty());
}

TEST_F(AskedTest, BrandsAreWrittenShort) {
  EXPECT_EQ(ask("kiehls cream").brand, "kiehl's since 1851");
  EXPECT_EQ(ask("first aid beauty").brand, "first aid beauty");
  EXPECT_EQ(ask("my first mask").brand, "");
  EXPECT_EQ(ask("fresh looking cheeks").brand, "");
  EXPECT_EQ(ask("fresh").brand, "fresh");
}

TEST_F(AskedTest, EvidenceGrowsWithWhatAProductHas) {
  Product product;
  product.name = "Brightening Vitamin C Serum";
  product.brand = "Example";
  product.category = "Treatment";
  product.ingredients = {"Water", "Ascorbic Acid"};
  Product other = product;
  other.name = "Evening Cream";
  other.category = "Moisturizer";
  other.ingredients = {"Water", "Petrolatum"};
  const Asked asked = ask("vitamin c serum for dark spots");
  const auto shown = [&](const Product& one) {
    const ProductFit fit = assess(one);
    return evidence(asked, fit, traits_of(one, fit), 0);
  };
  EXPECT_GT(shown(product), 0.7);
  EXPECT_LT(shown(other), 0.1);
}

TEST(NameAims, ANameForTheConcernCountsMoreAndForAnotherLess) {
  const NameAims acne = aims_of("Acne Clearing Wash", Role::cleanser);
  const NameAims age = aims_of("Youth Renewal Night Cream", Role::moisturizer);
  const NameAims plain = aims_of("Cream No. 4", Role::moisturizer);
  EXPECT_GT(aim_factor(acne, Label::acne), 1.3);
  EXPECT_LT(aim_factor(age, Label::acne), 0.8);
  EXPECT_EQ(aim_factor(plain, Label::acne), 1);
  EXPECT_LT(aim_factor(acne, Label::healthy), 1);
  EXPECT_EQ(aims_of("Brightening Drops", Role::treatment).at(Label::dark_circles), 0);
  EXPECT_GT(aims_of("Brightening Eye Cream", Role::eye_care).at(Label::dark_circles), 0);
}

TEST(RolesNamed, FormsGiveWayToKinds) {
  const auto named = [](std::vector<std::string> words) { return roles_named(words); };
  EXPECT_EQ(named({"eye", "cream"}).count(), 1U);
  EXPECT_TRUE(named({"eye", "cream"}).test(static_cast<std::size_t>(Role::eye_care)));
  EXPECT_EQ(named({"exfoliating", "toner"}).count(), 2U);
  EXPECT_EQ(named({"spf", "moisturizer"}).count(), 2U);
  EXPECT_TRUE(named({"number", "four"}).none());
}

TEST(HoldsPhrase, WordsInOrderAndOpenEndings) {
  const std::vector<std::string> words = {"deep", "hydrating", "eye", "mask"};
  EXPECT_TRUE(holds_phrase(words, "eye mask"));
  EXPECT_TRUE(holds_phrase(words, "hydr* eye"));
  EXPECT_FALSE(holds_phrase(words, "mask eye"));
  EXPECT_FALSE(holds_phrase(words, "hydr"));
  EXPECT_TRUE(holds_one_of(words, "night|mask"));
}

TEST(ActiveNicknames, AreOfKnownActives) {
  for (const ActiveNickname& row : all_active_nicknames()) {
    EXPECT_TRUE(actives_with_keys({std::string(row.active)}).any()) << row.active;
  }
}

}  // namespace
}  // namespace lumen::catalog
