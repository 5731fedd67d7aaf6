// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every ProductStore promises. A fixture gives a store of its own, empty:
//   struct Fixture { Fixture(); ProductStore& store(); };
//   INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, ProductStoreContract, Fixture);

#include <gtest/gtest.h>

#include "catalog/product_store.h"
#include "tests/support/run_task.h"

namespace lumen::catalog {

inline Product contract_product(const std::string& id, const std::string& name) {
  Product product;
  product.id = ProductId::trusted(id);
  product.name = name;
  product.brand = "Example “Größe”";
  product.category = "Treatment";
  product.price_range = "$24.50";
  product.rating = 4.5;
  product.review_count = 12;
  product.rated = true;
  product.target_conditions = {Label::acne, Label::pores};
  product.ingredients = {"Water", "Salicylic Acid 2%", "O'Neill \"Extract\""};
  product.skin_kinds = {SkinKind::dry, SkinKind::sensitive};
  return product;
}

template <class Fixture>
class ProductStoreContract : public ::testing::Test {
 protected:
  ProductStore& store() { return fixture_.store(); }
  Result<void> upsert(std::vector<Product> products) {
    return test::run(store().upsert(std::move(products), Deadline::never()));
  }
  std::vector<Product> get(const std::vector<std::string>& ids) {
    std::vector<ProductId> wanted;
    for (const std::string& id : ids) wanted.push_back(ProductId::trusted(id));
    auto found = test::run(store().get(std::move(wanted), Deadline::never()));
    EXPECT_TRUE(found);
    return found ? std::move(*found) : std::vector<Product>();
  }
  std::int64_t count() { return test::run(store().count(Deadline::never())).value_or(-1); }

  Fixture fixture_;
};
TYPED_TEST_SUITE_P(ProductStoreContract);

TYPED_TEST_P(ProductStoreContract, WhatWasPutComesBackWhole) {
  const Product product = contract_product("p-1", "Clear Gel");
  ASSERT_TRUE(this->upsert({product}));
  EXPECT_EQ(this->get({"p-1"}), std::vector<Product>{product});
  EXPECT_EQ(this->count(), 1);
}

TYPED_TEST_P(ProductStoreContract, TheReasonOfAnAnswerIsNotKept) {
  Product product = contract_product("p-1", "Clear Gel");
  product.why = "For acne.";
  product.watch_for = {"Sun."};
  ASSERT_TRUE(this->upsert({product}));
  EXPECT_EQ(this->get({"p-1"}).front().why, "");
  EXPECT_TRUE(this->get({"p-1"}).front().watch_for.empty());
}

TYPED_TEST_P(ProductStoreContract, TheSameIdReplaces) {
  ASSERT_TRUE(this->upsert({contract_product("p-1", "Old"), contract_product("p-2", "Other")}));
  ASSERT_TRUE(this->upsert({contract_product("p-1", "New"), contract_product("p-1", "Newest")}));
  EXPECT_EQ(this->get({"p-1"}).front().name, "Newest");
  EXPECT_EQ(this->count(), 2);
}

TYPED_TEST_P(ProductStoreContract, GetAnswersInTheOrderAskedAndLeavesUnknownIdsOut) {
  ASSERT_TRUE(this->upsert({contract_product("a", "A"), contract_product("b", "B")}));
  const std::vector<Product> found = this->get({"b", "unknown", "a"});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "B");
  EXPECT_EQ(found[1].name, "A");
  EXPECT_TRUE(this->get({}).empty());
}

TYPED_TEST_P(ProductStoreContract, PagesGiveEveryProductOnce) {
  std::vector<Product> products;
  for (int i = 0; i < 7; ++i) products.push_back(contract_product("p-" + std::to_string(i), "N" + std::to_string(i)));
  ASSERT_TRUE(this->upsert(products));
  std::vector<Product> seen;
  std::string cursor;
  do {
    const auto page = test::run(this->store().list(3, cursor, Deadline::never()));
    ASSERT_TRUE(page);
    EXPECT_LE(page->products.size(), 3U);
    seen.insert(seen.end(), page->products.begin(), page->products.end());
    cursor = page->next_cursor;
  } while (!cursor.empty());
  EXPECT_EQ(seen, products);
  EXPECT_EQ(*test::run(list_all(this->store(), Deadline::never())), products);
}

TYPED_TEST_P(ProductStoreContract, AFullLastPageHasNoCursor) {
  ASSERT_TRUE(this->upsert({contract_product("a", "A"), contract_product("b", "B")}));
  const auto page = test::run(this->store().list(2, "", Deadline::never()));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->products.size(), 2U);
  EXPECT_EQ(page->next_cursor, "");
}

TYPED_TEST_P(ProductStoreContract, TheLimitsHoldOnBothSides) {
  std::vector<Product> products;
  for (int i = 0; i < products_per_call_max; ++i) products.push_back(contract_product("p-" + std::to_string(i), "N"));
  EXPECT_TRUE(this->upsert(products));
  products.push_back(contract_product("one-more", "N"));
  const auto refused = this->upsert(products);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "too_many_products");
  EXPECT_EQ(this->count(), products_per_call_max);

  EXPECT_TRUE(test::run(this->store().list(products_per_call_max, "", Deadline::never())));
  for (const int limit : {0, -1, products_per_call_max + 1}) {
    EXPECT_EQ(test::run(this->store().list(limit, "", Deadline::never())).error().code, "bad_limit") << limit;
  }
}

TYPED_TEST_P(ProductStoreContract, RemovedProductsAreGone) {
  ASSERT_TRUE(this->upsert({contract_product("a", "A"), contract_product("b", "B")}));
  const auto remove = [this](std::vector<ProductId> ids) {
    return test::run(this->store().remove(std::move(ids), Deadline::never()));
  };
  ASSERT_TRUE(remove({ProductId::trusted("a"), ProductId::trusted("nobody")}));
  EXPECT_TRUE(this->get({"a"}).empty());
  EXPECT_EQ(this->count(), 1);
  ASSERT_TRUE(remove({}));
  std::vector<ProductId> ids(products_per_call_max, ProductId::trusted("nobody"));
  EXPECT_TRUE(remove(ids));
  ids.push_back(ProductId::trusted("b"));
  EXPECT_EQ(remove(ids).error().code, "too_many_products");
  EXPECT_EQ(this->count(), 1);
}

TYPED_TEST_P(ProductStoreContract, AnEmptyStoreIsEmpty) {
  EXPECT_EQ(this->count(), 0);
  EXPECT_TRUE(test::run(list_all(this->store(), Deadline::never()))->empty());
}

TYPED_TEST_P(ProductStoreContract, ItSaysWhatItIs) { EXPECT_FALSE(this->store().describe().empty()); }

REGISTER_TYPED_TEST_SUITE_P(ProductStoreContract, WhatWasPutComesBackWhole, TheReasonOfAnAnswerIsNotKept,
                            TheSameIdReplaces, GetAnswersInTheOrderAskedAndLeavesUnknownIdsOut,
                            RemovedProductsAreGone, PagesGiveEveryProductOnce, AFullLastPageHasNoCursor, TheLimitsHoldOnBothSides,
                            AnEmptyStoreIsEmpty, ItSaysWhatItIs);

}  // namespace lumen::catalog
