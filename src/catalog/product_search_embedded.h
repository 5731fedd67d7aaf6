// SPDX-License-Identifier: Apache-2.0
#pragma once
// Product search in process: catalog/product_index.h behind a lock, with its vectors cached in SQLite. It is
// built from the product store when it is first wanted (65 us a product, because vectors are stored), on the pool;
// searches that come meanwhile wait for it.
// A search of up to `inline_products_max` products runs inline, a larger one on the pool.

#include <memory>
#include <shared_mutex>

#include "base/blocking_pool.h"
#include "base/load_once.h"
#include "base/metrics.h"
#include "catalog/product_index.h"
#include "catalog/product_search.h"
#include "catalog/product_store.h"
#include "catalog/product_vectors.h"

namespace lumen::catalog {

class ProductSearchEmbedded final : public ProductSearch {
 public:
  static constexpr std::size_t inline_products_max = 2'000;

  static Result<void> migrate(store::Database& database) { return ProductVectors::migrate(database); }

  struct Parts {  // outlive the search
    ProductStore& store;
    store::Database& database;
    search::Embedder& embedder;
    BlockingPool& pool;
    Metrics& metrics;
  };

  // Counts the products; a store that cannot be read is this call's error.
  static Task<Result<std::unique_ptr<ProductSearchEmbedded>>> open(const Parts& parts, Deadline deadline);

  // Builds the index now, for whoever wants the first search to be quick.
  Task<Result<void>> warm_up(Deadline deadline);

  std::string describe() const override;
  Task<Result<std::vector<ScoredProduct>>> search(SearchQuery query, Deadline deadline) override;
  Task<Result<void>> index(std::vector<Product> products, Deadline deadline) override;
  Task<Result<void>> remove(std::vector<ProductId> ids, Deadline deadline) override;
  std::int64_t size() const override;

 private:
  ProductSearchEmbedded(const Parts& parts, std::int64_t count);

  Task<Result<void>> load();
  Task<Result<void>> index_now(std::vector<Product> products, Deadline deadline);
  std::vector<ScoredProduct> answer(const SearchQuery& query, const search::Vector& vector) const;
  SearchQuery understand(SearchQuery query) const;
  bool wants_vector(const SearchQuery& query) const;

  ProductStore& store_;
  search::Embedder& embedder_;
  BlockingPool& pool_;
  const std::int64_t count_at_open_;
  LoadOnce loading_;
  ProductVectors stored_;
  mutable std::shared_mutex mutex_;
  ProductIndex products_;
  Histogram& seconds_;
  Gauge& size_;
};

}  // namespace lumen::catalog
