// SPDX-License-Identifier: Apache-2.0
#include "agent/chat_memory.h"

#include <algorithm>
#include <utility>

#include "agent/answer_json.h"
#include "agent/case_words.h"
#include "base/encoding.h"
#include "base/json.h"

namespace lumen::agent {
namespace {

constexpr std::size_t asked_bytes_max = 120;

std::string shortened(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  text = text.substr(0, bytes_max);
  while (!text.empty() && !is_utf8(text)) text.remove_suffix(1);
  return std::string(trim(text)) + "…";
}

json::array citations_to_json(const std::vector<Citation>& citations) {
  json::array list;
  for (const Citation& one : citations) {
    list.push_back(json::object{{"title", one.title}, {"source", one.source}, {"url", one.url}});
  }
  return list;
}

std::vector<Citation> citations_from(const json::object& object) {
  std::vector<Citation> citations;
  const json::array* list = get_array(object, "citations");
  for (const json::value& value : list == nullptr ? json::array() : *list) {
    const json::object* one = value.if_object();
    if (one == nullptr) continue;
    citations.push_back({get_string(*one, "title").value_or(""), get_string(*one, "source").value_or(""),
                         get_string(*one, "url").value_or("")});
  }
  return citations;
}

std::size_t bytes_of(const ChatExchange& exchange) { return exchange.message.size() + exchange.reply.size(); }

}  // namespace

std::string to_entry_text(const ChatExchange& exchange) {
  json::array products;
  for (const ProductId& id : exchange.products) products.push_back(json::string(id.text()));
  return json::serialize(json::object{{"message", exchange.message},
                                      {"reply", exchange.reply},
                                      {"citations", citations_to_json(exchange.citations)},
                                      {"products", std::move(products)},
                                      {"guardrails", array_of(exchange.guardrails)},
                                      {"answered_by", exchange.answered_by}});
}

std::optional<ChatExchange> exchange_from_entry(const ConversationEntry& entry) {
  const auto parsed = parse_json(entry.text, {.bytes_max = ConversationStore::entry_bytes_max, .depth_max = 6});
  const json::object* object = parsed ? parsed->if_object() : nullptr;
  if (object == nullptr) return std::nullopt;
  auto message = get_string(*object, "message");
  auto reply = get_string(*object, "reply");
  if (!message || !reply) return std::nullopt;
  ChatExchange exchange;
  exchange.session = entry.session;
  exchange.asked_at_ms = entry.asked_at_ms;
  exchange.message = std::move(*message);
  exchange.reply = std::move(*reply);
  exchange.citations = citations_from(*object);
  for (std::string& id : texts_of(*object, "products")) exchange.products.push_back(ProductId::trusted(std::move(id)));
  exchange.guardrails = texts_of(*object, "guardrails");
  exchange.answered_by = get_string(*object, "answered_by").value_or("");
  return exchange;
}

ChatQuestion remember_for(const AnalysisId& analysis, const std::string& session, std::string message,
                          const std::vector<ConversationEntry>& of_analysis,
                          const std::vector<ConversationEntry>& recent, UnixMillis now_ms) {
  ChatQuestion question;
  question.conversation_id = analysis.text() + "." + session;
  question.message = std::move(message);
  UnixMillis word_for_word_from_ms = now_ms + 1;
  std::size_t bytes = 0;
  for (auto entry = of_analysis.rbegin(); entry != of_analysis.rend(); ++entry) {
    if (entry->session != session) continue;
    auto exchange = exchange_from_entry(*entry);
    if (!exchange) continue;
    bytes += bytes_of(*exchange);
    if (question.earlier.size() == remembered_exchanges_max || bytes > remembered_bytes_max) break;
    word_for_word_from_ms = exchange->asked_at_ms;
    question.earlier.push_back(std::move(*exchange));
  }
  std::reverse(question.earlier.begin(), question.earlier.end());

  for (const ConversationEntry& entry : recent) {
    const bool said_already =
        entry.analysis == analysis && entry.session == session && entry.asked_at_ms >= word_for_word_from_ms;
    const auto exchange = said_already ? std::nullopt : exchange_from_entry(entry);
    if (!exchange) continue;
    const std::string line =
        "- " + ago_text(entry.asked_at_ms, now_ms) + ": " + shortened(exchange->message, asked_bytes_max) + "\n";
    if (question.digest.size() + line.size() > digest_bytes_max) break;
    question.digest += line;
  }
  return question;
}

}  // namespace lumen::agent
