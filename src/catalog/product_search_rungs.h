// SPDX-License-Identifier: Apache-2.0
#pragma once
// Product search on OpenSearch with the embedded search below it. OpenSearch answers while its index is complete and it
// answers in time; else the embedded one does, which always has every product. Writing goes to the embedded search at
// once and to OpenSearch in the background (catalog/opensearch_filler.h).
// Metrics: lumen_product_search_answers_total by rung, lumen_product_search_fallbacks_total by reason ("filling", or the
// error's code). Thread-safe.

#include <chrono>

#include "base/metrics.h"
#include "catalog/opensearch_filler.h"
#include "catalog/product_search.h"
#include "catalog/product_search_opensearch.h"

namespace lumen::catalog {

class ProductSearchRungs final : public ProductSearch {
 public:
  struct Parts {  // outlive it
    ProductSearchOpenSearch& above;
    OpenSearchFiller& filler;
    ProductSearch& below;
    Metrics& metrics;
  };
  // `time_max`: what OpenSearch is given of a search's time.
  ProductSearchRungs(Parts parts, std::chrono::milliseconds time_max) : parts_(parts), time_max_(time_max) {}

  std::string describe() const override;
  Task<Result<std::vector<ScoredProduct>>> search(SearchQuery query, Deadline deadline) override;
  Task<Result<void>> index(std::vector<Product> products, Deadline deadline) override;
  Task<Result<void>> remove(std::vector<ProductId> ids, Deadline deadline) override;
  std::int64_t size() const override { return parts_.below.size(); }

 private:
  void count(const char* rung);
  void fall(const std::string& reason);

  Parts parts_;
  const std::chrono::milliseconds time_max_;
};

}  // namespace lumen::catalog
