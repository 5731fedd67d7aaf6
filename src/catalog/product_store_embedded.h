// SPDX-License-Identifier: Apache-2.0
#pragma once
// Products in SQLite: one row each, the product as JSON in wire form. Reads complete inline (about 10
// microseconds a product); writes await the group-commit writer.

#include "catalog/product_store.h"
#include "store/database.h"

namespace lumen::catalog {

class ProductStoreEmbedded final : public ProductStore {
 public:
  static Result<void> migrate(store::Database& database);

  explicit ProductStoreEmbedded(store::Database& database) : database_(database) {}

  std::string describe() const override { return "embedded (SQLite)"; }
  Task<Result<void>> upsert(std::vector<Product> products, Deadline deadline) override;
  Task<Result<std::vector<Product>>> get(std::vector<ProductId> ids, Deadline deadline) override;
  Task<Result<ProductPage>> list(int limit, std::string cursor, Deadline deadline) override;
  Task<Result<void>> remove(std::vector<ProductId> ids, Deadline deadline) override;
  Task<Result<std::int64_t>> count(Deadline deadline) override;

 private:
  store::Database& database_;
};

}  // namespace lumen::catalog
