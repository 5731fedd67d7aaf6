// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bedrock's InvokeAgent: what is asked as JSON, and what is answered as an event stream. The agent runs in AWS; its
// action groups return control, so that the tools run here. Pure.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_InvokeAgent.html

#include <string>
#include <string_view>

#include "agent/agent_model.h"
#include "agent/token_prices.h"
#include "aws/event_stream.h"
#include "base/json.h"
#include "base/result.h"

namespace lumen::agent {

struct InvokeAgentOptions {
  std::string agent_id;        // 1..10 of [0-9a-zA-Z]
  std::string agent_alias_id;  // the same; "TSTALIASID" is the draft
  TokenPrices prices;
};

// The agent remembers a session, so each answer has one of its own: a hash of the conversation's id, and for a chat of
// the message that is answered. It tells nobody which analysis it is of. "lumen-" and 32 hexadecimal digits.
std::string invoke_agent_session(const ModelRequest& request);

// "/agents/AGENT12345/agentAliases/TSTALIASID/sessions/analysis-…/text"
std::string invoke_agent_path(const InvokeAgentOptions& options, const std::string& session);

// After tool calls their results, by the id of the invocation that asked; else instructions and the talk as one text.
json::object invoke_agent_request(const ModelRequest& request);

// Frames with the traces, in which the prompts stand; the answer's text is bounded apart.
inline constexpr std::size_t invoke_agent_answer_bytes_max = 4 * 1024 * 1024;

// All chunks together are the answer. Parameters come as texts and become what the tool's schema wants. A call's id
// carries what its answer must name (agent_call_id.h). Usage comes from the traces. With a guardrail's stop or an
// answer that is too long the turn has a refusal. Errors: "remote_bad_answer"; "remote_broke_off" when the stream ends
// inside a frame or without an answer; what exceptions inside the stream mean (aws/remote_failure.h).
Result<ModelTurn> read_invoke_agent_answer(std::string_view stream, const std::vector<ToolSpec>& tools,
                                           const TokenPrices& prices);

}  // namespace lumen::agent
