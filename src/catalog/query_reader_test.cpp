// SPDX-License-Identifier: Apache-2.0
#include "catalog/query_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "catalog/spelling.h"

namespace lumen::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(Spelling, CountsEditsAndSwapsUpToABound) {
  EXPECT_EQ(edit_distance("fragrance", "fragrance", 2), 0U);
  EXPECT_EQ(edit_distance("fragance", "fragrance", 2), 1U);
  EXPECT_EQ(edit_distance("fragrnace", "fragrance", 2), 1U);
  EXPECT_EQ(edit_distance("frgance", "fragrance", 2), 2U);
  EXPECT_EQ(edit_distance("france", "fragrance", 2), 3U);
  EXPECT_EQ(edit_distance("", "ab", 2), 2U);
  EXPECT_EQ(edit_distance(std::string(40, 'a'), std::string(40, 'a'), 2), 0U);
  EXPECT_EQ(edit_distance(std::string(40, 'a'), std::string(40, 'b'), 2), 3U);
}

TEST(Spelling, TheNearestWordOrNone) {
  const Spelling spelling({"acne", "fragrance", "paraben", "retinol"});
  EXPECT_EQ(spelling.nearest("fragance"), "fragrance");
  EXPECT_EQ(spelling.nearest("paraben"), "paraben");
  EXPECT_EQ(spelling.nearest("retinal"), "retinol");
  EXPECT_EQ(spelling.nearest("akne"), "acne");
  EXPECT_EQ(spelling.nearest("ache"), "acne");
  EXPECT_EQ(spelling.nearest("acn"), "");
  EXPECT_EQ(spelling.nearest("zebra"), "");
  EXPECT_EQ(spelling.nearest("pharaben"), "paraben");
  EXPECT_EQ(spelling.nearest("fragr4nce"), "");
}

struct Row {
  const char* text;
  const char* rest;
  SearchFilters filters;
};

SearchFilters free_of_fragrance() {
  SearchFilters filters;
  filters.fragrance_free = true;
  return filters;
}
SearchFilters without(std::vector<std::string> names) {
  SearchFilters filters;
  filters.exclude = std::move(names);
  return filters;
}
SearchFilters for_mothers() {
  SearchFilters filters;
  filters.pregnancy_safe = true;
  return filters;
}
SearchFilters vegan() {
  SearchFilters filters;
  filters.vegan = true;
  return filters;
}
SearchFilters at_most(double price) {
  SearchFilters filters;
  filters.price_usd_max = price;
  return filters;
}
SearchFilters at_least(double price) {
  SearchFilters filters;
  filters.price_usd_min = price;
  return filters;
}
SearchFilters rated(double stars) {
  SearchFilters filters;
  filters.rating_min = stars;
  return filters;
}
SearchFilters suited_to(std::vector<SkinKind> skin) {
  SearchFilters filters;
  filters.skin = std::move(skin);
  return filters;
}

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class QueryReader : public ::testing::TestWithParam<Row> {};

TEST_P(QueryReader, SplitsWhatIsLookedForFromItsConditions) {
  const Row& row = GetParam();
  const ReadQuery read = read_query(row.text);
  EXPECT_EQ(read.text, row.rest) << row.text;
  EXPECT_EQ(read.filters, row.filters) << row.text << " → "
                                       << ::testing::PrintToString(describe_filters(read.filters));
}

INSTANTIATE_TEST_SUITE_P(
    Sentences, QueryReader,
    ::testing::Values(
        Row{"no fragrance", "", free_of_fragrance()}, Row{"fragrance free", "", free_of_fragrance()},
        Row{"fragrance-free cleanser", "cleanser", free_of_fragrance()},
        Row{"unscented moisturizer", "moisturizer", free_of_fragrance()},
        Row{"moisturizer free of perfume", "moisturizer", free_of_fragrance()},
        Row{"I am allergic to fragrance", "", free_of_fragrance()},
        Row{"cleanser that doesn't smell", "cleanser", free_of_fragrance()},
        Row{"without alcohol", "", without({"alcohol"})}, Row{"alcohol free toner", "toner", without({"alcohol"})},
        Row{"no parabens, sulfates or silicones", "", without({"parabens", "sulfates", "silicones"})},
        Row{"paraben and sulfate free face wash", "face wash", without({"parabens", "sulfates"})},
        Row{"nothing with retinol for wrinkles", "for wrinkles", without({"retinoids"})},
        Row{"nut allergy", "", without({"nuts"})}, Row{"eye cream, allergic to lanolin", "eye cream", without({"lanolin"})},
        Row{"something for zits that isn't drying", "something for zits", without({"drying"})},
        Row{"spot treatment that won't dry out my skin", "spot treatment", without({"drying"})},
        Row{"not greasy sunscreen", "sunscreen", without({"greasy"})},
        Row{"non-comedogenic oil", "oil", without({"pore_clogging"})},
        Row{"serum without niacinamide", "serum", without({"niacinamide"})},
        Row{"allergic to quinoa", "", without({"quinoa"})},
        Row{"safe while breastfeeding", "", for_mothers()}, Row{"pregnancy safe acne treatment", "acne treatment", for_mothers()},
        Row{"I'm pregnant and have acne", "and have acne", for_mothers()},
        Row{"safe for pregnant women", "", for_mothers()}, Row{"moisturizer safe during pregnancy", "moisturizer", for_mothers()},
        Row{"vegan", "", vegan()}, Row{"vegan eye cream", "eye cream", vegan()},
        Row{"under $20", "", at_most(20)}, Row{"cleanser under 20 dollars", "cleanser", at_most(20)},
        Row{"serum less than $15.50", "serum", at_most(15.5)}, Row{"toner, $30 or less", "toner", at_most(30)},
        Row{"mask no more than 25 bucks", "mask", at_most(25)}, Row{"cream over $50", "cream", at_least(50)},
        Row{"at least 4 stars", "", rated(4)}, Row{"serum rated 4.5 or more", "serum", rated(4.5)},
        Row{"4 stars and up sunscreen", "sunscreen", rated(4)},
        Row{"cleanser for oily skin", "cleanser for oily skin", suited_to({SkinKind::oily})},
        Row{"dry and sensitive skin cream", "dry and sensitive skin cream", suited_to({SkinKind::dry, SkinKind::sensitive})}));

INSTANTIATE_TEST_SUITE_P(
    Misspelt, QueryReader,
    ::testing::Values(Row{"fragance free clenser", "cleanser", free_of_fragrance()},
                      Row{"withuot alchohol", "", without({"alcohol"})},
                      Row{"safe in pregnency", "", for_mothers()}, Row{"breastfeding safe", "", for_mothers()},
                      Row{"no parabins", "", without({"parabens"})}, Row{"vegen moisturiser", "moisturiser", vegan()},
                      Row{"akne", "acne", {}}, Row{"wrinkels", "wrinkle", {}}, Row{"niacinimide serum", "niacinamide serum", {}}));

INSTANTIATE_TEST_SUITE_P(
    LeftAlone, QueryReader,
    ::testing::Values(Row{"Rose Bar", "Rose Bar", {}}, Row{"no more pimples", "no more pimples", {}},
                      Row{"dark_circles", "dark_circles", {}}, Row{"retinol", "retinol", {}},
                      Row{"alcohol", "alcohol", {}}, Row{"SPF 50", "SPF 50", {}},
                      Row{"under 20 percent vitamin c", "under 20 percent vitamin c", {}},
                      Row{"up to 50 years old", "up to 50 years old", {}}, Row{"top 10 serums", "top 10 serums", {}},
                      Row{"not vegan", "not vegan", {}}, Row{"'; DROP TABLE products; --", "'; DROP TABLE products; --", {}},
                      Row{"", "", {}}, Row{"\xFF\xFE$", "\xFF\xFE$", {}}));

TEST(QueryReader, ReadsSeveralConditionsAtOnce) {
  const ReadQuery read =
      read_query("Vegan, fragrance-free moisturizer for dry skin between $10 and $25, at least 4 stars, no coconut oil");
  EXPECT_EQ(read.text, "moisturizer for dry skin");
  EXPECT_TRUE(read.filters.vegan);
  EXPECT_TRUE(read.filters.fragrance_free);
  EXPECT_EQ(read.filters.price_usd_min, 10);
  EXPECT_EQ(read.filters.price_usd_max, 25);
  EXPECT_EQ(read.filters.rating_min, 4);
  EXPECT_THAT(read.filters.skin, ElementsAre(SkinKind::dry));
  EXPECT_THAT(read.filters.exclude, ElementsAre("coconut"));
}

TEST(QueryReader, AListEndsWhereAProductBegins) {
  const ReadQuery read = read_query("no fragrance and vitamin c serum");
  EXPECT_TRUE(read.filters.fragrance_free);
  EXPECT_THAT(read.filters.exclude, IsEmpty());
  EXPECT_THAT(read.text, ::testing::HasSubstr("vitamin c serum"));
}

TEST(QueryReader, AKnownWordIsNeverCorrected) {
  const KnownWord brand = [](const std::string& word) { return word == "acme"; };
  EXPECT_EQ(read_query("acme", brand).text, "acme");
  EXPECT_EQ(read_query("acme").text, "acne");
}

TEST(QueryReader, OfTwoLimitsTheStricterHolds) {
  SearchQuery query;
  query.text = "serum under $30, no nuts";
  query.filters.price_usd_max = 20;
  query.filters.exclude = {"lanolin"};
  const SearchQuery read = read_filters(query);
  EXPECT_EQ(read.filters.price_usd_max, 20);
  EXPECT_THAT(read.filters.exclude, UnorderedElementsAre("lanolin", "nuts"));
  query.filters.price_usd_max = 40;
  EXPECT_EQ(read_filters(query).filters.price_usd_max, 30);
}

TEST(QueryReader, SaysFiltersInWords) {
  SearchFilters filters = at_most(20);
  filters.fragrance_free = true;
  filters.skin = {SkinKind::oily};
  filters.exclude = {"nuts", "quinoa"};
  EXPECT_THAT(describe_filters(filters), ElementsAre("at most $20", "suited to oily skin", "without fragrance",
                                                     "without nuts", "without quinoa"));
  EXPECT_THAT(describe_filters({}), IsEmpty());
}

}  // namespace
}  // namespace lumen::catalog
