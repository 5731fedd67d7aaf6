// SPDX-License-Identifier: Apache-2.0
#include "agent/final_answer.h"

#include <algorithm>

#include "agent/answer_json.h"
#include "agent/sentences.h"

namespace lumen::agent {
namespace {

constexpr int summary_characters_min = 40;
constexpr int summary_characters_max = 2'000;
constexpr int item_characters_max = 600;
constexpr int summary_statements_max = 20;

json::object make_schema() {
  json::object text{
      {"type", "string"}, {"minLength", summary_characters_min}, {"maxLength", summary_characters_max}};
  json::object statements = cited_list_schema(1, summary_statements_max, item_characters_max);
  json::object summary{{"anyOf", json::array{std::move(text), std::move(statements)}}};
  json::object properties{{"summary", std::move(summary)},
                          {"recommendations", cited_list_schema(1, 10, item_characters_max)},
                          {"care_instructions", cited_list_schema(1, 10, item_characters_max)},
                          {"product_ids", text_list_schema(0, 10, 128)},
                          {"citation_ids", text_list_schema(0, 20, 64)}};
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", {"summary", "recommendations", "care_instructions"}}};
}

void note_cites(FinalAnswer& answer, std::string text, const std::vector<std::string>& cite) {
  if (!cite.empty()) answer.cites.insert_or_assign(std::move(text), cite);
}

std::vector<std::string> items_of(const json::object& object, std::string_view name, FinalAnswer& answer) {
  std::vector<std::string> texts;
  for (const json::value& value : *get_array(object, name)) {
    CitedText item = cited_text_of(value);
    texts.push_back(item.text);
    note_cites(answer, std::move(item.text), item.cite);
  }
  return texts;
}

Result<void> read_summary(const json::value& summary, FinalAnswer& answer) {
  if (const json::string* text = summary.if_string()) {
    answer.summary = std::string(*text);
    return {};
  }
  for (const json::value& value : summary.get_array()) {
    const CitedText statement = cited_text_of(value);
    for (std::string& sentence : split_sentences(statement.text)) {
      answer.summary += (answer.summary.empty() ? "" : " ") + sentence;
      note_cites(answer, std::move(sentence), statement.cite);
    }
  }
  const auto characters = std::count_if(answer.summary.begin(), answer.summary.end(),
                                        [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  if (characters >= summary_characters_min && characters <= summary_characters_max) return {};
  return fail(invalid("bad_answer", "The summary has 40 to 2,000 characters."));
}

CitedText cited(const std::string& text, const Cites& cites) {
  const auto found = cites.find(text);
  return {text, found == cites.end() ? std::vector<std::string>() : found->second};
}

json::array items_to_json(const std::vector<std::string>& texts, const Cites& cites) {
  json::array items;
  for (const std::string& text : texts) items.push_back(to_json(cited(text, cites)));
  return items;
}

// Statements, when one of its sentences is cited.
json::value summary_to_json(const FinalAnswer& answer) {
  const std::vector<std::string> sentences = split_sentences(answer.summary);
  const bool any = std::any_of(sentences.begin(), sentences.end(),
                               [&](const std::string& one) { return answer.cites.contains(one); });
  if (!any || sentences.size() > static_cast<std::size_t>(summary_statements_max)) return json::string(answer.summary);
  return items_to_json(sentences, answer.cites);
}

// The sources of a text whose rest stays go with it.
std::string guard_text(const std::string& text, FinalAnswer& answer) {
  std::string left = guarded(text, answer.guardrails);
  const auto cite = answer.cites.find(text);
  if (left != text && cite != answer.cites.end()) note_cites(answer, left, cite->second);
  return left;
}

void guard_list(std::vector<std::string>& texts, FinalAnswer& answer) {
  for (std::string& text : texts) text = guard_text(text, answer);
  std::erase(texts, "");
}

Result<void> guard(FinalAnswer& answer) {
  answer.summary = guarded(answer.summary, answer.guardrails);
  guard_list(answer.recommendations, answer);
  guard_list(answer.care_instructions, answer);
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
  if (auto read = read_summary(object->at("summary"), answer); !read) return fail(read.error());
  answer.recommendations = items_of(*object, "recommendations", answer);
  answer.care_instructions = items_of(*object, "care_instructions", answer);
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
  return json::serialize(json::object{{"summary", summary_to_json(answer)},
                                      {"recommendations", items_to_json(answer.recommendations, answer.cites)},
                                      {"care_instructions", items_to_json(answer.care_instructions, answer.cites)},
                                      {"product_ids", array_of(answer.product_ids)},
                                      {"citation_ids", array_of(answer.citation_ids)}});
}

}  // namespace lumen::agent
