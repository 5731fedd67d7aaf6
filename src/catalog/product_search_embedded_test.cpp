// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_search_embedded.h"

#include <atomic>
#include <thread>

#include "catalog/catalog_test_room.h"
#include "catalog/product_search_contract.h"

namespace lumen::catalog {
namespace {

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, ProductSearchContract, CatalogTestRoom);

void put(CatalogTestRoom& room, const std::vector<Product>& products) {
  ASSERT_TRUE(test::run(room.store().upsert(products, Deadline::never())));
  ASSERT_TRUE(test::run(room.search().index(products, Deadline::never())));
}

std::vector<std::string> answer_to(CatalogTestRoom& room, const std::string& text) {
  const auto answer = test::run(room.search().search({text, {}, 8, {}}, Deadline::never()));
  std::vector<std::string> ids;
  for (const ScoredProduct& one : *answer) ids.push_back(one.product.id.text() + " " + one.product.why);
  return ids;
}

TEST(ProductSearchEmbedded, AtStartNothingIsEmbeddedThatWasBefore) {
  CatalogTestRoom room;
  put(room, contract_shelf());
  EXPECT_EQ(room.embedder().count, 8U);
  const auto before = answer_to(room, "retinol");
  room.embedder().count = 0;
  room.reopen();
  EXPECT_EQ(room.embedder().count, 0U);
  EXPECT_EQ(room.search().size(), 8);
  EXPECT_EQ(answer_to(room, "retinol"), before);
}

TEST(ProductSearchEmbedded, VectorsOfAnotherEmbedderAreMadeAnew) {
  CatalogTestRoom room;
  put(room, contract_shelf());
  room.embedder().count = 0;
  room.embedder().suffix = "-next";
  room.reopen();
  EXPECT_EQ(room.embedder().count, 8U);
  room.reopen();
  EXPECT_EQ(room.embedder().count, 8U);
}

// A crash between the store and the index leaves a product without its vector, or with an old one.
TEST(ProductSearchEmbedded, AtStartTheStoreIsTheTruth) {
  CatalogTestRoom room;
  put(room, contract_shelf());
  const Product added = shelf_product("new", "Iota", "Sulfur Paste", "Treatment", {"Sulfur 10%", "Water"});
  const Product changed = shelf_product("plain", "Theta", "Oat Bar", "Cleanser", {"Colloidal Oatmeal", "Water"});
  ASSERT_TRUE(test::run(room.store().upsert({added, changed}, Deadline::never())));
  room.embedder().count = 0;
  room.reopen();
  EXPECT_EQ(room.embedder().count, 2U);
  EXPECT_EQ(room.search().size(), 9);
  EXPECT_EQ(answer_to(room, "sulfur").front().substr(0, 4), "new ");
  EXPECT_EQ(answer_to(room, "oat bar").front().substr(0, 6), "plain ");
}

TEST(ProductSearchEmbedded, ALabelIsAnsweredWithoutEmbedding) {
  CatalogTestRoom room;
  put(room, contract_shelf());
  room.embedder().count = 0;
  answer_to(room, "Dark Circles");
  answer_to(room, "something for red cheeks");
  answer_to(room, "General");
  EXPECT_EQ(room.embedder().count, 0U);
  answer_to(room, "retinol");
  EXPECT_EQ(room.embedder().count, 1U);
}

TEST(ProductSearchEmbedded, KindsAndBrandsAreMixed) {
  CatalogTestRoom room;
  std::vector<Product> products;
  for (int i = 0; i < 6; ++i) {
    products.push_back(shelf_product("a" + std::to_string(i), "Same", "Serum " + std::to_string(i), "Treatment",
                                     {"Benzoyl Peroxide", "Niacinamide"}));
  }
  products.push_back(shelf_product("other", "Other", "Wash", "Cleanser", {"Benzoyl Peroxide", "Niacinamide"}));
  put(room, products);
  const auto answer = test::run(room.search().by_condition(Label::acne, 3, {}, Deadline::never()));
  ASSERT_TRUE(answer);
  EXPECT_EQ((*answer)[0].product.brand, "Same");
  EXPECT_EQ((*answer)[1].product.brand, "Other");
}

TEST(ProductSearchEmbedded, SearchesGoOnWhileProductsAreIndexed) {
  CatalogTestRoom room;
  put(room, contract_shelf());
  std::vector<std::thread> readers;
  std::atomic<int> answered = 0;
  for (int reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&] {
      for (int i = 0; i < 40; ++i) answered += answer_to(room, i % 2 == 0 ? "retinol" : "acne").size() == 8 ? 1 : 0;
    });
  }
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(test::run(room.search().index(contract_shelf(), Deadline::never())));
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(answered, 120);
}

TEST(ProductSearchEmbedded, AnEmptyCatalogAnswersNothing) {
  CatalogTestRoom room;
  EXPECT_TRUE(answer_to(room, "acne").empty());
  EXPECT_TRUE(answer_to(room, "retinol").empty());
}

TEST(ProductSearchEmbedded, ALargeCatalogIsSearchedOnThePool) {
  CatalogTestRoom room;
  std::vector<Product> batch;
  for (std::size_t i = 0; i <= ProductSearchEmbedded::inline_products_max; ++i) {
    batch.push_back(
        shelf_product("p" + std::to_string(i), "B" + std::to_string(i), "Gel", "Treatment", {"Niacinamide"}));
    if (batch.size() < 500 && i < ProductSearchEmbedded::inline_products_max) continue;
    ASSERT_TRUE(test::run(room.search().index(std::exchange(batch, {}), Deadline::never())));
  }
  const auto answer = test::run(room.search().search({"gel", {}, 50, {}}, Deadline::never()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->size(), 50U);
  const auto late =
      test::run(room.search().search({"gel", Label::acne, 5, {}}, Deadline::after(std::chrono::seconds(-1))));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::timed_out);
}

}  // namespace
}  // namespace lumen::catalog
