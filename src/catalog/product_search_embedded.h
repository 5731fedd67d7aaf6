// SPDX-License-Identifier: Apache-2.0
#pragma once
// Product search in process: catalog/product_index.h behind a lock, with its vectors cached in SQLite. It is
// built from the product store when it is first wanted (65 us a product, because vectors are stored), on the pool;
// searches that come meanwhile wait for it.
// A search of up to `inline_products_max` products runs inline, a larger one on the pool.
//
// An embedder elsewhere may be away, and another one may take over: then the vectors that are there answer (of the
// embedder before, when it can still be asked), products without one are found by their words and their fit, and
// `renew` makes the missing ones bit by bit (catalog/vector_renewal.h). When the last one is there, the new vectors
// take over at once. Metrics: lumen_product_vectors_missing, lumen_product_search_lexical_total.

#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <unordered_set>

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
    // The embedder that made stored vectors, by its id; null when it cannot be asked any more. May be empty.
    std::function<std::unique_ptr<search::Embedder>(std::string_view id)> previous{};
    search::VectorIndex::Options vectors{};  // e.g. the file from which the next start takes its graph
  };

  // How far the vectors of the wanted embedder are.
  struct Renewal {
    std::size_t missing = 0;
    bool answering = false;  // they answer; otherwise those of another embedder do
  };

  // Counts the products; a store that cannot be read is this call's error.
  static Task<Result<std::unique_ptr<ProductSearchEmbedded>>> open(const Parts& parts, Deadline deadline);

  // Builds the index now, for whoever wants the first search to be quick.
  Task<Result<void>> warm_up(Deadline deadline);

  // Makes up to renewed_per_call_max missing vectors, and lets the new ones answer once none is missing. What was made
  // is durable. Errors: the embedder's. One caller at a time.
  Task<Result<Renewal>> renew(Deadline deadline);
  static constexpr std::size_t renewed_per_call_max = 64;
  Renewal renewal() const;
  // Removes what other embedders left, when their vectors answer no more.
  Task<Result<void>> remove_old_vectors(Deadline deadline);

  // Waits until the vectors' index holds what it should (search/vector_index.h).
  void wait_until_grown();

  std::string describe() const override;
  Task<Result<std::vector<ScoredProduct>>> search(SearchQuery query, Deadline deadline) override;
  Task<Result<void>> index(std::vector<Product> products, Deadline deadline) override;
  Task<Result<void>> remove(std::vector<ProductId> ids, Deadline deadline) override;
  std::int64_t size() const override;

 private:
  ProductSearchEmbedded(const Parts& parts, std::int64_t count);

  struct Renewed;
  Task<Result<void>> load();
  Result<void> choose_answering(const std::unordered_map<std::string, std::uint64_t>& fingerprints);
  ProductVectors& stored_answering();
  bool may_be_away() const;
  search::Embedder& answering() const;
  std::vector<Renewed> next_missing();
  void keep_renewed(const std::vector<Renewed>& renewed, const std::vector<search::Vector>& vectors);
  Result<void> take_over();
  void settle();
  void show_missing();
  Task<Result<void>> index_now(std::vector<Product> products, Deadline deadline);
  Task<Result<search::Vector>> query_vector(const SearchQuery& query, Deadline deadline);
  std::vector<ScoredProduct> answer(const SearchQuery& query, const search::Vector& vector) const;
  SearchQuery understand(SearchQuery query) const;
  bool wants_vector(const SearchQuery& query) const;

  ProductStore& store_;
  search::Embedder& embedder_;  // the wanted one
  const std::function<std::unique_ptr<search::Embedder>(std::string_view)> find_previous_;
  BlockingPool& pool_;
  const search::VectorIndex::Options vector_options_;
  const std::int64_t count_at_open_;
  LoadOnce loading_;
  store::Database& database_;
  ProductVectors stored_;
  std::unique_ptr<search::Embedder> previous_;  // set by load, kept to the end
  std::optional<ProductVectors> stored_previous_;
  mutable std::shared_mutex mutex_;
  ProductIndex products_;
  search::Embedder* answering_;            // whose vectors are in products_
  std::unordered_set<ProductId> missing_;  // without a vector of the wanted embedder
  std::uint64_t changes_ = 0;              // of products_
  Histogram& seconds_;
  Gauge& size_;
  Gauge& missing_gauge_;
  Counter& lexical_;
};

}  // namespace lumen::catalog
