// SPDX-License-Identifier: Apache-2.0
#include "agent/chat_answer.h"

#include <utility>

#include "agent/answer_json.h"

namespace lumen::agent {
namespace {

constexpr int ids_max = 10;
constexpr int id_characters_max = 128;

json::object make_schema() {
  json::object text{{"type", "string"}, {"minLength", 1}, {"maxLength", chat_statement_characters_max}};
  json::object statement{
      {"type", "object"},
      {"properties", json::object{{"text", text}, {"cite", text_list_schema(0, ids_max, id_characters_max)}}},
      {"required", {"text"}}};
  json::object item{{"anyOf", json::array{std::move(text), std::move(statement)}}};
  json::object reply{{"type", "array"}, {"minItems", 1}, {"maxItems", chat_statements_max}, {"items", std::move(item)}};
  return {{"type", "object"},
          {"properties",
           json::object{{"reply", std::move(reply)}, {"product_ids", text_list_schema(0, ids_max, id_characters_max)}}},
          {"required", {"reply"}}};
}

CitedText statement_of(const json::value& value) {
  if (const json::string* text = value.if_string()) return {std::string(*text), {}};
  const json::object& object = value.get_object();
  return {*get_string(object, "text"), texts_of(object, "cite")};
}

}  // namespace

const json::object& chat_answer_schema() {
  static const json::object schema = make_schema();
  return schema;
}

Result<ChatAnswer> parse_chat_answer(std::string_view text, std::size_t bytes_max) {
  static const Result<JsonSchema> schema = JsonSchema::compile(chat_answer_schema());
  if (!schema) return fail(schema.error());
  const auto object = parse_answer(text, bytes_max, *schema);
  if (!object) return fail(object.error());
  ChatAnswer answer;
  for (const json::value& value : *get_array(*object, "reply")) answer.reply.push_back(statement_of(value));
  answer.product_ids = texts_of(*object, "product_ids");
  std::vector<std::string_view> texts;
  for (const CitedText& statement : answer.reply) texts.push_back(statement.text);
  if (auto clean = check_wording(texts); !clean) return fail(clean.error());
  for (CitedText& statement : answer.reply) statement.text = guarded(statement.text, answer.guardrails);
  std::erase_if(answer.reply, [](const CitedText& statement) { return statement.text.empty(); });
  if (answer.reply.empty()) return fail(too_little_left(answer.guardrails));
  return answer;
}

std::string to_json_text(const ChatAnswer& answer) {
  json::array reply;
  for (const CitedText& statement : answer.reply) {
    reply.push_back(json::object{{"text", statement.text}, {"cite", array_of(statement.cite)}});
  }
  return json::serialize(json::object{{"reply", std::move(reply)}, {"product_ids", array_of(answer.product_ids)}});
}

std::string joined(const std::vector<CitedText>& statements) {
  std::string text;
  for (const CitedText& statement : statements) {
    if (!text.empty()) text += ' ';
    text += statement.text;
  }
  return text;
}

}  // namespace lumen::agent
