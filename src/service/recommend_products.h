// SPDX-License-Identifier: Apache-2.0
#pragma once
// Products for a condition, in any words. Thread-safe.

#include <string>
#include <vector>

#include "catalog/product_search.h"
#include "domain/product.h"

namespace lumen::service {

struct RecommendedProducts {
  std::string condition;  // as asked
  std::vector<Product> products;
  std::string explanation;  // why these, in a sentence or two
};

class RecommendProducts {
 public:
  explicit RecommendProducts(catalog::ProductSearch& search) : search_(search) {}

  // `limit` 1..limits::recommendations_max, else `invalid` ("bad_limit"); that many come back whenever the
  // catalog has them. A condition over limits::condition_bytes_max is `invalid` ("bad_condition").
  Task<Result<RecommendedProducts>> run(std::string condition, int limit, Deadline deadline);

 private:
  catalog::ProductSearch& search_;
};

}  // namespace lumen::service
