// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether a product breaks what a query asked for, read from the product as it is kept: name, brand, category, price
// and ingredient list. Written apart from the search's own filters, so that a slip there is seen here. Pure.

#include <string>

#include "domain/product.h"
#include "eval/judged_queries.h"

namespace lumen::eval {

// The first constraint that the product breaks, for people ("fragrance_free: Linalool"), or "".
//   fragrance_free  no fragrance or parfum, no fragrance allergen that labels must name, no oil of a scented plant
//   vegan           nothing that only comes from animals: honey, beeswax, lanolin, silk, carmine, …
//   pregnancy_safe  no retinoid or retinyl ester, no hydroquinone, and in what stays on the skin no salicylic acid
//                   of more than 2 percent or unstated strength
//   price_usd_max   the price is stated and not higher
//   category        the kind of product by name or its category
//   skin_type       oily, combination: no heavy oil or petrolatum; dry: no drying alcohol or strong cleansing agent
//                   among the first five; sensitive: no drying alcohol there and nothing against fragrance_free
// A product without an ingredient list breaks every constraint on ingredients: nobody can know.
std::string broken_constraint(const Product& product, const Constraints& constraints);

// True when the list names it: by what it is called on labels for a family or an active ("parabens", "retinol"), or by
// the words themselves.
bool contains_ingredient(const Product& product, std::string_view as_said);

}  // namespace lumen::eval
