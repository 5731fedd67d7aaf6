// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <algorithm>
#include <cmath>

#include "base/encoding.h"

namespace lumen {
namespace {

// 1e400 parses as infinity, which no JSON can say and no sum survives.
bool all_finite(const json::value& value) {
  if (const double* number = value.if_double()) return std::isfinite(*number);
  if (const json::array* array = value.if_array()) return std::all_of(array->begin(), array->end(), all_finite);
  if (const json::object* object = value.if_object()) {
    return std::all_of(object->begin(), object->end(), [](const auto& entry) { return all_finite(entry.value()); });
  }
  return true;
}

}  // namespace

Result<json::value> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.bytes_max) {
    return fail(make_error(ErrorKind::too_large, "json_too_large",
                           "The JSON is larger than " + std::to_string(limits.bytes_max) + " bytes."));
  }
  json::parse_options options;
  options.max_depth = limits.depth_max;
  json::stream_parser parser(json::storage_ptr(), options);
  boost::system::error_code failure;
  const std::size_t used = parser.write_some(text.data(), text.size(), failure);
  if (!failure) parser.finish(failure);
  if (failure == json::error::too_deep) {
    return fail(
        invalid("json_too_deep", "The JSON is nested deeper than " + std::to_string(limits.depth_max) + " levels."));
  }
  const bool only_space_left = !failure && trim(text.substr(used)).empty();
  if (!only_space_left) {
    return fail(invalid("malformed_json", "The body is not valid JSON (near byte " + std::to_string(used) + ").",
                        failure.message()));
  }
  json::value value = parser.release();
  if (!all_finite(value)) return fail(invalid("malformed_json", "The JSON has a number that is too large."));
  return value;
}

std::optional<std::string> get_string(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string(value->get_string());
}

std::optional<double> get_number(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->to_number<double>();
}

std::optional<std::int64_t> get_integer(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) return std::nullopt;
  boost::system::error_code out_of_range;
  const bool whole = value->is_int64() || value->is_uint64();
  const auto number = whole ? value->to_number<std::int64_t>(out_of_range) : 0;
  if (!whole || out_of_range) return std::nullopt;
  return number;
}

std::optional<bool> get_bool(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_bool()) return std::nullopt;
  return value->get_bool();
}

const json::object* get_object(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

const json::array* get_array(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_array();
}

std::string json_quote(std::string_view text) { return json::serialize(json::string(text)); }

double round_to(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return std::round(value * scale) / scale;
}

}  // namespace lumen
