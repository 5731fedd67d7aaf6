// SPDX-License-Identifier: Apache-2.0
#pragma once
// A product in wire form: product_id, name, brand, description, price_range, amazon_url (strings), rating
// (number) and review_count (integer) are always there, whatever is known; so are rated, category,
// target_conditions (wire labels), ingredients and why. skin_types and watch_for are there when there are any.

#include <boost/json.hpp>

#include "base/result.h"
#include "domain/product.h"

namespace lumen {

boost::json::object to_json(const Product& product);

// Reads what `to_json` wrote. Absent members and labels of a newer version are left out; a missing
// product_id or name is `invalid` ("bad_product").
Result<Product> product_from_json(const boost::json::object& object);

}  // namespace lumen
