// SPDX-License-Identifier: Apache-2.0
#include "catalog/ingredient_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/python_list.h"

namespace lumen::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ParseIngredients, FreeText) {
  const auto list = parse_ingredients("Water,  Glycerin , Sodium  Hyaluronate.");
  EXPECT_THAT(list.names, ElementsAre("Water", "Glycerin", "Sodium Hyaluronate"));
  EXPECT_EQ(list.doubt, "");
}

TEST(ParseIngredients, CommasInsideANameDoNotSeparate) {
  EXPECT_THAT(parse_ingredients("Water (Aqua, Eau), 1,2-Hexanediol, Talc").names,
              ElementsAre("Water (Aqua, Eau)", "1,2-Hexanediol", "Talc"));
}

TEST(ParseIngredients, AParenthesisThatIsNeverClosedHidesNothing) {
  EXPECT_THAT(parse_ingredients("Water (Aqua, Glycerin, Talc").names, ElementsAre("Water (Aqua", "Glycerin", "Talc"));
}

TEST(ParseIngredients, PythonLists) {
  EXPECT_THAT(parse_ingredients("['water', 'glycerin', \"bee's wax\"]").names,
              ElementsAre("water", "glycerin", "bee's wax"));
  EXPECT_THAT(parse_ingredients("['Water, Glycerin (Vegetable), Talc.']").names,
              ElementsAre("Water", "Glycerin (Vegetable)", "Talc"));
  EXPECT_THAT(parse_ingredients("[]").names, IsEmpty());
}

TEST(ParseIngredients, ControlCharactersAreSpaces) {
  EXPECT_THAT(parse_ingredients("Wa\x1b[0mter, Gly\x7f\x01"
                                "cerin, \x02\x03, Talc\x1f")
                  .names,
              ElementsAre("Wa [0mter", "Gly cerin", "Talc"));
}

TEST(ParseIngredients, Bars) {
  EXPECT_THAT(parse_ingredients("Water|Glycerin|Talc").names, ElementsAre("Water", "Glycerin", "Talc"));
}

TEST(ParseIngredients, HeadingsFootnotesCodesAndStarsGo) {
  EXPECT_THAT(parse_ingredients("Active Ingredients: Zinc Oxide 6.90%Water, Linalool*, Talc <ILN123>. *Organic.").names,
              ElementsAre("Zinc Oxide 6.90%", "Water", "Linalool", "Talc"));
  EXPECT_THAT(parse_ingredients("Water, *Avena Sativa Extract, Talc, *Certified Organic").names,
              ElementsAre("Water", "Avena Sativa Extract", "Talc"));
  EXPECT_THAT(parse_ingredients("Water, FD&C Yellow No. 5, Talc").names,
              ElementsAre("Water", "FD&C Yellow No. 5", "Talc"));
}

TEST(ParseIngredients, ClaimsInFrontAreNotIngredients) {
  const auto list = parse_ingredients(
      "-Charcoal: Draws out what clogs pores. -Aloe: Soothes and calms the skin all day long. Water, Glycerin, Talc.");
  EXPECT_THAT(list.names, ElementsAre("Water", "Glycerin", "Talc"));
}

TEST(ParseIngredients, RepeatedNamesComeOnce) {
  EXPECT_THAT(parse_ingredients("Water, glycerin, WATER").names, ElementsAre("Water", "glycerin"));
}

TEST(ParseIngredients, PlaceholdersAreDoubtful) {
  for (const char* text : {"#NAME?", "No Info", "Visit the Example boutique", "N/A"}) {
    const auto list = parse_ingredients(text);
    EXPECT_THAT(list.names, IsEmpty()) << text;
    EXPECT_THAT(list.doubt, HasSubstr("not stated")) << text;
  }
}

TEST(ParseIngredients, NothingStatedIsNoDoubt) {
  EXPECT_THAT(parse_ingredients("").names, IsEmpty());
  EXPECT_EQ(parse_ingredients("  ").doubt, "");
}

TEST(ParseIngredients, SentencesAreLeftOutAndCounted) {
  const auto list = parse_ingredients(
      "Water, This wonderful product was made by people who care a lot about the skin of others, Talc");
  EXPECT_THAT(list.names, ElementsAre("Water", "Talc"));
  EXPECT_EQ(list.doubt, "1 of the ingredients could not be read");
}

TEST(ParseIngredients, LimitsHoldOnBothSides) {
  const std::string longest(ingredient_bytes_max, 'a');
  EXPECT_EQ(parse_ingredients(longest + ", Water").names.size(), 2U);
  EXPECT_THAT(parse_ingredients(longest + "a, Water").names, ElementsAre("Water"));

  std::string many;
  for (std::size_t i = 0; i < ingredients_max; ++i) many += "name" + std::to_string(i) + ", ";
  EXPECT_EQ(parse_ingredients(many).doubt, "");
  EXPECT_EQ(parse_ingredients(many).names.size(), ingredients_max);
  EXPECT_EQ(parse_ingredients(many + "one more").names.size(), ingredients_max);
  EXPECT_NE(parse_ingredients(many + "one more").doubt, "");
}

TEST(CleanIngredients, TakesNamesAsTheyAre) {
  EXPECT_THAT(clean_ingredients({"Water", " Glycerin ", ""}).names, ElementsAre("Water", "Glycerin"));
  EXPECT_THAT(clean_ingredients({"Water, Glycerin, Talc"}).names, ElementsAre("Water", "Glycerin", "Talc"));
}

TEST(PythonList, EscapesAndQuotes) {
  EXPECT_THAT(*parse_python_list(R"(['a\'b', "c'd", 'e\xa0f', 'g\u2122'])"), ElementsAre("a'b", "c'd",
                                                                                         "e\xC2\xA0"
                                                                                         "f",
                                                                                         "g\xE2\x84\xA2"));
  EXPECT_THAT(*parse_python_list("['a', ]"), ElementsAre("a"));
}

TEST(PythonList, AnythingElseIsNone) {
  for (const char* text : {"", "[", "['a'", "['a' 'b']", "[a]", "['a'] x", R"(['\xg0'])", R"(['\ud800'])", "['a"}) {
    EXPECT_FALSE(parse_python_list(text)) << text;
  }
}

}  // namespace
}  // namespace lumen::catalog
