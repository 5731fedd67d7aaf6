// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a tool's result must tell InvokeAgent beside the tool's name, carried in ToolCall::id so that nobody keeps it
// between turns: "1:ProductTools::9f3c…" (number, action group, HTTP method, invocation). Pure.

#include <optional>
#include <string>
#include <string_view>

namespace lumen::agent {

struct AgentCallId {
  int number = 0;  // within the invocation
  std::string action_group;
  std::string method;  // of an action group described by an API; "" when described by functions
  std::string invocation;
};

std::string to_text(const AgentCallId& id);
// Nothing for what to_text did not write.
std::optional<AgentCallId> read_agent_call_id(std::string_view text);

}  // namespace lumen::agent
