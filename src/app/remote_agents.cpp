// SPDX-License-Identifier: Apache-2.0
#include "app/remote_agents.h"

#include <utility>

namespace lumen::app {
namespace {

Result<RemoteAgent> open_agent(const Settings& settings, http::RemoteTools tools) {
  if (settings.agent_model == "bedrock-converse") return open_converse_agent(settings, tools);
  if (settings.agent_model == "bedrock-agent") return open_invoke_agent(settings, tools);
  return open_openai_agent(settings, tools);
}

}  // namespace

Result<std::unique_ptr<RemoteAgents>> RemoteAgents::open(const Settings& settings, Tools tools) {
  if (settings.agent_model == "builtin") return nullptr;
  std::unique_ptr<RemoteAgents> agents(new RemoteAgents(settings));
  const http::RemoteTools calls{agents->outbound_.client, tools.clock,   tools.random,
                                agents->outbound_.pause,  tools.metrics, tools.log};
  auto opened = open_agent(settings, calls);
  if (!opened) return fail(opened.error());
  agents->agent_ = std::move(*opened);
  return agents;
}

std::vector<agent::AgentModel*> models_of(const RemoteAgents* agents) {
  return agents == nullptr ? std::vector<agent::AgentModel*>() : agents->models();
}

agent::AgentOptions agent_options(const Settings& settings) {
  agent::AgentOptions options;
  options.rung_time_max = std::chrono::milliseconds(settings.agent_timeout_ms);
  return options;
}

agent::BudgetLimits budget_limits(const Settings& settings) {
  return {settings.agent_tokens_per_analysis, settings.agent_usd_per_analysis, settings.agent_tokens_per_day,
          settings.agent_usd_per_day};
}

}  // namespace lumen::app
