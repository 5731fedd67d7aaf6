// SPDX-License-Identifier: Apache-2.0
#include "agent/rungs.h"

#include <algorithm>
#include <utility>

#include "agent/instructions.h"
#include "base/with_deadline.h"

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

// Remote sides want an id even for a case that is not kept.
std::string conversation_id(const ModelQuestion& question) {
  if (question.chat) return "chat-" + question.chat->conversation_id;
  const AnalysisId& analysis = question.skin_case->analysis;
  return analysis.empty() ? "unkept-analysis" : "analysis-" + analysis.text();
}

}  // namespace

void add_once(std::vector<std::string>& list, std::string_view text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.emplace_back(text);
}

Rungs::Rung Rungs::make_rung(AgentModel* model, Metrics& metrics) const {
  const MetricLabels labels{{"rung", model->name()}};
  Rung rung{};
  rung.model = model;
  rung.turns = &metrics.counter("lumen_agent_turns_total", "Turns asked of a model.", labels);
  rung.answers = &metrics.counter("lumen_agent_answers_total", "Answers by the rung that spoke.", labels);
  rung.failures = &metrics.counter("lumen_agent_rung_failures_total", "Times a rung was left for the next.", labels);
  rung.seconds = &metrics.histogram("lumen_agent_seconds", "Time a rung took, tools included.", labels);
  return rung;
}

Rungs::Rungs(std::vector<AgentModel*> remote, AgentModel& built_in, Budget* budget, Log& log, Metrics& metrics,
             AgentOptions options)
    : built_in_(make_rung(&built_in, metrics)), budget_(budget), log_(log), options_(options), tool_meter_(metrics) {
  for (AgentModel* model : remote) remote_.push_back(make_rung(model, metrics));
}

std::string Rungs::describe() const {
  std::string text;
  for (const Rung& rung : remote_) text += rung.model->describe() + ", then ";
  return text + built_in_.model->describe();
}

Task<bool> Rungs::ask(ModelQuestion question, Asked asked, AcceptAnswer accept, TalkRecord& record, Deadline deadline) {
  std::vector<const Rung*> rungs;
  if (asked == Asked::every_rung) {
    for (const Rung& rung : remote_) rungs.push_back(&rung);
  }
  rungs.push_back(&built_in_);
  for (const Rung* rung : rungs) {
    const auto start = std::chrono::steady_clock::now();
    const bool last = rung == &built_in_;
    const Deadline until =
        (last ? deadline : earlier_by(deadline, options_.next_rung_reserve)).within(options_.rung_time_max);
    auto answer = co_await ask_one(*rung, question, accept, record, until);
    rung->seconds->observe(seconds_since(start));
    if (answer) {
      rung->answers->increment();
      record.answered_by = rung->model->name();
      record.from_remote = !last;
      co_return true;
    }
    note_failure(*rung, question, record, answer.error());
  }
  record.product_ids.clear();
  record.passages.clear();
  co_return false;
}

void Rungs::note_failure(const Rung& rung, const ModelQuestion& question, TalkRecord& record, const Error& error) {
  rung.failures->increment();
  if (error.code == "banned_wording") add_once(record.guardrails, "output.banned_wording");
  if (error.code == "over_budget") add_once(record.guardrails, "budget");
  const std::string name = rung.model->name();
  log_.warn("agent_rung_failed", {{"rung", std::string_view(name)},
                                  {"code", std::string_view(error.code)},
                                  {"analysis_id", std::string_view(question.skin_case->analysis.text())}});
}

Task<Result<ModelTurn>> Rungs::one_turn(const Rung& rung, const ModelQuestion& question,
                                        std::vector<Message> transcript, TalkRecord& record, Deadline deadline) {
  if (deadline.expired())
    co_return fail(make_error(ErrorKind::timed_out, "timed_out", "No time is left to ask a model."));
  ModelRequest request;
  request.skin_case = question.skin_case;
  request.chat = question.chat;
  request.instructions = question.instructions;
  request.transcript = std::move(transcript);
  request.tools = question.tools.specs();
  request.answer_schema = question.answer_schema;
  request.conversation_id = conversation_id(question);

  Budget::Place place;
  const bool spends = budget_ != nullptr && rung.model->spends();
  if (spends) {
    auto admitted = co_await budget_->admit(question.skin_case->analysis, estimate_tokens(request), deadline);
    if (!admitted) co_return fail(admitted.error());
    place = std::move(*admitted);
  }
  rung.turns->increment();
  const auto start = std::chrono::steady_clock::now();
  auto work = rung.model->turn(std::move(request), deadline);
  auto turn = co_await with_deadline(std::move(work), deadline);
  if (rung.model->spends()) record.remote_ms += seconds_since(start) * 1'000;
  if (!turn) co_return turn;
  record.usage.input += turn->usage.input;
  record.usage.output += turn->usage.output;
  record.usage.cost_usd += turn->usage.cost_usd;
  if (spends) co_await budget_->spend(std::move(place), turn->usage, deadline);
  for (const std::string& rule : turn->guardrails) add_once(record.guardrails, rule);
  if (turn->refusal) co_return fail(*turn->refusal);
  if (turn->calls.size() > calls_per_turn_max) {
    co_return fail(invalid("too_many_calls", "The model asked for too many tools at once."));
  }
  if (turn->answer.size() > AgentModel::answer_bytes_max) {
    co_return fail(invalid("answer_too_large", "The model's answer is too long."));
  }
  co_return turn;
}

Task<Result<void>> Rungs::ask_one(const Rung& rung, const ModelQuestion& question, const AcceptAnswer& accept,
                                  TalkRecord& record, Deadline deadline) {
  std::vector<Message> transcript = question.opening;
  ToolRunner runner(question.tools, options_.tools, tool_meter_);
  Result<void> outcome = fail(invalid("too_many_turns", "The model came to no answer."));
  bool repaired = false;
  for (int i = 0; i < options_.turns_max; ++i) {
    auto turn = co_await one_turn(rung, question, transcript, record, deadline);
    if (!turn) {
      outcome = fail(turn.error());
      break;
    }
    if (turn->calls.empty()) {
      outcome = accept(turn->answer);
      if (outcome) record.citations = std::move(turn->citations);
      if (outcome || repaired) break;
      repaired = true;
      transcript.push_back({Message::Role::model, std::move(turn->answer), {}, {}});
      transcript.push_back({Message::Role::user, repair_question(outcome.error().message), {}, {}});
      continue;
    }
    if (runner.exhausted()) {
      outcome = fail(invalid("looping_tools", "The model kept asking for tools."));
      break;
    }
    runner.charge_next_call(turn->usage.input + turn->usage.output, turn->usage.cost_usd);
    Message results;
    for (const ToolCall& call : turn->calls) {
      if (question.on_tool && question.tools.find(call.name) != nullptr) question.on_tool(call.name);
      ToolCall copy = call;
      auto result = co_await runner.run(std::move(copy), deadline);
      results.results.push_back(std::move(result));
    }
    transcript.push_back({Message::Role::model, std::move(turn->answer), std::move(turn->calls), {}});
    transcript.push_back(std::move(results));
  }
  record.product_ids = runner.product_ids();
  record.passages = runner.passages();
  for (const std::string& rule : runner.guardrails()) add_once(record.guardrails, rule);
  for (ToolTrace& step : runner.take_trace()) record.trace.push_back(std::move(step));
  co_return outcome;
}

}  // namespace lumen::agent
