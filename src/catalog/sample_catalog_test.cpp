// SPDX-License-Identifier: Apache-2.0
#include "catalog/sample_catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "catalog/catalog_test_room.h"
#include "catalog/concern_fit.h"
#include "domain/product_json.h"

namespace lumen::catalog {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> spellings(Label label) {
  const std::string wire(to_string(label));
  std::string spaces = wire;
  std::replace(spaces.begin(), spaces.end(), '_', ' ');
  std::string hyphens = wire;
  std::replace(hyphens.begin(), hyphens.end(), '_', '-');
  std::vector<std::string> all = {wire, spaces, hyphens, std::string(display_name(label))};
  for (std::string text : {wire, spaces, hyphens}) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    all.push_back(text);
    std::transform(text.begin() + 1, text.end(), text.begin() + 1, [](unsigned char c) { return std::tolower(c); });
    all.push_back(text);
  }
  return all;
}

class SampleCatalogTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    room_ = new CatalogTestRoom();
    report_ = test::run(load_sample_catalog(room_->store(), room_->search(), null_metrics(), Deadline::never()));
  }
  static void TearDownTestSuite() {
    delete room_;
    room_ = nullptr;
  }
  static std::vector<ScoredProduct> ask(const std::string& text, int limit) {
    const auto answer = test::run(room_->search().search({text, {}, limit, {}}, Deadline::never()));
    EXPECT_TRUE(answer);
    return answer.value_or(std::vector<ScoredProduct>());
  }
  static std::vector<Product> all() { return *test::run(list_all(room_->store(), Deadline::never())); }

  static inline CatalogTestRoom* room_ = nullptr;
  static inline Result<ImportReport> report_ = fail(internal("not loaded"));
};

TEST_F(SampleCatalogTest, LoadsWhole) {
  ASSERT_TRUE(report_) << report_.error().message;
  EXPECT_GE(report_->imported, 140U);
  EXPECT_EQ(report_->refused, 0U);
  EXPECT_THAT(report_->doubts, ::testing::IsEmpty());
  EXPECT_EQ(room_->search().size(), static_cast<std::int64_t>(report_->imported));
}

TEST_F(SampleCatalogTest, EveryLabelHasAtLeastTenFittingProducts) {
  for (const Label label : all_labels) {
    const std::vector<Product> products = all();
    const auto fitting = std::count_if(products.begin(), products.end(), [&](const Product& product) {
      return assess(product).score(label) >= good_fit;
    });
    EXPECT_GE(fitting, 10) << to_string(label);
  }
}

TEST_F(SampleCatalogTest, EveryLabelInEverySpellingLeadsToFittingProducts) {
  for (const Label label : all_labels) {
    for (const std::string& text : spellings(label)) {
      const auto answer = ask(text, 10);
      ASSERT_EQ(answer.size(), 10U) << text;
      for (const ScoredProduct& one : answer) {
        EXPECT_EQ(one.fit, FitLevel::good) << text << ": " << one.product.name;
        EXPECT_THAT(one.product.why, ::testing::StartsWith("For ")) << text;
        EXPECT_GE(assess(one.product).score(label), good_fit) << text << ": " << one.product.name;
      }
    }
  }
  EXPECT_EQ(ask("eyebags", 1).front().product.id, ask("eye_bags", 1).front().product.id);
}

TEST_F(SampleCatalogTest, FiftyComeBackForEveryLabel) {
  for (const Label label : all_labels) {
    const auto answer = ask(std::string(to_string(label)), 50);
    ASSERT_EQ(answer.size(), 50U);
    for (std::size_t i = 1; i < answer.size(); ++i) EXPECT_LE(answer[i - 1].fit, answer[i].fit) << to_string(label);
  }
}

TEST_F(SampleCatalogTest, AnAnswerMixesKindsAndBrands) {
  for (const Label label : {Label::acne, Label::dry_skin, Label::healthy}) {
    std::set<std::string> brands;
    std::set<Role> roles;
    for (const ScoredProduct& one : ask(std::string(to_string(label)), 5)) {
      brands.insert(one.product.brand);
      roles.insert(role_of(one.product.name, one.product.category));
    }
    EXPECT_GE(brands.size(), 4U) << to_string(label);
    EXPECT_GE(roles.size(), 2U) << to_string(label);
  }
}

TEST_F(SampleCatalogTest, AnAnswerToWordsMixesKindsAndBrandsUnlessAKindIsNamed) {
  for (const char* text : {"something for zits that isn't drying", "my skin is red and irritated", "fine lines please"}) {
    std::set<std::string> brands;
    std::set<Role> roles;
    for (const ScoredProduct& one : ask(text, 5)) {
      brands.insert(one.product.brand);
      roles.insert(role_of(one.product.name, one.product.category));
    }
    EXPECT_GE(brands.size(), 3U) << text;
    EXPECT_GE(roles.size(), 2U) << text;
  }
  for (const ScoredProduct& one : ask("cleanser for acne", 5)) {
    EXPECT_EQ(role_of(one.product.name, one.product.category), Role::cleanser) << one.product.name;
  }
}

TEST_F(SampleCatalogTest, ConditionsInWordsAreNeverBroken) {
  struct Row {
    const char* text;
    bool (*keeps)(const Product& product, const ProductFacts& facts);
  };
  const Row rows[] = {
      {"fragance free moisturizer", [](const Product&, const ProductFacts& facts) { return facts.fragrance_free(); }},
      {"vegan serum for dark spots", [](const Product&, const ProductFacts& facts) { return facts.vegan(); }},
      {"pregnancy safe acne treatment", [](const Product&, const ProductFacts& facts) { return facts.pregnancy_safe(); }},
      {"toner without alcohol",
       [](const Product&, const ProductFacts& facts) { return !facts.has(Group::drying_alcohol); }},
      {"no sulfates, parabens or silicones",
       [](const Product&, const ProductFacts& facts) {
         return !facts.has(Group::sulfate) && !facts.has(Group::paraben) && !facts.has(Group::silicone);
       }},
      {"nut allergy, dry skin", [](const Product&, const ProductFacts& facts) { return !facts.has(Group::nut); }},
      {"cleanser under $25",
       [](const Product& product, const ProductFacts&) { return lowest_usd(product.price_range).value_or(99) <= 25; }},
      {"eye cream rated at least 4.5 stars",
       [](const Product& product, const ProductFacts&) { return product.rated && product.rating >= 4.5; }},
      {"wrinkle cream for sensitive skin",
       [](const Product& product, const ProductFacts& facts) { return suits(product, facts, SkinKind::sensitive); }},
  };
  for (const Row& row : rows) {
    const auto answer = ask(row.text, 50);
    EXPECT_GE(answer.size(), 5U) << row.text;
    for (const ScoredProduct& one : answer) {
      const ProductFacts facts = read_facts(one.product, role_of(one.product.name, one.product.category));
      EXPECT_TRUE(row.keeps(one.product, facts)) << row.text << ": " << one.product.name;
    }
  }
}

TEST_F(SampleCatalogTest, PlainRequestsAreUnderstood) {
  EXPECT_THAT(ask("something for red cheeks", 1).front().product.why, HasSubstr("skin redness"));
  EXPECT_EQ(role_of(ask("mineral sunscreen", 1).front().product.name, ""), Role::sun_protection);
  EXPECT_THAT(ask("benzoyl peroxide", 1).front().product.why, HasSubstr("benzoyl"));
  for (const ScoredProduct& one : ask("General", 5)) EXPECT_EQ(one.fit, FitLevel::good) << one.product.name;
  for (const ScoredProduct& one : ask("Kiehl's", 3)) EXPECT_EQ(one.product.brand, "Kiehl's Since 1851");
}

TEST_F(SampleCatalogTest, HoldsFactsOnly) {
  for (const Product& product : all()) {
    EXPECT_EQ(product.amazon_url, "");
    EXPECT_FALSE(product.brand.empty());
    EXPECT_GE(product.ingredients.size(), 5U) << product.name;
    EXPECT_EQ(product.rated, product.rating > 0) << product.name;
    EXPECT_THAT(product.description, HasSubstr(product.brand));
    EXPECT_TRUE(product.price_range.empty() || lowest_usd(product.price_range)) << product.price_range;
    EXPECT_TRUE(product.rated || product.review_count == 0) << product.name;
  }
}

TEST_F(SampleCatalogTest, NamesAndIdsAreUnique) {
  std::set<std::pair<std::string, std::string>> names;
  std::set<std::string> ids;
  for (const Product& product : all()) {
    EXPECT_TRUE(names.insert({product.brand, product.name}).second) << product.name;
    EXPECT_TRUE(ids.insert(product.id.text()).second) << product.name;
  }
}

TEST_F(SampleCatalogTest, LoadingItAgainChangesNothing) {
  const auto before = all();
  ASSERT_TRUE(test::run(load_sample_catalog(room_->store(), room_->search(), null_metrics(), Deadline::never())));
  EXPECT_EQ(all(), before);
}

}  // namespace
}  // namespace lumen::catalog
