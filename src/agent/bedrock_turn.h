// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the two Bedrock models share in reading answers. Pure.

#include <cstdint>
#include <string>
#include <string_view>

#include "agent/agent_model.h"
#include "base/json.h"
#include "base/metrics.h"
#include "base/result.h"

namespace lumen::agent {

// `unavailable` "remote_bad_answer"; `what` names the place, never what stands there.
Error bad_answer(std::string_view what);

// One JSON object; "remote_bad_answer" otherwise.
Result<json::object> read_object(std::string_view text, std::size_t bytes_max, std::string_view what);

// A count of tokens, 0 when it is absent or makes no sense.
std::int64_t token_count(const json::object& usage, std::string_view name);

// Over AgentModel::answer_bytes_max the turn is refused: `too_large` "answer_too_large".
void bound_answer(ModelTurn& turn);

// A failed call as the port of models tells it: what is refused is `invalid`.
Error as_model_error(Error error);

// The remote guardrail acted: an answer that it only masked stays one, a message in its place is none.
void note_guardrail(ModelTurn& turn);

// lumen_agent_remote_guardrail_total of a rung.
Counter& guardrail_counter(Metrics& metrics, std::string rung);

}  // namespace lumen::agent
