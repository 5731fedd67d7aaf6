// SPDX-License-Identifier: Apache-2.0
#include "base/json_schema.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "base/json.h"

namespace lumen {
namespace {

using Violation = std::optional<std::string>;

Violation check(const json::value& value, const json::object& schema, const std::string& where);

std::int64_t character_count(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

bool is_whole(const json::value& value) {
  if (value.is_int64() || value.is_uint64()) return true;
  return value.is_double() && std::isfinite(value.get_double()) && std::trunc(value.get_double()) == value.get_double();
}

bool has_type(const json::value& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "integer") return is_whole(value);
  if (type == "number") return value.is_number();
  return type == "null" && value.is_null();
}

std::string plain_number(double number) {
  if (std::trunc(number) == number && std::abs(number) < 1e15) return std::to_string(static_cast<std::int64_t>(number));
  return std::to_string(number);
}

// `size` against schema[at_least] and schema[at_most].
Violation check_range(double size, const json::object& schema, std::string_view at_least, std::string_view at_most,
                      const std::string& subject) {
  const auto least = get_number(schema, at_least);
  if (least && size < *least) return subject + " must be at least " + plain_number(*least) + ".";
  const auto most = get_number(schema, at_most);
  if (most && size > *most) return subject + " must be at most " + plain_number(*most) + ".";
  return std::nullopt;
}

Violation check_members(const json::object& object, const json::object& schema, const std::string& where) {
  const json::array* required = get_array(schema, "required");
  for (const json::value& name : required == nullptr ? json::array() : *required) {
    if (!object.contains(name.as_string())) return where + " needs the member " + std::string(name.as_string()) + ".";
  }
  const json::object* properties = get_object(schema, "properties");
  const bool closed = get_bool(schema, "additionalProperties") == false;
  for (const auto& [name, member] : object) {
    const json::object* inner = properties == nullptr ? nullptr : get_object(*properties, name);
    if (inner == nullptr && closed) return where + " has a member that is not allowed.";
    if (inner == nullptr) continue;
    if (auto violation = check(member, *inner, where + "." + std::string(name))) return violation;
  }
  return std::nullopt;
}

Violation check_items(const json::array& array, const json::object& schema, const std::string& where) {
  const auto range =
      check_range(static_cast<double>(array.size()), schema, "minItems", "maxItems", "The number of items in " + where);
  if (range) return range;
  const json::object* items = get_object(schema, "items");
  if (items == nullptr) return std::nullopt;
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (auto violation = check(array[i], *items, where + "[" + std::to_string(i) + "]")) return violation;
  }
  return std::nullopt;
}

Violation check_enum(const json::value& value, const json::object& schema, const std::string& where) {
  const json::array* choices = get_array(schema, "enum");
  if (choices == nullptr || std::find(choices->begin(), choices->end(), value) != choices->end()) return std::nullopt;
  return where + " must be one of " + json::serialize(*choices) + ".";
}

Violation check(const json::value& value, const json::object& schema, const std::string& where) {
  const auto type = get_string(schema, "type");
  if (type && !has_type(value, *type)) return where + " must be of type " + *type + ".";
  if (auto violation = check_enum(value, schema, where)) return violation;
  if (value.is_number()) return check_range(value.to_number<double>(), schema, "minimum", "maximum", where);
  if (value.is_string()) {
    const auto length = static_cast<double>(character_count(value.get_string()));
    return check_range(length, schema, "minLength", "maxLength", "The length of " + where);
  }
  if (value.is_object()) return check_members(value.get_object(), schema, where);
  if (value.is_array()) return check_items(value.get_array(), schema, where);
  return std::nullopt;
}

}  // namespace

Result<void> check_schema(const json::value& value, const json::object& schema) {
  if (auto violation = check(value, schema, "$")) return fail(invalid("schema_violation", std::move(*violation)));
  return {};
}

void apply_defaults(json::object& object, const json::object& schema) {
  const json::object* properties = get_object(schema, "properties");
  if (properties == nullptr) return;
  for (const auto& [name, property] : *properties) {
    const json::object* inner = property.if_object();
    const json::value* fallback = inner == nullptr ? nullptr : inner->if_contains("default");
    if (fallback != nullptr && !object.contains(name)) object[name] = *fallback;
  }
}

}  // namespace lumen
