// SPDX-License-Identifier: Apache-2.0
#include "service/check_routine.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.h"
#include "tests/support/run_task.h"

namespace lumen::service {
namespace {

class FewProducts final : public catalog::ProductStore {
 public:
  std::string describe() const override { return "a few"; }
  Task<Result<void>> upsert(std::vector<Product>, Deadline) override { co_return Result<void>(); }
  Task<Result<void>> remove(std::vector<ProductId>, Deadline) override { co_return Result<void>(); }
  Task<Result<std::vector<Product>>> get(std::vector<ProductId> ids, Deadline) override {
    std::vector<Product> found;
    for (const ProductId& id : ids) {
      const auto one = std::find_if(products.begin(), products.end(), [&](const Product& p) { return p.id == id; });
      if (one != products.end()) found.push_back(*one);
    }
    co_return found;
  }
  Task<Result<catalog::ProductPage>> list(int, std::string, Deadline) override { co_return catalog::ProductPage(); }
  Task<Result<std::int64_t>> count(Deadline) override { co_return std::int64_t{0}; }

  std::vector<Product> products;
};

class CheckRoutineTest : public ::testing::Test {
 protected:
  void add(const std::string& id, const std::string& name, const std::string& category,
           std::vector<std::string> ingredients) {
    Product product;
    product.id = ProductId::trusted(id);
    product.name = name;
    product.category = category;
    product.ingredients = std::move(ingredients);
    store_.products.push_back(std::move(product));
  }
  json::object check(json::object arguments) {
    const agent::ToolFunction run = make_check_routine(store_);
    auto answer = test::run(run(std::move(arguments), Deadline::never()));
    EXPECT_TRUE(answer);
    return answer ? answer->as_object() : json::object();
  }

  FewProducts store_;
};

TEST_F(CheckRoutineTest, ARetinoidAndAnAcidAreKeptApartAndBothStandInTheEvening) {
  const json::object answer = check({{"ingredients", {"retinol", "glycolic acid"}}});
  ASSERT_EQ(answer.at("conflicts").as_array().size(), 1U);
  const json::object& conflict = answer.at("conflicts").as_array()[0].as_object();
  EXPECT_EQ(conflict.at("ingredients"), json::array({"retinol", "glycolic acid"}));
  EXPECT_FALSE(conflict.at("reason").as_string().empty());
  EXPECT_TRUE(answer.at("morning").as_array().empty());
  EXPECT_EQ(answer.at("evening").as_array().size(), 2U);
}

TEST_F(CheckRoutineTest, NamesAsPeopleCallThem) {
  EXPECT_EQ(check({{"ingredients", {"Vitamin A", "AHAs"}}}).at("conflicts").as_array().size(), 1U);
  EXPECT_TRUE(check({{"ingredients", {"ceramides", "hyaluronic acid"}}}).at("conflicts").as_array().empty());
}

TEST_F(CheckRoutineTest, ProductsStandInTheOrderOfUse) {
  add("sun", "Daily Sunscreen SPF 50", "Sunscreen", {"Water", "Zinc Oxide"});
  add("cream", "Plain Moisturizer", "Moisturizer", {"Water", "Glycerin"});
  add("wash", "Mild Cleanser", "Cleanser", {"Water", "Glycerin"});
  const json::object answer = check({{"products", {"sun", "cream", "unknown", "wash"}}});
  EXPECT_EQ(answer.at("morning"), json::array({"Mild Cleanser", "Plain Moisturizer", "Daily Sunscreen SPF 50"}));
  EXPECT_EQ(answer.at("evening"), json::array({"Mild Cleanser", "Plain Moisturizer"}));
  EXPECT_TRUE(answer.at("conflicts").as_array().empty());
}

}  // namespace
}  // namespace lumen::service
