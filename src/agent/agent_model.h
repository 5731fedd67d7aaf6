// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: one turn of a model. Given the case, what was said so far and the tools it may call, a model answers
// either tool calls or its final answer. The loop (agent_loop.h) runs the calls and asks again; a model keeps
// no state between turns. Thread-safe.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/chat_question.h"
#include "agent/skin_case.h"
#include "agent/tools.h"
#include "base/deadline.h"
#include "base/json.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/analysis.h"

namespace lumen::agent {

struct TokenUsage {
  std::int64_t input = 0;
  std::int64_t output = 0;
  double cost_usd = 0;
};

// One message of the talk. Roles alternate user, model, user, …; the results of a model's calls are the user
// message that follows it, one per call, in order.
struct Message {
  enum class Role : std::uint8_t { user, model };
  Role role = Role::user;
  std::string text;
  std::vector<ToolCall> calls;      // of the model
  std::vector<ToolResult> results;  // of the user
};

struct ModelRequest {
  std::shared_ptr<const SkinCase> skin_case;  // never null
  std::shared_ptr<const ChatQuestion> chat;   // null: the case is to be explained
  std::string instructions;                   // the system text
  std::vector<Message> transcript;            // never empty; the last one is the user's
  std::vector<ToolSpec> tools;                // may be empty
  json::object answer_schema;                 // JSON Schema of the final answer
  std::string conversation_id;                // 2..100 of [0-9a-zA-Z._:-], the same for all turns of one answer
  int output_tokens_max = 2'048;
};

struct ModelTurn {
  std::vector<ToolCall> calls;  // empty: `answer` is final
  std::string answer;           // JSON text meant to fit `answer_schema`; the loop checks it
  TokenUsage usage;             // of this turn; zeros when unknown
  std::vector<Citation> citations = {};  // documents that the remote side itself says it rests on
  // What the remote side's own guardrail did, as rule ids: "remote.guardrail".
  std::vector<std::string> guardrails = {};
  // Why there is no answer although the turn was paid for; the rung is left.
  std::optional<Error> refusal = std::nullopt;
};

class AgentModel {
 public:
  virtual ~AgentModel() = default;

  // The name shown in `answered_by`: "built-in", "bedrock-converse", "openai-compatible", …
  virtual std::string name() const = 0;
  virtual std::string describe() const = 0;
  // Whether its turns cost tokens, so that they count against the budget (agent/budget.h).
  virtual bool spends() const { return true; }

  // Reads at most answer_bytes_max of a remote answer; over that `too_large`. Other errors: `timed_out`,
  // `throttled`, `unavailable`, `invalid` (refused by the remote side). Waits only in operations that can be
  // cancelled (base/with_deadline.h).
  virtual Task<Result<ModelTurn>> turn(ModelRequest request, Deadline deadline) = 0;

  static constexpr std::size_t answer_bytes_max = 64 * 1024;
};

}  // namespace lumen::agent
