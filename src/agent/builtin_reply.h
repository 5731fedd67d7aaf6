// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the built-in rung answers a message: which tools it asks, and what it makes of their results and of what was
// measured. Pure and deterministic.

#include <vector>

#include "agent/agent_model.h"
#include "agent/chat_answer.h"
#include "agent/knowledge.h"

namespace lumen::agent {

// The calls a message needs, of the tools that are offered.
std::vector<ToolCall> plan_reply(const ModelRequest& request);

// `request.chat` is set; the transcript holds the results of the planned calls.
ChatAnswer compose_reply(const ModelRequest& request, const Knowledge& knowledge);

}  // namespace lumen::agent
