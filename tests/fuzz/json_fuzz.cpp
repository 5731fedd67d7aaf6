// SPDX-License-Identifier: Apache-2.0
// Any bytes as a JSON body: a value within the limits that reads the same when it is written again, or the refusal
// that names the limit that was broken.

#include <algorithm>
#include <cmath>

#include "base/json.h"
#include "tests/fuzz/fuzz.h"

namespace json = lumen::json;
using lumen::fuzz::require;

namespace {

constexpr lumen::JsonLimits limits{.bytes_max = 2'000, .depth_max = 8};

std::size_t depth_of(const json::value& value) {
  std::size_t deepest = 0;
  if (const json::object* object = value.if_object()) {
    for (const auto& member : *object) deepest = std::max(deepest, depth_of(member.value()));
    return deepest + 1;
  }
  if (const json::array* array = value.if_array()) {
    for (const json::value& item : *array) deepest = std::max(deepest, depth_of(item));
    return deepest + 1;
  }
  return 0;
}

// How many brackets are open at once, strings left out.
std::size_t brackets_open_max(std::string_view text) {
  std::size_t open = 0;
  std::size_t most = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') ++i;
    if (c == '"') in_string = !in_string;
    if (in_string) continue;
    if (c == '{' || c == '[') most = std::max(most, ++open);
    if ((c == '}' || c == ']') && open > 0) --open;
  }
  return most;
}

// A number beyond a double's range reads as infinity, and 0e400 as none at all: JSON cannot write them.
bool is_writable(const json::value& value) {
  if (const json::object* object = value.if_object()) {
    return std::all_of(object->begin(), object->end(), [](const auto& member) { return is_writable(member.value()); });
  }
  if (const json::array* array = value.if_array()) return std::all_of(array->begin(), array->end(), is_writable);
  return !value.is_double() || std::isfinite(value.get_double());
}

// Boost.JSON reads a decimal fraction to within the last digits of a double.
bool same_number(double a, double b) { return a == b || std::abs(a - b) <= 1e-14 * std::max(std::abs(a), std::abs(b)); }

bool same(const json::value& a, const json::value& b) {
  if (a.is_double() && b.is_double()) return same_number(a.get_double(), b.get_double());
  if (a.is_array() && b.is_array()) {
    return std::equal(a.get_array().begin(), a.get_array().end(), b.get_array().begin(), b.get_array().end(), same);
  }
  if (!a.is_object() || !b.is_object()) return a == b;
  const auto same_member = [](const json::key_value_pair& one, const json::key_value_pair& other) {
    return one.key() == other.key() && same(one.value(), other.value());
  };
  return std::equal(a.get_object().begin(), a.get_object().end(), b.get_object().begin(), b.get_object().end(),
                    same_member);
}

// Each getter answers for its own type only.
void ask_members(const json::object& object) {
  for (const auto& [name, value] : object) {
    require(lumen::is_utf8(name), "a name is UTF-8");
    const auto text = lumen::get_string(object, name);
    require(text.has_value() == value.is_string(), "a string is a string");
    if (text) require(lumen::is_utf8(*text), "a string is UTF-8");
    require(lumen::get_number(object, name).has_value() == value.is_number(), "a number is a number");
    if (const auto whole = lumen::get_integer(object, name)) require(value == *whole, "an integer is not rounded");
    require(lumen::get_bool(object, name).has_value() == value.is_bool(), "true and false are a bool");
    require((lumen::get_object(object, name) != nullptr) == value.is_object(), "an object is an object");
    require((lumen::get_array(object, name) != nullptr) == value.is_array(), "an array is an array");
    if (const json::object* inner = value.if_object()) ask_members(*inner);
  }
}

void check_refusal(std::string_view text, const lumen::Error& error) {
  require((error.code == "json_too_large") == (text.size() > limits.bytes_max), "the size is checked first");
  if (error.code == "json_too_deep")
    require(brackets_open_max(text) > limits.depth_max, "only a deep body is too deep");
  require(error.code == "json_too_large" || error.code == "json_too_deep" || error.code == "malformed_json",
          "a refusal is known");
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  return {text_seed(
              R"({"content_type": "image/jpeg", "bytes": 123456, "conditions": ["acne", "dryness"], "notify": true})"),
          text_seed(R"({"a": [1, 2.5e3, -0, 18446744073709551615, -9223372036854775808, 1e400], "b": null})"),
          text_seed(R"( [{"u": "\u00e9\ud83d\ude42\n", "v": "é", "w": ""}, [], {}] )"),
          text_seed(R"([[[[[[[[1]]]]]]]])"),
          text_seed(R"([[[[{"a":[[[[2]]]]}]]]])"),
          text_seed("\"text\""),
          text_seed("[" + std::string(1'990, ' ') + "12345678]")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = lumen::as_text({data, size});
  if (lumen::is_utf8(text)) {
    const auto quoted = lumen::parse_json(lumen::json_quote(text));
    require(quoted && quoted->is_string() && quoted->get_string() == text, "a quoted text reads back");
  }
  const auto value = lumen::parse_json(text, limits);
  if (!value) {
    check_refusal(text, value.error());
    return 0;
  }
  require(size <= limits.bytes_max, "a body has a largest size");
  require(depth_of(*value) <= limits.depth_max, "a body has a largest depth");
  require(lumen::is_utf8(text), "a body is UTF-8");
  if (const json::object* object = value->if_object()) ask_members(*object);
  if (!is_writable(*value)) return 0;
  const auto again = lumen::parse_json(json::serialize(*value));
  require(again && same(*value, *again), "a body that is written again reads the same");
  return 0;
}
