// SPDX-License-Identifier: Apache-2.0
#pragma once
// A message about a result, answered: guardrails on what was asked, the rungs (agent/rungs.h), checks on what was
// answered. An urgent sign in the message or on the photo refers to a doctor, offers no product and asks no remote
// model; what Lumen does not do is declined by a rule; a model can change none of this. The reply always comes and
// names the rung that spoke. Thread-safe.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/chat_answer.h"
#include "agent/chat_question.h"
#include "agent/guard_meter.h"
#include "agent/guardrails.h"
#include "agent/knowledge.h"
#include "agent/rungs.h"
#include "base/metrics.h"

namespace lumen::agent {

struct ChatReply {
  std::string message;                // what was asked, as it may be kept: personal details are masked
  std::vector<CitedText> statements;  // the reply, in order
  std::vector<Citation> citations;
  std::vector<ProductId> products;  // chosen, best first; none beside an urgent sign
  std::vector<std::string> guardrails;
  std::string answered_by;
  std::vector<ToolTrace> trace;
  TokenUsage usage;
};

class ChatAgent {
 public:
  // The rung that answers when a rule and not a model speaks.
  static constexpr std::string_view guardrail_rung = "guardrail";
  static constexpr std::string_view plain_rung = "plain";

  // Rungs and knowledge outlive it.
  ChatAgent(Rungs& rungs, const Knowledge& knowledge, Metrics& metrics);

  // `on_tool` hears of each tool before it runs; may be empty.
  Task<ChatReply> reply(SkinCase skin_case, ChatQuestion question, ToolBox tools,
                        std::function<void(std::string_view tool)> on_tool, Deadline deadline);

 private:
  ChatReply ruled(const GuardVerdict& verdict) const;
  ChatReply finish(const SkinCase& skin_case, const TalkRecord& record, ChatAnswer answer) const;

  Rungs& rungs_;
  const Knowledge& knowledge_;
  Counter& plain_answers_;
  Counter& ruled_answers_;
  Counter& dropped_;
  GuardMeter guard_;
};

}  // namespace lumen::agent
