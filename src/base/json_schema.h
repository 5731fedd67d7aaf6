// SPDX-License-Identifier: Apache-2.0
#pragma once
// Checks a JSON value against the part of JSON Schema (2020-12) that Lumen writes: type (one name), enum,
// properties, required, additionalProperties: false, minimum, maximum, minLength, maxLength (in characters),
// items, minItems, maxItems. Other keywords are annotations and do not constrain. Pure.

#include <boost/json.hpp>

#include "base/result.h"

namespace lumen {

// The first violation as `invalid` ("schema_violation"); its public message says where and what would be
// right: "$.limit must be at most 10." The value itself is never repeated.
Result<void> check_schema(const boost::json::value& value, const boost::json::object& schema);

// Adds each absent member of `object` whose property schema states a `default`.
void apply_defaults(boost::json::object& object, const boost::json::object& schema);

}  // namespace lumen
