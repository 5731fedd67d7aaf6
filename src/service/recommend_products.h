// SPDX-License-Identifier: Apache-2.0
#pragma once
// Products for a condition in any words, for what a person looks for, or for one person's own findings.
// Thread-safe.

#include <string>
#include <vector>

#include "analyses/analysis_store.h"
#include "catalog/conflicts.h"
#include "catalog/product_search.h"
#include "domain/product.h"
#include "service/product_reasons.h"

namespace lumen::service {

// Two products of one answer that published advice keeps apart.
struct ProductConflict {
  ProductId one;
  ProductId other;
  const catalog::ConflictRule* rule = nullptr;  // static
};
std::vector<ProductConflict> conflicts_among(const std::vector<ReasonedProduct>& products);

struct RecommendedProducts {
  std::string condition;  // as asked
  std::vector<ReasonedProduct> products;
  std::string explanation;              // why these, in a sentence or two
  std::vector<std::string> understood;  // each filter, for people
  std::vector<ProductConflict> conflicts;
  bool urgent = false;  // an urgent sign: no product is offered, and `explanation` says whom to see
};

class RecommendProducts {
 public:
  RecommendProducts(catalog::ProductSearch& search, analyses::AnalysisStore& analyses)
      : search_(search), analyses_(analyses) {}

  // `limit` 1..limits::recommendations_max, else `invalid` ("bad_limit"); that many come back whenever the catalog
  // has them. A condition over limits::condition_bytes_max is `invalid` ("bad_condition"). Filters that the words
  // say ("no fragrance") hold beside `filters`.
  Task<Result<RecommendedProducts>> run(std::string condition, catalog::SearchFilters filters, int limit,
                                        Deadline deadline);

  // For the findings of one analysis: most products for its condition, the others for what else was found. Errors of
  // read_findings beside those above.
  Task<Result<RecommendedProducts>> for_person(UserId owner, AnalysisId id, catalog::SearchFilters filters, int limit,
                                               Deadline deadline);

 private:
  catalog::ProductSearch& search_;
  analyses::AnalysisStore& analyses_;
};

}  // namespace lumen::service
