// SPDX-License-Identifier: Apache-2.0
#include "agent/chat_agent.h"

#include <algorithm>
#include <utility>

#include "agent/grounding.h"
#include "agent/instructions.h"

namespace lumen::agent {
namespace {

constexpr std::size_t products_max = 5;

// What was said before and the message itself. Roles alternate, and the first message carries the measurements.
std::vector<Message> opening_of(const SkinCase& skin_case, const ChatQuestion& question) {
  std::vector<Message> opening;
  std::string context = chat_context(skin_case, question.digest);
  for (const ChatExchange& exchange : question.earlier) {
    opening.push_back({Message::Role::user, std::exchange(context, "") + exchange.message, {}, {}});
    opening.push_back({Message::Role::model, exchange.reply, {}, {}});
  }
  opening.push_back({Message::Role::user, context + question.message, {}, {}});
  return opening;
}

}  // namespace

ChatAgent::ChatAgent(Rungs& rungs, const Knowledge& knowledge, Metrics& metrics)
    : rungs_(rungs),
      knowledge_(knowledge),
      plain_answers_(metrics.counter("lumen_agent_answers_total", "Answers by the rung that spoke.",
                                     {{"rung", std::string(plain_rung)}})),
      ruled_answers_(metrics.counter("lumen_agent_answers_total", "Answers by the rung that spoke.",
                                     {{"rung", std::string(guardrail_rung)}})),
      dropped_(ungrounded_counter(metrics)),
      guard_(metrics) {}

ChatReply ChatAgent::ruled(const GuardVerdict& verdict) const {
  ChatReply reply;
  reply.answered_by = guardrail_rung;
  reply.guardrails = verdict.rules;
  CitedText statement{verdict.reply, {}};
  for (const std::string& rule : verdict.rules) {
    for (const std::string& id : knowledge_.referral_citations(rule)) add_once(statement.cite, id);
  }
  for (const std::string& id : statement.cite) {
    if (const Citation* citation = knowledge_.citation(id)) reply.citations.push_back(*citation);
  }
  reply.statements.push_back(std::move(statement));
  return reply;
}

Task<ChatReply> ChatAgent::reply(SkinCase skin_case, ChatQuestion question, ToolBox tools,
                                 std::function<void(std::string_view tool)> on_tool, Deadline deadline) {
  const GuardVerdict verdict = guard_message(question.message);
  guard_.count("message", verdict.action);
  if (verdict.action == GuardAction::block || verdict.action == GuardAction::refer) {
    ruled_answers_.increment();
    ChatReply reply = ruled(verdict);
    reply.message = std::move(question.message);
    co_return reply;
  }
  question.message = verdict.text;
  const std::string message = question.message;
  const bool urgent = !skin_case.red_flags.empty();
  TalkRecord record;
  record.guardrails = verdict.rules;
  for (const RedFlag& flag : skin_case.red_flags) add_once(record.guardrails, flag.rule);

  ModelQuestion asked;
  asked.skin_case = std::make_shared<const SkinCase>(std::move(skin_case));
  asked.opening = opening_of(*asked.skin_case, question);
  asked.chat = std::make_shared<const ChatQuestion>(std::move(question));
  asked.instructions = chat_instructions();
  asked.answer_schema = chat_answer_schema();
  asked.tools = urgent ? tools.without_products() : std::move(tools);
  asked.on_tool = std::move(on_tool);

  ChatAnswer answer;
  const AcceptAnswer accept = [&answer](std::string_view text) -> Result<void> {
    auto parsed = parse_chat_answer(text, AgentModel::answer_bytes_max);
    if (!parsed) return fail(parsed.error());
    answer = std::move(*parsed);
    return {};
  };
  const auto shared_case = asked.skin_case;
  const Asked who = urgent ? Asked::built_in_only : Asked::every_rung;
  const bool answered = co_await rungs_.ask(std::move(asked), who, accept, record, deadline);
  if (!answered) {
    plain_answers_.increment();
    record.answered_by = plain_rung;
    answer.reply = {{knowledge_.sentences("chat_away").front().text, {}}};
    answer.product_ids.clear();
  }
  ChatReply reply = finish(*shared_case, record, std::move(answer));
  reply.message = message;
  co_return reply;
}

ChatReply ChatAgent::finish(const SkinCase& skin_case, const TalkRecord& record, ChatAnswer answer) const {
  ChatReply reply;
  const Grounding grounding(skin_case, knowledge_, {record.passages, record.product_ids});
  const std::size_t dropped = record.from_remote ? grounding.keep(answer.reply) : 0;
  dropped_.add(static_cast<double>(dropped));
  if (answer.reply.empty()) answer.reply = {{knowledge_.sentences("chat_unknown").front().text, {}}};
  reply.statements = std::move(answer.reply);
  reply.answered_by = record.answered_by;
  reply.guardrails = record.guardrails;
  if (dropped > 0) add_once(reply.guardrails, Grounding::rule);
  for (const std::string& rule : answer.guardrails) add_once(reply.guardrails, rule);
  reply.trace = record.trace;
  reply.usage = record.usage;
  std::vector<std::string> cited;
  for (const CitedText& statement : reply.statements) {
    for (const std::string& id : statement.cite) add_once(cited, id);
  }
  for (const std::string& id : cited) add_source(reply.citations, grounding.source(id));
  std::vector<std::string> chosen;
  for (const std::string& id : answer.product_ids) {
    const bool given = std::find(record.product_ids.begin(), record.product_ids.end(), id) != record.product_ids.end();
    if (!given) {
      add_once(reply.guardrails, "output.unknown_product");
    } else if (chosen.size() < products_max) {
      add_once(chosen, id);
    }
  }
  for (std::string& id : chosen) reply.products.push_back(ProductId::trusted(std::move(id)));
  return reply;
}

}  // namespace lumen::agent
