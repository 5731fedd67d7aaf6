// SPDX-License-Identifier: Apache-2.0
#include "agent/final_answer.h"

#include "agent/answer_json.h"

namespace lumen::agent {
namespace {

constexpr int summary_characters_min = 40;

json::object make_schema() {
  json::object summary{{"type", "string"}, {"minLength", summary_characters_min}, {"maxLength", 2'000}};
  json::object properties{{"summary", std::move(summary)},
                          {"recommendations", text_list_schema(1, 10, 600)},
                          {"care_instructions", text_list_schema(1, 10, 600)},
                          {"product_ids", text_list_schema(0, 10, 128)},
                          {"citation_ids", text_list_schema(0, 20, 64)}};
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", {"summary", "recommendations", "care_instructions"}}};
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
  if (!enough) return fail(too_little_left(answer.guardrails));
  return {};
}

}  // namespace

const json::object& final_answer_schema() {
  static const json::object schema = make_schema();
  return schema;
}

Result<FinalAnswer> parse_final_answer(std::string_view text, std::size_t bytes_max) {
  static const Result<JsonSchema> schema = JsonSchema::compile(final_answer_schema());
  if (!schema) return fail(schema.error());
  const auto object = parse_answer(text, bytes_max, *schema);
  if (!object) return fail(object.error());
  FinalAnswer answer;
  answer.summary = *get_string(*object, "summary");
  answer.recommendations = texts_of(*object, "recommendations");
  answer.care_instructions = texts_of(*object, "care_instructions");
  answer.product_ids = texts_of(*object, "product_ids");
  answer.citation_ids = texts_of(*object, "citation_ids");
  std::vector<std::string_view> texts = {answer.summary};
  texts.insert(texts.end(), answer.recommendations.begin(), answer.recommendations.end());
  texts.insert(texts.end(), answer.care_instructions.begin(), answer.care_instructions.end());
  if (auto clean = check_wording(texts); !clean) return fail(clean.error());
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
