// SPDX-License-Identifier: Apache-2.0
#include "agent/bedrock_turn.h"

#include <algorithm>
#include <utility>

#include "http/remote_error.h"

namespace lumen::agent {
namespace {

constexpr std::size_t depth_max = 32;
constexpr std::int64_t tokens_max = 100'000'000;

bool holds_object(std::string_view text) {
  const std::size_t open = text.find('{');
  const std::size_t close = text.rfind('}');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return false;
  return parse_json(text.substr(open, close - open + 1), {.bytes_max = text.size(), .depth_max = depth_max})
      .has_value();
}

}  // namespace

Error bad_answer(std::string_view what) { return http::remote_error("remote_bad_answer", std::string(what)); }

Result<json::object> read_object(std::string_view text, std::size_t bytes_max, std::string_view what) {
  auto value = parse_json(text, {.bytes_max = bytes_max, .depth_max = depth_max});
  if (!value || !value->is_object()) return fail(bad_answer(what));
  return std::move(value->get_object());
}

std::int64_t token_count(const json::object& usage, std::string_view name) {
  return std::clamp<std::int64_t>(get_integer(usage, name).value_or(0), 0, tokens_max);
}

void bound_answer(ModelTurn& turn) {
  if (turn.answer.size() <= AgentModel::answer_bytes_max) return;
  turn.calls.clear();
  turn.answer.clear();
  turn.refusal = make_error(ErrorKind::too_large, "answer_too_large", "The model's answer is too long.");
}

Error as_model_error(Error error) {
  if (error.code == "remote_refused") error.kind = ErrorKind::invalid;
  return error;
}

void note_guardrail(ModelTurn& turn) {
  turn.guardrails = {"remote.guardrail"};
  if (turn.calls.empty() && holds_object(turn.answer)) return;
  turn.calls.clear();
  turn.answer.clear();
  turn.refusal = invalid("guardrail_intervened", "The model's guardrail stopped this answer.");
}

Counter& guardrail_counter(Metrics& metrics, std::string rung) {
  return metrics.counter("lumen_agent_remote_guardrail_total", "Turns in which the remote model's own guardrail acted.",
                         {{"rung", std::move(rung)}});
}

}  // namespace lumen::agent
