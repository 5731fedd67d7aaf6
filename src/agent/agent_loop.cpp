// SPDX-License-Identifier: Apache-2.0
#include "agent/agent_loop.h"

#include <algorithm>
#include <utility>

#include "agent/builtin_text.h"
#include "agent/grounding.h"
#include "agent/instructions.h"
#include "agent/plain_answer.h"
#include "agent/sentences.h"
#include "domain/limits.h"

namespace lumen::agent {
namespace {

// The ids that what is shown cites, in its order.
std::vector<std::string> cited_in(const Explanation& explanation, const Cites& cites) {
  std::vector<std::string> statements = split_sentences(explanation.summary);
  for (const auto* items : {&explanation.recommendations, &explanation.care_instructions}) {
    statements.insert(statements.end(), items->begin(), items->end());
  }
  std::vector<std::string> ids;
  for (const std::string& statement : statements) {
    const auto found = cites.find(statement);
    if (found == cites.end()) continue;
    for (const std::string& id : found->second) add_once(ids, id);
  }
  return ids;
}

}  // namespace

AgentLoop::AgentLoop(Rungs& rungs, const Knowledge& knowledge, Metrics& metrics)
    : rungs_(rungs),
      knowledge_(knowledge),
      plain_answers_(metrics.counter("lumen_agent_answers_total", "Answers by the rung that spoke.",
                                     {{"rung", std::string(plain_rung)}})),
      dropped_(ungrounded_counter(metrics)) {}

Task<Explained> AgentLoop::explain(SkinCase skin_case, ToolBox tools, Deadline deadline) {
  const auto shared_case = std::make_shared<const SkinCase>(std::move(skin_case));
  const bool urgent = !shared_case->red_flags.empty();
  TalkRecord record;
  for (const RedFlag& flag : shared_case->red_flags) add_once(record.guardrails, flag.rule);

  ModelQuestion question;
  question.skin_case = shared_case;
  question.instructions = explain_instructions();
  question.opening = {Message{Message::Role::user, explain_question(*shared_case), {}, {}}};
  question.answer_schema = final_answer_schema();
  question.tools = urgent ? tools.without_products() : std::move(tools);

  FinalAnswer answer;
  const AcceptAnswer accept = [&answer](std::string_view text) -> Result<void> {
    auto parsed = parse_final_answer(text, AgentModel::answer_bytes_max);
    if (!parsed) return fail(parsed.error());
    answer = std::move(*parsed);
    return {};
  };
  const Asked asked = urgent ? Asked::built_in_only : Asked::every_rung;
  const bool answered = co_await rungs_.ask(std::move(question), asked, accept, record, deadline);
  if (!answered) {
    plain_answers_.increment();
    record.answered_by = plain_rung;
    answer = plain_answer(*shared_case, knowledge_);
  }
  co_return finish(*shared_case, record, std::move(answer));
}

Explained AgentLoop::finish(const SkinCase& skin_case, const TalkRecord& record, FinalAnswer answer) const {
  Explained explained;
  Explanation& explanation = explained.explanation;
  const Grounding grounding(skin_case, knowledge_, {record.passages, record.product_ids});
  const std::size_t dropped = record.from_remote ? grounding.keep(answer) : 0;
  dropped_.add(static_cast<double>(dropped));
  explanation.summary = std::move(answer.summary);
  explanation.recommendations = std::move(answer.recommendations);
  explanation.care_instructions = std::move(answer.care_instructions);
  explanation.severity = skin_case.severity;
  explanation.when_to_see_a_doctor = doctor_advice(skin_case, knowledge_);
  explanation.answered_by = record.answered_by;
  explanation.guardrails = record.guardrails;
  for (const std::string& rule : answer.guardrails) add_once(explanation.guardrails, rule);
  explanation.trace = record.trace;
  explanation.products_allowed = skin_case.red_flags.empty();
  explained.usage = record.usage;
  explained.remote_ms = record.remote_ms;

  if (dropped > 0) add_once(explanation.guardrails, Grounding::rule);
  std::vector<std::string> cited = answer.citation_ids;
  for (const std::string& id : cited_in(explanation, answer.cites)) add_once(cited, id);
  for (const std::string& id : doctor_citations(skin_case, knowledge_)) add_once(cited, id);
  for (const std::string& id : cited) add_source(explanation.citations, grounding.source(id));
  for (const Citation& citation : record.citations) add_source(explanation.citations, &citation);
  if (!explanation.products_allowed) return explained;

  std::vector<std::string> chosen;
  for (const std::string& id : answer.product_ids) {
    const bool given = std::find(record.product_ids.begin(), record.product_ids.end(), id) != record.product_ids.end();
    if (given) {
      add_once(chosen, id);
    } else {
      add_once(explanation.guardrails, "output.unknown_product");
    }
  }
  if (chosen.empty()) chosen = record.product_ids;
  if (chosen.size() > limits::products_per_analysis) chosen.resize(limits::products_per_analysis);
  for (std::string& id : chosen) explained.products.push_back(ProductId::trusted(std::move(id)));
  return explained;
}

}  // namespace lumen::agent
