// SPDX-License-Identifier: Apache-2.0
#pragma once
// A model elsewhere as the settings want it, asked to explain before this machine's own agent.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agent/agent_model.h"
#include "agent/rungs.h"
#include "app/outbound.h"
#include "app/settings.h"
#include "aws/credentials_source.h"
#include "base/clock.h"
#include "base/random.h"
#include "http/remote.h"

namespace lumen::app {

// One model, and how its server is asked whether it is there and takes the token: without a person's data and
// without cost. `check` says what it found; its error's message says what to mend.
struct RemoteAgent {
  std::unique_ptr<aws::CredentialsSource> credentials;  // that the two below use; null: none
  std::unique_ptr<agent::AgentModel> model;
  std::function<Task<Result<std::string>>(Deadline)> check;
};

class RemoteAgents {
 public:
  struct Tools {
    const Clock& clock;
    Random& random;
    Metrics& metrics;
    Log& log;
  };

  // Null when agent.model is builtin; calls nobody. The tools outlive it. Errors: `invalid` "bad_setting", "bad_url",
  // "missing_secret", and those of app/aws_part.h.
  static Result<std::unique_ptr<RemoteAgents>> open(const Settings& settings, Tools tools);

  // In the order of trying.
  std::vector<agent::AgentModel*> models() const { return {agent_.model.get()}; }

  Task<Result<std::string>> check(Deadline deadline) { return agent_.check(deadline); }

 private:
  explicit RemoteAgents(const Settings& settings) : outbound_(settings) {}

  Outbound outbound_;
  RemoteAgent agent_;
};

// None when `agents` is null.
std::vector<agent::AgentModel*> models_of(const RemoteAgents* agents);

// How the settings bound the rungs.
agent::AgentOptions agent_options(const Settings& settings);

// What the settings let it spend; over it the built-in agent answers.
agent::BudgetLimits budget_limits(const Settings& settings);

// One per dialect; each reads its own part of the settings. Errors as of RemoteAgents::open.
Result<RemoteAgent> open_openai_agent(const Settings& settings, http::RemoteTools tools);
Result<RemoteAgent> open_converse_agent(const Settings& settings, http::RemoteTools tools);
Result<RemoteAgent> open_invoke_agent(const Settings& settings, http::RemoteTools tools);

}  // namespace lumen::app
