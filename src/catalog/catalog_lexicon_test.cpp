// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog_lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lumen::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CatalogLexiconTest : public ::testing::Test {
 protected:
  std::vector<Label> concerns(std::string_view text) { return concerns_in(text, lexicon_); }
  search::Lexicon lexicon_ = make_catalog_lexicon();
};

TEST_F(CatalogLexiconTest, LabelsInEverySpelling) {
  EXPECT_THAT(concerns("Eye-Bags"), ElementsAre(Label::eye_bags));
  EXPECT_THAT(concerns("hormonal acne"), ElementsAre(Label::hormonal_acne));
  EXPECT_THAT(concerns("healthy"), ElementsAre(Label::healthy));
}

TEST_F(CatalogLexiconTest, WordsOfPeople) {
  EXPECT_THAT(concerns("something for red cheeks"), ElementsAre(Label::skin_redness));
  EXPECT_THAT(concerns("zits and clogged pores"), ElementsAre(Label::acne, Label::blackheads));
  EXPECT_THAT(concerns("dark circles under my eyes"), ElementsAre(Label::dark_circles));
  EXPECT_THAT(concerns("General"), ElementsAre(Label::healthy));
}

TEST_F(CatalogLexiconTest, HealthyGivesWay) {
  EXPECT_THAT(concerns("gentle daily care for oily skin"), ElementsAre(Label::oily_skin));
}

TEST_F(CatalogLexiconTest, AnIngredientIsNoConcern) {
  EXPECT_THAT(concerns("salicylic acid"), IsEmpty());
  EXPECT_THAT(concerns("qwertyuiop"), IsEmpty());
}

TEST(EmbeddingText, HoldsWhatAProductIsAbout) {
  Product product;
  product.name = "Night Gel";
  product.brand = "Example";
  product.category = "Treatment";
  product.ingredients = {"Water", "Salicylic Acid 2%"};
  const std::string text = embedding_text(product, assess(product));
  for (const char* part : {"Night Gel", "Example", "Treatment", "Blackheads", "salicylic acid", "Water"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

}  // namespace
}  // namespace lumen::catalog
