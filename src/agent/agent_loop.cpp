// SPDX-License-Identifier: Apache-2.0
#include "agent/agent_loop.h"

#include <algorithm>
#include <utility>

#include "agent/builtin_text.h"
#include "agent/instructions.h"
#include "agent/plain_answer.h"
#include "base/with_deadline.h"
#include "domain/limits.h"

namespace lumen::agent {
namespace {

constexpr std::size_t calls_per_turn_max = 32;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Deadline earlier_by(Deadline deadline, std::chrono::milliseconds span) {
  if (deadline.instant() == Deadline::Clock::time_point::max()) return deadline;
  return Deadline::at(deadline.instant() - span);
}

void add_once(std::vector<std::string>& list, std::string_view text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.emplace_back(text);
}

// Remote sides want an id even for a case that is not kept.
std::string conversation_id(const SkinCase& skin_case) {
  return skin_case.analysis.empty() ? "unkept-analysis" : "analysis-" + skin_case.analysis.text();
}

}  // namespace

// What one answer has gathered, over all rungs.
struct AgentLoop::Talk {
  std::shared_ptr<const SkinCase> skin_case;
  ToolBox tools;
  std::vector<Message> transcript;       // of the rung that is being asked
  std::vector<std::string> product_ids;  // that its tools gave
  std::vector<ToolTrace> trace;
  std::vector<std::string> guardrails;
  TokenUsage usage;
  std::string answered_by;
};

AgentLoop::Rung AgentLoop::make_rung(AgentModel* model, std::string name, Metrics& metrics) {
  const MetricLabels labels{{"rung", std::move(name)}};
  Rung rung{};
  rung.model = model;
  rung.turns = &metrics.counter("lumen_agent_turns_total", "Turns asked of a model.", labels);
  rung.answers = &metrics.counter("lumen_agent_answers_total", "Explanations by the rung that spoke.", labels);
  rung.failures = &metrics.counter("lumen_agent_rung_failures_total", "Times a rung was left for the next.", labels);
  rung.seconds = &metrics.histogram("lumen_agent_seconds", "Time a rung took, tools included.", labels);
  return rung;
}

AgentLoop::AgentLoop(std::vector<AgentModel*> remote, AgentModel& built_in, const Knowledge& knowledge, Log& log,
                     Metrics& metrics, AgentOptions options)
    : built_in_(make_rung(&built_in, built_in.name(), metrics)),
      plain_(make_rung(nullptr, std::string(plain_rung), metrics)),
      knowledge_(knowledge),
      log_(log),
      options_(options),
      tool_meter_(metrics) {
  for (AgentModel* model : remote) remote_.push_back(make_rung(model, model->name(), metrics));
}

std::string AgentLoop::describe() const {
  std::string text;
  for (const Rung& rung : remote_) text += rung.model->describe() + ", then ";
  return text + built_in_.model->describe();
}

Task<Explained> AgentLoop::explain(SkinCase skin_case, ToolBox tools, Deadline deadline) {
  Talk talk;
  const bool urgent = !skin_case.red_flags.empty();
  for (const RedFlag& flag : skin_case.red_flags) add_once(talk.guardrails, flag.rule);
  talk.tools = urgent ? tools.without_products() : std::move(tools);
  talk.skin_case = std::make_shared<const SkinCase>(std::move(skin_case));

  std::vector<const Rung*> rungs;
  if (!urgent) {
    for (const Rung& rung : remote_) rungs.push_back(&rung);
  }
  rungs.push_back(&built_in_);
  for (const Rung* rung : rungs) {
    const auto start = std::chrono::steady_clock::now();
    const bool last = rung == &built_in_;
    const Deadline until =
        (last ? deadline : earlier_by(deadline, options_.next_rung_reserve)).within(options_.rung_time_max);
    auto answer = co_await ask(*rung, talk, until);
    rung->seconds->observe(seconds_since(start));
    if (answer) {
      rung->answers->increment();
      talk.answered_by = rung->model->name();
      co_return finish(talk, std::move(*answer));
    }
    note_failure(*rung, talk, answer.error());
  }
  plain_.answers->increment();
  talk.product_ids.clear();
  talk.answered_by = plain_rung;
  co_return finish(talk, plain_answer(*talk.skin_case, knowledge_));
}

void AgentLoop::note_failure(const Rung& rung, Talk& talk, const Error& error) {
  rung.failures->increment();
  if (error.code == "banned_wording") add_once(talk.guardrails, "output.banned_wording");
  const std::string name = rung.model->name();
  log_.warn("agent_rung_failed", {{"rung", std::string_view(name)},
                                  {"code", std::string_view(error.code)},
                                  {"analysis_id", std::string_view(talk.skin_case->analysis.text())}});
}

Task<Result<ModelTurn>> AgentLoop::one_turn(const Rung& rung, Talk& talk, Deadline deadline) {
  if (deadline.expired())
    co_return fail(make_error(ErrorKind::timed_out, "timed_out", "No time is left to ask a model."));
  ModelRequest request;
  request.skin_case = talk.skin_case;
  request.instructions = explain_instructions();
  request.transcript = talk.transcript;
  request.tools = talk.tools.specs();
  request.answer_schema = final_answer_schema();
  request.conversation_id = conversation_id(*talk.skin_case);
  rung.turns->increment();
  auto work = rung.model->turn(std::move(request), deadline);
  auto turn = co_await with_deadline(std::move(work), deadline);
  if (!turn) co_return turn;
  talk.usage.input += turn->usage.input;
  talk.usage.output += turn->usage.output;
  talk.usage.cost_usd += turn->usage.cost_usd;
  if (turn->calls.size() > calls_per_turn_max) {
    co_return fail(invalid("too_many_calls", "The model asked for too many tools at once."));
  }
  if (turn->answer.size() > AgentModel::answer_bytes_max) {
    co_return fail(invalid("answer_too_large", "The model's answer is too long."));
  }
  co_return turn;
}

Task<Result<FinalAnswer>> AgentLoop::ask(const Rung& rung, Talk& talk, Deadline deadline) {
  talk.transcript = {Message{Message::Role::user, explain_question(*talk.skin_case), {}, {}}};
  ToolRunner runner(talk.tools, options_.tools, tool_meter_);
  Result<FinalAnswer> outcome = fail(invalid("too_many_turns", "The model came to no answer."));
  bool repaired = false;
  for (int i = 0; i < options_.turns_max; ++i) {
    auto turn = co_await one_turn(rung, talk, deadline);
    if (!turn) {
      outcome = fail(turn.error());
      break;
    }
    if (turn->calls.empty()) {
      outcome = parse_final_answer(turn->answer, AgentModel::answer_bytes_max);
      if (outcome || repaired) break;
      repaired = true;
      talk.transcript.push_back({Message::Role::model, std::move(turn->answer), {}, {}});
      talk.transcript.push_back({Message::Role::user, repair_question(outcome.error().message), {}, {}});
      continue;
    }
    if (runner.exhausted()) {
      outcome = fail(invalid("looping_tools", "The model kept asking for tools."));
      break;
    }
    runner.charge_next_call(turn->usage.input + turn->usage.output, turn->usage.cost_usd);
    Message results;
    for (const ToolCall& call : turn->calls) {
      ToolCall copy = call;
      auto result = co_await runner.run(std::move(copy), deadline);
      results.results.push_back(std::move(result));
    }
    talk.transcript.push_back({Message::Role::model, std::move(turn->answer), std::move(turn->calls), {}});
    talk.transcript.push_back(std::move(results));
  }
  talk.product_ids = runner.product_ids();
  for (const std::string& rule : runner.guardrails()) add_once(talk.guardrails, rule);
  for (ToolTrace& step : runner.take_trace()) talk.trace.push_back(std::move(step));
  co_return outcome;
}

Explained AgentLoop::finish(const Talk& talk, FinalAnswer answer) const {
  const SkinCase& skin_case = *talk.skin_case;
  Explained explained;
  Explanation& explanation = explained.explanation;
  explanation.summary = std::move(answer.summary);
  explanation.recommendations = std::move(answer.recommendations);
  explanation.care_instructions = std::move(answer.care_instructions);
  explanation.severity = skin_case.severity;
  explanation.when_to_see_a_doctor = doctor_advice(skin_case, knowledge_);
  explanation.answered_by = talk.answered_by;
  explanation.guardrails = talk.guardrails;
  for (const std::string& rule : answer.guardrails) add_once(explanation.guardrails, rule);
  explanation.trace = talk.trace;
  explanation.products_allowed = skin_case.red_flags.empty();
  explained.usage = talk.usage;

  std::vector<std::string> cited = answer.citation_ids;
  for (const std::string& id : doctor_citations(skin_case, knowledge_)) add_once(cited, id);
  for (const std::string& id : cited) {
    if (const Citation* citation = knowledge_.citation(id)) explanation.citations.push_back(*citation);
  }
  if (!explanation.products_allowed) return explained;

  std::vector<std::string> chosen;
  for (const std::string& id : answer.product_ids) {
    const bool given = std::find(talk.product_ids.begin(), talk.product_ids.end(), id) != talk.product_ids.end();
    if (given) {
      add_once(chosen, id);
    } else {
      add_once(explanation.guardrails, "output.unknown_product");
    }
  }
  if (chosen.empty()) chosen = talk.product_ids;
  if (chosen.size() > limits::products_per_analysis) chosen.resize(limits::products_per_analysis);
  for (std::string& id : chosen) explained.products.push_back(ProductId::trusted(std::move(id)));
  return explained;
}

}  // namespace lumen::agent
