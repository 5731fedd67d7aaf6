// SPDX-License-Identifier: Apache-2.0
#include "agent/answer_json.h"

#include <algorithm>
#include <utility>

#include "agent/guardrails.h"
#include "agent/wording.h"
#include "base/encoding.h"

namespace lumen::agent {
namespace {

// From the first brace to the last: models like to wrap their JSON.
std::string_view json_part(std::string_view text) {
  const std::size_t open = text.find('{');
  const std::size_t close = text.rfind('}');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return text;
  return text.substr(open, close - open + 1);
}

}  // namespace

json::object text_list_schema(int items_min, int items_max, int characters_max) {
  json::object item{{"type", "string"}, {"minLength", 1}, {"maxLength", characters_max}};
  return {{"type", "array"}, {"minItems", items_min}, {"maxItems", items_max}, {"items", std::move(item)}};
}

json::object cited_list_schema(int items_min, int items_max, int characters_max) {
  json::object text{{"type", "string"}, {"minLength", 1}, {"maxLength", characters_max}};
  json::object statement{{"type", "object"},
                         {"properties", json::object{{"text", text},
                                                     {"cite", text_list_schema(0, cites_max, cite_characters_max)}}},
                         {"required", {"text"}}};
  json::object item{{"anyOf", json::array{std::move(text), std::move(statement)}}};
  return {{"type", "array"}, {"minItems", items_min}, {"maxItems", items_max}, {"items", std::move(item)}};
}

CitedText cited_text_of(const json::value& value) {
  if (const json::string* text = value.if_string()) return {std::string(*text), {}};
  const json::object& object = value.get_object();
  return {*get_string(object, "text"), texts_of(object, "cite")};
}

json::value to_json(const CitedText& statement) {
  if (statement.cite.empty()) return json::string(statement.text);
  return json::object{{"text", statement.text}, {"cite", array_of(statement.cite)}};
}

Result<json::object> parse_answer(std::string_view text, std::size_t bytes_max, const JsonSchema& schema) {
  if (text.size() > bytes_max) return fail(invalid("answer_too_large", "The answer is too long."));
  if (!is_utf8(text)) return fail(invalid("bad_answer", "The answer is not UTF-8."));
  auto value = parse_json(json_part(text), {.bytes_max = bytes_max, .depth_max = 8});
  if (!value) return fail(invalid("bad_answer", "The answer is not one JSON object: " + value.error().message));
  if (auto fits = schema.check(*value); !fits) {
    return fail(invalid("bad_answer", "The answer does not fit the form: " + fits.error().message));
  }
  return std::move(value->get_object());
}

Result<void> check_wording(const std::vector<std::string_view>& texts) {
  for (const std::string_view text : texts) {
    if (const std::string_view phrase = banned_wording(text); !phrase.empty()) {
      return fail(invalid("banned_wording", "Say what was measured, not what it is: leave out \"" +
                                                std::string(phrase) + "\" and anything like it."));
    }
  }
  return {};
}

std::string guarded(std::string_view text, std::vector<std::string>& rules) {
  GuardVerdict verdict = guard_answer(text);
  if (verdict.action == GuardAction::allow) return std::string(text);
  for (std::string& rule : verdict.rules) {
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(std::move(rule));
  }
  return std::string(trim(verdict.text));
}

Error too_little_left(const std::vector<std::string>& rules) {
  const std::string rule = rules.empty() ? "empty" : rules.front();
  return invalid("guardrail", "Too little of that may be said (" + rule +
                                  "). Speak of what was measured and of cosmetic care only.");
}

std::vector<std::string> texts_of(const json::object& object, std::string_view name) {
  std::vector<std::string> texts;
  const json::array* array = get_array(object, name);
  for (const json::value& value : array == nullptr ? json::array() : *array) texts.emplace_back(value.get_string());
  return texts;
}

json::array array_of(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

}  // namespace lumen::agent
