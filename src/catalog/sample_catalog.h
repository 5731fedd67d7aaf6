// SPDX-License-Identifier: Apache-2.0
#pragma once
// The sample catalog inside the binary: about 150 real products, so that Lumen answers before anything was
// imported. It holds only facts that retailers' public listings of 2018 to 2023 state: name, brand, category,
// price in US dollars, stars, number of reviews, ingredients. What was not stated is left out. Prices, formulas
// and stars change: they are an example, not an offer.

#include <string_view>

#include "catalog/import_products.h"

namespace lumen::catalog {

// A JSON array of products, as import_products reads it.
std::string_view sample_catalog_json();

// Puts the sample catalog into the store and the search. Repeatable.
Task<Result<ImportReport>> load_sample_catalog(ProductStore& store, ProductSearch& search, Metrics& metrics,
                                               Deadline deadline);

}  // namespace lumen::catalog
