// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_store_embedded.h"

#include "catalog/product_store_contract.h"
#include "tests/support/temp_folder.h"

namespace lumen::catalog {
namespace {

class EmbeddedFixture {
 public:
  EmbeddedFixture() {
    auto opened = store::Database::open(folder_.path() / "test.db", null_metrics());
    if (!opened) throw std::runtime_error(opened.error().detail);
    database_ = std::move(*opened);
    if (!ProductStoreEmbedded::migrate(*database_)) throw std::runtime_error("migration failed");
    store_.emplace(*database_);
  }
  ProductStore& store() { return *store_; }

 private:
  test::TempFolder folder_;
  std::unique_ptr<store::Database> database_;
  std::optional<ProductStoreEmbedded> store_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, ProductStoreContract, EmbeddedFixture);

TEST(ProductStoreEmbedded, ProductsOutliveTheProcess) {
  const test::TempFolder folder;
  const Product product = contract_product("p-1", "Clear Gel");
  for (int opening = 0; opening < 2; ++opening) {
    auto database = store::Database::open(folder.path() / "test.db", null_metrics());
    ASSERT_TRUE(database);
    ASSERT_TRUE(ProductStoreEmbedded::migrate(**database));
    ProductStoreEmbedded store(**database);
    if (opening == 0) {
      ASSERT_TRUE(test::run(store.upsert({product}, Deadline::never())));
    }
    EXPECT_EQ(*test::run(list_all(store, Deadline::never())), std::vector<Product>{product});
  }
}

TEST(ProductStoreEmbedded, AnExpiredWriteChangesNothing) {
  EmbeddedFixture fixture;
  const auto done = test::run(
      fixture.store().upsert({contract_product("p-1", "Clear Gel")}, Deadline::after(std::chrono::seconds(-1))));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::timed_out);
  EXPECT_EQ(*test::run(fixture.store().count(Deadline::never())), 0);
}

}  // namespace
}  // namespace lumen::catalog
