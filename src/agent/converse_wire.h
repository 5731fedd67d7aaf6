// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bedrock's Converse as JSON: what is asked and what is answered. Pure.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html

#include <string>
#include <string_view>

#include "agent/agent_model.h"
#include "agent/token_prices.h"
#include "base/json.h"
#include "base/result.h"

namespace lumen::agent {

struct ConverseOptions {
  std::string model_id;           // a model, an inference profile or an ARN
  std::string guardrail_id;       // empty: none
  std::string guardrail_version;  // a number or "DRAFT"
  double temperature = 0.7;
  int output_tokens_max = 2'048;  // of one turn
  TokenPrices prices;
};

// "/model/amazon.nova-lite-v1%3A0/converse"
std::string converse_path(const std::string& model_id);

// The whole talk, as Converse wants it: roles alternate, no text is blank, a tool's result is an object or a text,
// names and ids have no other characters than are allowed, and tools are described whenever the talk has used some.
json::object converse_request(const ModelRequest& request, const ConverseOptions& options);

// Bytes of an answer that are read: the text's bound, with escapes, and what stands around it.
inline constexpr std::size_t converse_answer_bytes_max = 8 * AgentModel::answer_bytes_max;

// Tool calls or text; other kinds of content are skipped. An answer that the model broke (stop reason malformed_…) is
// an empty one. Stopped by a guardrail, by the model's bound on the talk or by ours on the answer, the turn has a
// refusal
// ("guardrail_intervened", "context_too_long", "answer_too_large"). Error: "remote_bad_answer".
Result<ModelTurn> read_converse_answer(std::string_view body, const TokenPrices& prices);

}  // namespace lumen::agent
