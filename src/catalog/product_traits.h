// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the search compares a product by, beside its concern fit: read once, when it is indexed. Pure.

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "catalog/asked_words.h"
#include "catalog/concern_fit.h"
#include "catalog/name_aims.h"
#include "domain/product.h"

namespace lumen::catalog {

struct ProductTraits {
  std::string brand;     // lower case, for comparing
  std::string category;  // lower case
  std::optional<double> price_usd;
  double quality = 1;  // 0.8 to 1.0 by stars, pulled towards 4.0 when few people rated
  NameAims aims;
  RoleSet roles;  // its own and those that its name speaks of; exfoliator for a toner or serum of strong acids
  FormSet forms;  // that its name speaks of
  // Of its actives, by place in all_actives(), 0..1: 1 when the name speaks of it, else by its place in the list,
  // and at least 0.45 when little is enough.
  std::vector<std::pair<std::size_t, float>> strengths;

  float strength(std::size_t active) const;
};

ProductTraits traits_of(const Product& product, const ProductFit& fit);

}  // namespace lumen::catalog
