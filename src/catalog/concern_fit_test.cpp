// SPDX-License-Identifier: Apache-2.0
#include "catalog/concern_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lumen::catalog {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

Product make(std::string name, std::string category, std::vector<std::string> ingredients) {
  Product product;
  product.name = std::move(name);
  product.category = std::move(category);
  product.ingredients = std::move(ingredients);
  return product;
}

float score(const Product& product, Label label) { return assess(product).score(label); }

std::string why(const Product& product, Label label) { return explain_fit(product, assess(product), label); }

// Benzoyl peroxide (1.0) and niacinamide (0.5) in a treatment (1.0): 1 - (1 - 1.0) * (1 - 0.5) = 1.
// Niacinamide alone: 0.5.
TEST(ConcernFit, TheScoreIsTheFormulas) {
  EXPECT_FLOAT_EQ(score(make("Gel", "Treatment", {"Niacinamide"}), Label::acne), 0.5F);
  EXPECT_FLOAT_EQ(score(make("Gel", "Treatment", {"Benzoyl Peroxide", "Niacinamide"}), Label::acne), 1.0F);
  EXPECT_FLOAT_EQ(score(make("Gel", "Cleanser", {"Niacinamide"}), Label::acne), 0.8F * 0.5F);
}

TEST(ConcernFit, WhatSpeaksAgainstAConcernLowersIt) {
  const float calm = score(make("Cream", "Moisturizer", {"Water", "Centella Asiatica Extract"}), Label::skin_redness);
  const float harsh =
      score(make("Cream", "Moisturizer", {"Water", "Centella Asiatica Extract", "Alcohol Denat.", "Fragrance"}),
            Label::skin_redness);
  EXPECT_FLOAT_EQ(harsh, calm * 0.5F * 0.65F);
}

TEST(ConcernFit, EyesWantAnEyeProduct) {
  EXPECT_GE(score(make("Eye Gel", "Eye care", {"Caffeine"}), Label::eye_bags), good_fit);
  EXPECT_LT(score(make("Body Scrub", "Body", {"Caffeine"}), Label::eye_bags), light_fit);
}

TEST(ConcernFit, ASunscreenFilterElsewhereIsAPigment) {
  EXPECT_GE(score(make("Daily Fluid SPF 50", "", {"Zinc Oxide 20%"}), Label::healthy), good_fit);
  EXPECT_EQ(score(make("Tinted Cream", "Moisturizer", {"Titanium Dioxide"}), Label::healthy), 0.0F);
}

TEST(ConcernFit, HealthySkinWantsNothingStrong) {
  const float gentle = score(make("Cream", "Moisturizer", {"Glycerin", "Panthenol"}), Label::healthy);
  const float strong = score(make("Cream", "Moisturizer", {"Glycerin", "Panthenol", "Retinol"}), Label::healthy);
  EXPECT_GE(gentle, good_fit);
  EXPECT_LT(strong, good_fit);
}

TEST(ConcernFit, AConcernInTheNameCounts) {
  EXPECT_FLOAT_EQ(score(make("Redness Solutions", "Moisturizer", {"Water"}), Label::skin_redness), 0.35F);
  EXPECT_EQ(score(make("Red Ginseng Cream", "Moisturizer", {"Water"}), Label::skin_redness), 0.0F);
}

TEST(ConcernFit, AConditionThatItsSourceStatesIsAGoodFit) {
  Product product = make("Plain Gel", "Treatment", {});
  product.target_conditions = {Label::pores};
  EXPECT_FLOAT_EQ(score(product, Label::pores), good_fit);
  EXPECT_EQ(why(product, Label::pores), "For pores: a treatment whose listing names it.");
}

TEST(TargetConditions, AreTheGoodFitsBestFirst) {
  const ProductFit fit = assess(make("Acne Gel", "Treatment", {"Salicylic Acid 2%", "Niacinamide 4%"}));
  const std::vector<Label> labels = target_conditions(fit);
  ASSERT_FALSE(labels.empty());
  EXPECT_LE(labels.size(), 6U);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    EXPECT_GE(fit.score(labels[i]), good_fit);
    EXPECT_LE(fit.score(labels[i]), fit.score(labels[i == 0 ? 0 : i - 1]));
  }
  EXPECT_EQ(labels.front(), Label::blackheads);
}

TEST(ExplainFit, NamesIngredientsAndConcern) {
  const Product product = make("Gel", "Treatment", {"Water", "Salicylic Acid 2%", "Zinc PCA"});
  EXPECT_EQ(why(product, Label::acne),
            "For acne: a treatment with salicylic acid to help keep pores clear, and zinc to help balance oil.");
}

TEST(ExplainFit, OneReasonIsSaidOnce) {
  const Product product = make("Gel Cream", "Moisturizer", {"Glycerin", "Sodium Hyaluronate"});
  EXPECT_EQ(why(product, Label::dry_skin),
            "For dry skin: a moisturizer with hyaluronic acid and glycerin to bind water.");
}

TEST(ExplainFit, SaysWhenItIsALighterFit) {
  EXPECT_THAT(why(make("Wash", "Cleanser", {"Water", "Niacinamide"}), Label::acne),
              AllOf(HasSubstr("A lighter fit for acne"), HasSubstr("niacinamide")));
}

TEST(ExplainFit, SaysWhenItIsNotAimedAtTheConcern) {
  EXPECT_EQ(why(make("Cream", "Moisturizer", {"Glycerin"}), Label::dark_circles),
            "Not aimed at dark circles: a moisturizer for everyday care with glycerin to keep moisture in balance.");
  EXPECT_EQ(why(make("Bar", "Cleanser", {}), Label::dark_circles),
            "Not aimed at dark circles: a cleanser for everyday care.");
}

TEST(ActivesWithKeys, UnknownKeysAreIgnored) {
  EXPECT_EQ(actives_with_keys({"retinoid", "unobtainium"}).count(), 1U);
  const ProductFit fit = assess(make("Serum", "Treatment", {"Retinol"}));
  EXPECT_TRUE((fit.actives & actives_with_keys({"retinoid"})).any());
}

TEST(RoleOf, TheNameTellsMoreThanTheShelf) {
  EXPECT_EQ(role_of("Hydrating Toner", "Cleanser"), Role::toner);
  EXPECT_EQ(role_of("Daily Moisturizer SPF 30", "Moisturizer"), Role::sun_protection);
  EXPECT_EQ(role_of("Bright Eyes Mask", "Mask"), Role::eye_care);
  EXPECT_EQ(role_of("Eye Makeup Remover", "Cleanser"), Role::cleanser);
  EXPECT_EQ(role_of("Dark Spot Remover", "Treatment"), Role::treatment);
  EXPECT_EQ(role_of("Black Cream", "Mask"), Role::mask);
  EXPECT_EQ(role_of("Body Lotion", "Moisturizer"), Role::body);
  EXPECT_EQ(role_of("Face and Body Soap", "Cleanser"), Role::cleanser);
  EXPECT_EQ(role_of("Night Cream", ""), Role::moisturizer);
  EXPECT_EQ(role_of("Wonder", ""), Role::other);
}

TEST(DisplayCategory, KnownOnesAreUnifiedAndOthersStay) {
  EXPECT_EQ(display_category("Face Mask"), "Mask");
  EXPECT_EQ(display_category("moisturiser"), "Moisturizer");
  EXPECT_EQ(display_category(" Eye cream "), "Eye care");
  EXPECT_EQ(display_category("Candles"), "Candles");
  EXPECT_EQ(display_category(""), "");
}

}  // namespace
}  // namespace lumen::catalog
