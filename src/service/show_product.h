// SPDX-License-Identifier: Apache-2.0
#pragma once
// One product with everything that is known of its ingredients. Thread-safe.

#include <string>

#include "catalog/ingredient_groups.h"
#include "catalog/ingredient_table.h"
#include "catalog/product_facts.h"
#include "catalog/product_store.h"

namespace lumen::service {

struct ShownIngredient {
  std::string name;                          // as the label writes it
  const catalog::InciFact* facts = nullptr;  // static; null when the table does not hold it
  catalog::GroupSet groups;
};

struct ShownProduct {
  Product product;  // with watch_for
  catalog::ProductFacts facts;
  std::vector<ShownIngredient> ingredients;
};

class ShowProduct {
 public:
  explicit ShowProduct(catalog::ProductStore& products) : products_(products) {}

  // `not_found` ("unknown_product") for an unknown id.
  Task<Result<ShownProduct>> run(ProductId id, Deadline deadline);

 private:
  catalog::ProductStore& products_;
};

}  // namespace lumen::service
