// SPDX-License-Identifier: Apache-2.0
#include "agent/final_answer.h"

#include <algorithm>
#include <utility>

#include "agent/guardrails.h"
#include "agent/wording.h"
#include "base/encoding.h"
#include "base/json_schema.h"

namespace lumen::agent {
namespace {

constexpr int summary_characters_min = 40;

json::object text_list(int items_min, int items_max, int characters_max) {
  json::object item{{"type", "string"}, {"minLength", 1}, {"maxLength", characters_max}};
  return {{"type", "array"}, {"minItems", items_min}, {"maxItems", items_max}, {"items", std::move(item)}};
}

json::object make_schema() {
  json::object summary{{"type", "string"}, {"minLength", summary_characters_min}, {"maxLength", 2'000}};
  json::object properties{{"summary", std::move(summary)},
                          {"recommendations", text_list(1, 10, 600)},
                          {"care_instructions", text_list(1, 10, 600)},
                          {"product_ids", text_list(0, 10, 128)},
                          {"citation_ids", text_list(0, 20, 64)}};
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", {"summary", "recommendations", "care_instructions"}}};
}

// From the first brace to the last: models like to wrap their JSON.
std::string_view json_part(std::string_view text) {
  const std::size_t open = text.find('{');
  const std::size_t close = text.rfind('}');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return text;
  return text.substr(open, close - open + 1);
}

std::vector<std::string> texts_of(const json::object& object, std::string_view name) {
  std::vector<std::string> texts;
  const json::array* array = get_array(object, name);
  for (const json::value& value : array == nullptr ? json::array() : *array) texts.emplace_back(value.get_string());
  return texts;
}

Result<void> check_wording(const FinalAnswer& answer) {
  std::vector<std::string_view> texts = {answer.summary};
  texts.insert(texts.end(), answer.recommendations.begin(), answer.recommendations.end());
  texts.insert(texts.end(), answer.care_instructions.begin(), answer.care_instructions.end());
  for (const std::string_view text : texts) {
    if (const std::string_view phrase = banned_wording(text); !phrase.empty()) {
      return fail(invalid("banned_wording", "Say what was measured, not what it is: leave out \"" +
                                                std::string(phrase) + "\" and anything like it."));
    }
  }
  return {};
}

// What may be said of `text`.
std::string guarded(std::string_view text, std::vector<std::string>& rules) {
  GuardVerdict verdict = guard_answer(text);
  if (verdict.action == GuardAction::allow) return std::string(text);
  for (std::string& rule : verdict.rules) {
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(std::move(rule));
  }
  return std::string(trim(verdict.text));
}

void guard_list(std::vector<std::string>& texts, std::vector<std::string>& rules) {
  for (std::string& text : texts) text = guarded(text, rules);
  std::erase(texts, "");
}

Result<void> guard(FinalAnswer& answer) {
  answer.summary = guarded(answer.summary, answer.guardrails);
  guard_list(answer.recommendations, answer.guardrails);
  guard_list(answer.care_instructions, answer.guardrails);
  const bool enough = static_cast<int>(answer.summary.size()) >= summary_characters_min &&
                      !answer.recommendations.empty() && !answer.care_instructions.empty();
  if (enough) return {};
  return fail(invalid("guardrail", "Too little of that may be said (" + answer.guardrails.front() +
                                       "). Speak of what was measured and of cosmetic care only."));
}

json::array array_of(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

}  // namespace

const json::object& final_answer_schema() {
  static const json::object schema = make_schema();
  return schema;
}

Result<FinalAnswer> parse_final_answer(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) return fail(invalid("answer_too_large", "The answer is too long."));
  if (!is_utf8(text)) return fail(invalid("bad_answer", "The answer is not UTF-8."));
  const auto value = parse_json(json_part(text), {.bytes_max = bytes_max, .depth_max = 8});
  if (!value) return fail(invalid("bad_answer", "The answer is not one JSON object: " + value.error().message));
  static const Result<JsonSchema> schema = JsonSchema::compile(final_answer_schema());
  if (!schema) return fail(schema.error());
  if (auto fits = schema->check(*value); !fits) {
    return fail(invalid("bad_answer", "The answer does not fit the form: " + fits.error().message));
  }
  const json::object& object = value->get_object();
  FinalAnswer answer;
  answer.summary = *get_string(object, "summary");
  answer.recommendations = texts_of(object, "recommendations");
  answer.care_instructions = texts_of(object, "care_instructions");
  answer.product_ids = texts_of(object, "product_ids");
  answer.citation_ids = texts_of(object, "citation_ids");
  if (auto clean = check_wording(answer); !clean) return fail(clean.error());
  if (auto safe = guard(answer); !safe) return fail(safe.error());
  return answer;
}

std::string to_json_text(const FinalAnswer& answer) {
  return json::serialize(json::object{{"summary", answer.summary},
                                      {"recommendations", array_of(answer.recommendations)},
                                      {"care_instructions", array_of(answer.care_instructions)},
                                      {"product_ids", array_of(answer.product_ids)},
                                      {"citation_ids", array_of(answer.citation_ids)}});
}

}  // namespace lumen::agent
