// SPDX-License-Identifier: Apache-2.0
#include "agent/agent_call_id.h"

#include <fmt/format.h>

#include <charconv>

namespace lumen::agent {

std::string to_text(const AgentCallId& id) {
  return fmt::format("{}:{}:{}:{}", id.number, id.action_group, id.method, id.invocation);
}

std::optional<AgentCallId> read_agent_call_id(std::string_view text) {
  const std::size_t first = text.find(':');
  const std::size_t second = first == std::string_view::npos ? first : text.find(':', first + 1);
  const std::size_t third = second == std::string_view::npos ? second : text.find(':', second + 1);
  if (third == std::string_view::npos) return std::nullopt;
  AgentCallId id;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + first, id.number);
  if (failure != std::errc() || end != text.data() + first) return std::nullopt;
  id.action_group = text.substr(first + 1, second - first - 1);
  id.method = text.substr(second + 1, third - second - 1);
  id.invocation = text.substr(third + 1);
  return id;
}

}  // namespace lumen::agent
