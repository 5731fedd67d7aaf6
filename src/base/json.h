// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reading untrusted JSON within limits, and small helpers. Stateless.

#include <boost/json.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lumen {

namespace json = boost::json;

struct JsonLimits {
  std::size_t bytes_max = 1 << 20;
  std::size_t depth_max = 16;
};

// One JSON value and nothing after it. The error says where and why ("malformed_json", "json_too_deep",
// "json_too_large"). Invalid UTF-8 is malformed.
Result<json::value> parse_json(std::string_view text, JsonLimits limits = {});

// A member of the wanted type, or nothing when absent, null or of another type.
std::optional<std::string> get_string(const json::object& object, std::string_view name);
std::optional<double> get_number(const json::object& object, std::string_view name);
std::optional<std::int64_t> get_integer(const json::object& object, std::string_view name);
std::optional<bool> get_bool(const json::object& object, std::string_view name);
const json::object* get_object(const json::object& object, std::string_view name);
const json::array* get_array(const json::object& object, std::string_view name);

// A string as JSON text, quotes included.
std::string json_quote(std::string_view text);

// Shortest form that keeps `decimals` digits after the point: 0.85, 3, 12.5. For hand-written documents.
double round_to(double value, int decimals);

}  // namespace lumen
