// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every ProductSearch promises. A fixture gives a search of its own, empty:
//   struct Fixture { Fixture(); ProductSearch& search(); };
//   INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, ProductSearchContract, Fixture);

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "catalog/concern_fit.h"
#include "catalog/product_search.h"
#include "tests/support/run_task.h"

namespace lumen::catalog {

// A small shelf whose right answers are plain to see.
inline Product shelf_product(std::string id, std::string brand, std::string name, std::string category,
                             std::vector<std::string> ingredients) {
  Product product;
  product.id = ProductId::trusted(std::move(id));
  product.brand = std::move(brand);
  product.name = std::move(name);
  product.category = std::move(category);
  product.ingredients = std::move(ingredients);
  product.target_conditions = target_conditions(assess(product));
  return product;
}

inline std::vector<Product> contract_shelf() {
  std::vector<Product> shelf = {
      shelf_product("bpo", "Alpha", "Clear Wash", "Cleanser", {"Benzoyl Peroxide 5%", "Water", "Glycerin"}),
      shelf_product("bha", "Beta", "Night Liquid", "Treatment", {"Water", "Salicylic Acid 2%", "Niacinamide"}),
      shelf_product("caffeine", "Gamma", "Morning Eye Gel", "Eye care", {"Water", "Caffeine", "Dipeptide-2"}),
      shelf_product("barrier", "Delta", "Barrier Cream", "Moisturizer",
                    {"Water", "Glycerin", "Ceramide NP", "Sodium Hyaluronate", "Panthenol"}),
      shelf_product("retinol", "Epsilon", "Evening Serum", "Treatment", {"Water", "Squalane", "Retinol 0.3%"}),
      shelf_product("sun", "Zeta", "Daily Fluid SPF 50", "Sun protection", {"Zinc Oxide 20%", "Water", "Glycerin"}),
      shelf_product("cica", "Eta", "Calm Drops", "Treatment", {"Water", "Centella Asiatica Extract", "Allantoin"}),
      shelf_product("plain", "Theta", "Rose Bar", "Cleanser", {"Sodium Palmate", "Water", "Fragrance"}),
  };
  shelf[0].price_range = "$10";
  shelf[1].price_range = "$30";
  shelf[3].price_range = "$18";
  shelf[3].rating = 4.6;
  shelf[3].review_count = 300;
  shelf[3].rated = true;
  return shelf;
}

template <class Fixture>
class ProductSearchContract : public ::testing::Test {
 protected:
  ProductSearch& search() { return fixture_.search(); }
  void SetUp() override { ASSERT_TRUE(test::run(search().index(contract_shelf(), Deadline::never()))); }

  std::vector<ScoredProduct> ask(SearchQuery query) {
    auto answer = test::run(search().search(std::move(query), Deadline::never()));
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? std::move(*answer) : std::vector<ScoredProduct>();
  }
  std::vector<ScoredProduct> ask(std::string text, int limit) {
    return ask(SearchQuery{std::move(text), {}, limit, {}});
  }
  std::string first(std::string text) { return ask(std::move(text), 1).front().product.id.text(); }
  static std::vector<std::string> ids(const std::vector<ScoredProduct>& answer) {
    std::vector<std::string> result;
    for (const ScoredProduct& one : answer) result.push_back(one.product.id.text());
    return result;
  }

  Fixture fixture_;
};
TYPED_TEST_SUITE_P(ProductSearchContract);

TYPED_TEST_P(ProductSearchContract, AConditionLeadsToWhatIsMadeForIt) {
  const auto answer = test::run(this->search().by_condition(Label::acne, 2, {}, Deadline::never()));
  ASSERT_TRUE(answer);
  EXPECT_THAT(this->ids(*answer), ::testing::UnorderedElementsAre("bpo", "bha"));
  for (const ScoredProduct& one : *answer) {
    EXPECT_EQ(one.fit, FitLevel::good);
    EXPECT_THAT(one.product.why, ::testing::StartsWith("For acne: "));
    EXPECT_GT(one.score, 0);
    EXPECT_LE(one.score, 1);
  }
  const std::string reasons = (*answer)[0].product.why + (*answer)[1].product.why;
  EXPECT_THAT(reasons, ::testing::HasSubstr("benzoyl peroxide"));
  EXPECT_THAT(reasons, ::testing::HasSubstr("salicylic acid"));
}

TYPED_TEST_P(ProductSearchContract, EverySpellingOfALabelGivesTheSame) {
  const auto expected = this->ids(this->ask("dark_circles", 3));
  EXPECT_EQ(expected.front(), "caffeine");
  for (const char* text : {"dark circles", "Dark-Circles", "DARK_CIRCLES", " dark  circles "}) {
    EXPECT_EQ(this->ids(this->ask(text, 3)), expected) << text;
  }
  EXPECT_EQ(this->ids(this->ask(SearchQuery{"", Label::dark_circles, 3, {}})), expected);
}

TYPED_TEST_P(ProductSearchContract, PlainWordsForAConcernAreUnderstood) {
  EXPECT_EQ(this->first("something for red cheeks"), "cica");
  EXPECT_EQ(this->first("my eyes are puffy in the morning"), "caffeine");
  EXPECT_EQ(this->first("very dry, flaky skin"), "barrier");
  EXPECT_EQ(this->first("fine lines"), "retinol");
}

TYPED_TEST_P(ProductSearchContract, WordsOfAProductFindIt) {
  EXPECT_EQ(this->first("Rose Bar"), "plain");
  EXPECT_EQ(this->first("retinol"), "retinol");
  EXPECT_EQ(this->first("epsilon evening"), "retinol");
  EXPECT_EQ(this->first("sunscreen"), "sun");
  EXPECT_THAT(this->ask("centella", 1).front().product.why, ::testing::HasSubstr("\"centella\""));
}

TYPED_TEST_P(ProductSearchContract, ThatManyComeBackAsAreAskedForWheneverTheyExist) {
  for (const char* text : {"acne", "General", "", "eye bags", "qwertyuiop", "retinol"}) {
    for (const int limit : {1, 5, 8}) {
      const auto answer = this->ask(text, limit);
      EXPECT_EQ(answer.size(), static_cast<std::size_t>(limit)) << text;
      const auto found = this->ids(answer);
      EXPECT_EQ(std::set<std::string>(found.begin(), found.end()).size(), found.size()) << text;
    }
    EXPECT_EQ(this->ask(text, 50).size(), 8U) << text;
  }
}

TYPED_TEST_P(ProductSearchContract, GoodFitsComeBeforeLighterOnesAndFillersAndFillersSaySo) {
  const auto answer = this->ask("eye_bags", 8);
  for (std::size_t i = 1; i < answer.size(); ++i) EXPECT_LE(answer[i - 1].fit, answer[i].fit);
  EXPECT_EQ(answer.front().fit, FitLevel::good);
  EXPECT_EQ(answer.back().fit, FitLevel::filler);
  EXPECT_THAT(answer.back().product.why, ::testing::StartsWith("Not aimed at eye bags"));
}

TYPED_TEST_P(ProductSearchContract, EveryAnswerSaysWhy) {
  for (const char* text : {"acne", "General", "", "glycerin", "qwertyuiop", "gentle cleanser for dry skin"}) {
    for (const ScoredProduct& one : this->ask(text, 8)) EXPECT_GT(one.product.why.size(), 10U) << text;
  }
}

TYPED_TEST_P(ProductSearchContract, FiltersHold) {
  SearchQuery query{"", Label::acne, 8, {}};
  query.filters.price_usd_max = 20;
  EXPECT_THAT(this->ids(this->ask(query)), ::testing::UnorderedElementsAre("bpo", "barrier"));
  query.filters = {};
  query.filters.rating_min = 4;
  EXPECT_THAT(this->ids(this->ask(query)), ::testing::ElementsAre("barrier"));
  query.filters = {};
  query.filters.category = "cleanser";
  EXPECT_THAT(this->ids(this->ask(query)), ::testing::ElementsAre("bpo", "plain"));
  query.filters = {};
  query.filters.brand = "BETA";
  EXPECT_THAT(this->ids(this->ask(query)), ::testing::ElementsAre("bha"));
  query.filters.brand = "nobody";
  EXPECT_TRUE(this->ask(query).empty());
}

TYPED_TEST_P(ProductSearchContract, AvoidedActivesAreInNoAnswer) {
  for (const char* text : {"wrinkles", "retinol", "General"}) {
    SearchQuery query{text, {}, 50, {}};
    query.filters.avoid_actives = {"retinoid", "retinyl_ester"};
    const auto found = this->ids(this->ask(query));
    EXPECT_EQ(found.size(), 7U);
    EXPECT_THAT(found, ::testing::Not(::testing::Contains("retinol"))) << text;
  }
}

// Every filter, as members of the query and as words; with it the answer holds exactly these.
TYPED_TEST_P(ProductSearchContract, FactsOfTheIngredientListFilterInsideTheSearch) {
  Product unknown = shelf_product("unknown", "Iota", "Hydrating Mist", "Toner", {});
  Product honey = shelf_product("honey", "Kappa", "Honey Balm", "Moisturizer", {"Water", "Glycerin", "Cera Alba", "Mel"});
  honey.price_range = "$12";
  Product nutty = shelf_product("nutty", "Lambda", "Night Oil", "Face oil",
                                {"Prunus Amygdalus Dulcis (Sweet Almond) Oil", "Tocopherol"});
  nutty.skin_kinds = {SkinKind::dry};
  Product strong = shelf_product("strong", "Mu", "Peel", "Exfoliator", {"Alcohol Denat.", "Salicylic Acid 10%", "Water"});
  ASSERT_TRUE(test::run(this->search().index({unknown, honey, nutty, strong}, Deadline::never())));

  const std::set<std::string> all = {"bpo", "bha", "caffeine", "barrier", "retinol", "sun", "cica", "plain", "unknown",
                                     "honey", "nutty", "strong"};
  const auto but = [&](std::initializer_list<const char*> gone) {
    std::set<std::string> rest = all;
    rest.erase("unknown");
    for (const char* id : gone) rest.erase(id);
    return rest;
  };
  const auto check = [&](const char* words, const SearchFilters& filters, const std::set<std::string>& expected) {
    SearchQuery by_members{"", Label::healthy, 50, filters};
    const auto found = this->ids(this->ask(by_members));
    EXPECT_EQ(std::set<std::string>(found.begin(), found.end()), expected) << words;
    const auto by_words = this->ids(this->ask(words, 50));
    EXPECT_EQ(std::set<std::string>(by_words.begin(), by_words.end()), expected) << words;
    const auto two = this->ask(words, 2);
    EXPECT_EQ(two.size(), std::min<std::size_t>(2, expected.size())) << words;
  };
  SearchFilters filters;
  filters.fragrance_free = true;
  check("no fragrance", filters, but({"plain"}));
  filters = {};
  filters.vegan = true;
  check("vegan please", filters, but({"honey"}));
  filters = {};
  filters.pregnancy_safe = true;
  check("safe while breastfeeding", filters, but({"retinol", "strong"}));
  filters = {};
  filters.allergies = {"nuts"};
  check("I have a nut allergy", filters, but({"nutty"}));
  filters = {};
  filters.exclude = {"Alcohol", "glycerin"};
  check("without alcohol, glycerin", filters, but({"strong", "bpo", "barrier", "sun", "honey"}));
  filters = {};
  filters.exclude = {"sodium palmate"};
  check("allergic to palmate", filters, but({"plain"}));
  filters = {};
  filters.price_usd_max = 15;
  filters.price_usd_min = 11;
  check("between $11 and $15", filters, {"honey"});
  filters = {};
  filters.role = Role::cleanser;
  SearchQuery cleansers{"", Label::acne, 50, filters};
  EXPECT_THAT(this->ids(this->ask(cleansers)), ::testing::UnorderedElementsAre("bpo", "plain"));
  filters = {};
  filters.condition = Label::acne;
  SearchQuery for_acne{"", {}, 50, filters};
  EXPECT_THAT(this->ids(this->ask(for_acne)), ::testing::UnorderedElementsAre("bpo", "bha", "retinol", "strong"));
  filters = {};
  filters.skin = {SkinKind::sensitive};
  SearchQuery for_sensitive{"", {}, 50, filters};
  const auto gentle = this->ids(this->ask(for_sensitive));
  EXPECT_THAT(gentle, ::testing::UnorderedElementsAre("caffeine", "barrier", "sun", "cica", "honey"));
}

TYPED_TEST_P(ProductSearchContract, ARemovedProductIsNotFound) {
  ASSERT_TRUE(test::run(this->search().remove(
      {ProductId::trusted("plain"), ProductId::trusted("nobody"), ProductId::trusted("plain")}, Deadline::never())));
  EXPECT_EQ(this->search().size(), 7);
  EXPECT_THAT(this->ids(this->ask("Rose Bar", 50)), ::testing::Not(::testing::Contains("plain")));
  EXPECT_EQ(this->ask("General", 50).size(), 7U);
  ASSERT_TRUE(test::run(this->search().index({contract_shelf().back()}, Deadline::never())));
  EXPECT_EQ(this->search().size(), 8);
  EXPECT_EQ(this->first("Rose Bar"), "plain");
}

TYPED_TEST_P(ProductSearchContract, AnAnswerSaysWhatToWatchFor) {
  EXPECT_THAT(this->ask("retinol", 1).front().product.watch_for, ::testing::Contains(::testing::HasSubstr("pregnancy")));
  EXPECT_THAT(this->ask("Barrier Cream", 1).front().product.watch_for, ::testing::IsEmpty());
}

TYPED_TEST_P(ProductSearchContract, AnIndexedAgainProductIsFoundInItsNewFormOnly) {
  const Product changed = shelf_product("plain", "Theta", "Charcoal Bar", "Cleanser", {"Water", "Charcoal Powder"});
  ASSERT_TRUE(test::run(this->search().index({changed}, Deadline::never())));
  EXPECT_EQ(this->search().size(), 8);
  EXPECT_EQ(this->first("charcoal"), "plain");
  EXPECT_EQ(this->ask("charcoal", 1).front().product.name, "Charcoal Bar");
  for (const ScoredProduct& one : this->ask("rose", 8)) EXPECT_NE(one.product.name, "Rose Bar");
}

TYPED_TEST_P(ProductSearchContract, TheLimitsHoldOnBothSides) {
  const auto refused = [&](SearchQuery query) {
    const auto answer = test::run(this->search().search(std::move(query), Deadline::never()));
    return answer ? std::string() : answer.error().code;
  };
  EXPECT_EQ(refused({"acne", {}, 1, {}}), "");
  EXPECT_EQ(refused({"acne", {}, search_limit_max, {}}), "");
  EXPECT_EQ(refused({"acne", {}, 0, {}}), "bad_limit");
  EXPECT_EQ(refused({"acne", {}, search_limit_max + 1, {}}), "bad_limit");
  EXPECT_EQ(refused({std::string(search_text_bytes_max, 'a'), {}, 1, {}}), "");
  EXPECT_EQ(refused({std::string(search_text_bytes_max + 1, 'a'), {}, 1, {}}), "query_too_long");
  SearchFilters filters;
  filters.exclude.assign(excluded_names_max, std::string(excluded_name_bytes_max, 'a'));
  EXPECT_EQ(refused({"acne", {}, 1, filters}), "");
  filters.exclude.emplace_back("one more");
  EXPECT_EQ(refused({"acne", {}, 1, filters}), "too_many_exclusions");
  filters = {};
  filters.allergies = {std::string(excluded_name_bytes_max + 1, 'a')};
  EXPECT_EQ(refused({"acne", {}, 1, filters}), "too_many_exclusions");
}

TYPED_TEST_P(ProductSearchContract, StrangeTextsAreAnswered) {
  for (const std::string text : {"'; DROP TABLE products; --", "\xFF\xFE\x00", "😀", "{\"query\":{}}", "a\nb\tc"}) {
    EXPECT_EQ(this->ask(text, 3).size(), 3U) << text;
  }
}

REGISTER_TYPED_TEST_SUITE_P(ProductSearchContract, AConditionLeadsToWhatIsMadeForIt, EverySpellingOfALabelGivesTheSame,
                            PlainWordsForAConcernAreUnderstood, WordsOfAProductFindIt,
                            ThatManyComeBackAsAreAskedForWheneverTheyExist,
                            GoodFitsComeBeforeLighterOnesAndFillersAndFillersSaySo, EveryAnswerSaysWhy, FiltersHold,
                            AvoidedActivesAreInNoAnswer, FactsOfTheIngredientListFilterInsideTheSearch,
                            ARemovedProductIsNotFound, AnAnswerSaysWhatToWatchFor, AnIndexedAgainProductIsFoundInItsNewFormOnly,
                            TheLimitsHoldOnBothSides, StrangeTextsAreAnswered);

}  // namespace lumen::catalog
