// SPDX-License-Identifier: Apache-2.0
#pragma once
// Products, conflicts and routines in wire form, and the filters of a request. Pure.

#include "base/json.h"
#include "catalog/product_search.h"
#include "api/http_message.h"
#include "service/build_routine.h"
#include "service/recommend_products.h"
#include "service/show_product.h"

namespace lumen::api {

// category, brand, min_price, max_price, min_rating, skin_type, exclude, allergies (names separated by commas),
// pregnancy_safe, vegan, fragrance_free. The gate has checked their form; `invalid` ("bad_filter") for a kind of skin
// nobody knows.
Result<catalog::SearchFilters> wanted_filters(const RequestHead& head);

// A product (domain/product_json.h) with `serves` [{concern, ingredient, reason, citation?}] when there is any.
json::object to_json(const service::ReasonedProduct& product);
// {condition, products, explanation}, and filters, conflicts and urgent when there are any.
json::object to_json(const service::RecommendedProducts& answer);
// A product with `facts` {ingredients_known, vegan, fragrance_free, pregnancy_safe} and `ingredient_facts`.
json::object to_json(const service::ShownProduct& shown);
json::object to_json(const service::Routine& routine);

}  // namespace lumen::api
