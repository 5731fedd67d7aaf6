// SPDX-License-Identifier: Apache-2.0
#include "service/chat.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "agent/chat_memory.h"
#include "base/encoding.h"
#include "domain/limits.h"
#include "domain/wire_json.h"
#include "service/past_results.h"

namespace lumen::service {
namespace {

constexpr int recent_max = 30;  // exchanges that are looked at for what was asked in other sessions

bool is_session(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == ':' || c == '-';
  };
  return text.size() <= limits::chat_session_bytes_max && std::all_of(text.begin(), text.end(), fits);
}

Result<void> check(const ChatMessage& message) {
  const bool fits = message.text.size() <= limits::chat_message_bytes_max && is_utf8(message.text);
  if (!fits || trim(message.text).empty()) {
    return fail(invalid("bad_message",
                        "message must be text of 1 to " + std::to_string(limits::chat_message_bytes_max) + " bytes."));
  }
  if (!is_session(message.session)) {
    return fail(invalid("bad_session", "session_id must be as an earlier answer gave it, or be left out."));
  }
  return {};
}

}  // namespace

// A question's place among all and among this person's.
class Chat::Place {
 public:
  Place(Chat& chat, std::string user) : chat_(chat), user_(std::move(user)) {
    const std::lock_guard lock(chat_.mutex_);
    int& mine = chat_.by_user_[user_];
    granted_ = chat_.total_ < limits::chats_at_once_max && mine < limits::chats_at_once_per_user_max;
    if (granted_) {
      ++mine;
      ++chat_.total_;
    } else if (mine == 0) {
      chat_.by_user_.erase(user_);
    }
  }
  ~Place() {
    if (!granted_) return;
    const std::lock_guard lock(chat_.mutex_);
    --chat_.total_;
    if (--chat_.by_user_[user_] == 0) chat_.by_user_.erase(user_);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool granted() const { return granted_; }

 private:
  Chat& chat_;
  std::string user_;
  bool granted_ = false;
};

Chat::Chat(Parts parts)
    : parts_(parts),
      kept_(parts.metrics.counter("lumen_chat_messages_total", "Messages that were answered and kept.")) {}

Task<Result<agent::SkinCase>> Chat::case_of(const Analysis& analysis, Deadline deadline) {
  if (analysis.status != Status::completed) {
    co_return fail(make_error(ErrorKind::conflict, "analysis_not_ready",
                              "There is no finished result to talk about: wait until status is completed."));
  }
  auto prediction = prediction_from_json(analysis.documents.prediction);
  if (!prediction) co_return fail(internal("stored prediction: " + prediction.error().message));
  auto history = co_await past_results(parts_.memory, analysis.owner, analysis.id, deadline);
  co_return agent::make_skin_case(analysis.id, analysis.created_at_ms, std::move(*prediction), std::move(history));
}

Task<Result<agent::ChatQuestion>> Chat::question_of(const ChatMessage& message, Deadline deadline) {
  auto said = co_await parts_.conversations.list(message.owner, message.analysis, "",
                                                 agent::ConversationStore::page_max, deadline);
  if (!said) co_return fail(said.error());
  if (said->size() >= static_cast<std::size_t>(agent::ConversationStore::entries_per_analysis_max)) {
    co_return fail(make_error(ErrorKind::conflict, "conversation_full",
                              "This conversation has reached its limit. Start a new one with a new photo."));
  }
  auto recent = co_await parts_.conversations.recent(message.owner, recent_max, deadline);
  if (!recent) co_return fail(recent.error());
  co_return agent::remember_for(message.analysis, message.session, message.text, *said, *recent, parts_.clock.now_ms());
}

Task<std::vector<Product>> Chat::products_of(std::vector<ProductId> ids, Deadline deadline) {
  std::vector<Product> found;
  if (ids.empty()) co_return found;
  auto products = co_await parts_.products.get(std::move(ids), deadline);
  if (products) found = std::move(*products);
  co_return found;
}

Task<Result<ChatAnswered>> Chat::ask(ChatMessage message, OnTool on_tool, Deadline deadline) {
  if (auto good = check(message); !good) co_return fail(good.error());
  const Place place(*this, message.owner.text());
  if (!place.granted()) {
    Error busy = make_error(ErrorKind::throttled, "chat_busy", "Earlier messages are still being answered.");
    busy.retry_after_s = 2;
    co_return fail(std::move(busy));
  }
  if (message.session.empty()) message.session = hex_encode(parts_.random.bytes<12>());
  co_return co_await answer(std::move(message), std::move(on_tool), deadline);
}

Task<Result<ChatAnswered>> Chat::answer(ChatMessage message, OnTool on_tool, Deadline deadline) {
  auto analysis = co_await parts_.analyses.get(message.owner, message.analysis, deadline);
  if (!analysis) co_return fail(analysis.error());
  auto skin_case = co_await case_of(**analysis, deadline);
  if (!skin_case) co_return fail(skin_case.error());
  auto question = co_await question_of(message, deadline);
  if (!question) co_return fail(question.error());

  ChatAnswered answered;
  answered.exchange.session = message.session;
  answered.exchange.asked_at_ms = parts_.clock.now_ms();
  const auto found = std::make_shared<std::vector<Product>>();
  agent::ToolBox tools = make_agent_tools(parts_.sources, *skin_case, found);
  agent::ChatReply reply = co_await parts_.agent.reply(std::move(*skin_case), std::move(*question), std::move(tools),
                                                       std::move(on_tool), deadline);
  answered.exchange.message = std::move(reply.message);
  answered.exchange.reply = agent::joined(reply.statements);
  answered.exchange.citations = std::move(reply.citations);
  answered.exchange.products = std::move(reply.products);
  answered.exchange.guardrails = std::move(reply.guardrails);
  answered.exchange.answered_by = std::move(reply.answered_by);
  answered.statements = std::move(reply.statements);

  agent::ConversationEntry entry{message.analysis, message.session, answered.exchange.asked_at_ms, (*analysis)->ttl_s,
                                 agent::to_entry_text(answered.exchange)};
  auto kept = co_await parts_.conversations.add(message.owner, std::move(entry), Deadline::never());
  if (!kept) co_return fail(kept.error());
  kept_.increment();
  for (const ProductId& id : answered.exchange.products) {
    const auto product = std::find_if(found->begin(), found->end(), [&](const Product& one) { return one.id == id; });
    if (product != found->end()) answered.products.push_back(*product);
  }
  co_return answered;
}

Task<Result<std::vector<ChatAnswered>>> Chat::list(UserId owner, AnalysisId id, std::string session, int limit,
                                                   Deadline deadline) {
  if (!is_session(session)) {
    co_return fail(invalid("bad_session", "session_id must be as an earlier answer gave it, or be left out."));
  }
  if (limit < 1 || limit > limits::chat_messages_max) {
    co_return fail(invalid(
        "bad_limit", "limit must be a whole number from 1 to " + std::to_string(limits::chat_messages_max) + "."));
  }
  auto analysis = co_await parts_.analyses.get(owner, id, deadline);
  if (!analysis) co_return fail(analysis.error());
  auto entries = co_await parts_.conversations.list(owner, id, std::move(session), limit, deadline);
  if (!entries) co_return fail(entries.error());
  std::vector<ChatAnswered> exchanges;
  for (const agent::ConversationEntry& entry : *entries) {
    auto exchange = agent::exchange_from_entry(entry);
    if (!exchange) continue;
    ChatAnswered one;
    one.products = co_await products_of(exchange->products, deadline);
    one.exchange = std::move(*exchange);
    exchanges.push_back(std::move(one));
  }
  co_return exchanges;
}

}  // namespace lumen::service
