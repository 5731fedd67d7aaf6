// SPDX-License-Identifier: Apache-2.0
#pragma once
// A knowledge base elsewhere as the settings want it, beside this machine's own passages.

#include <memory>

#include "agent/knowledge_source_joined.h"
#include "app/outbound.h"
#include "app/remote_agents.h"
#include "app/settings.h"
#include "aws/credentials_source.h"

namespace lumen::app {

class RemoteKnowledge {
 public:
  // Null when agent.knowledge_base_id is empty; calls nobody. `own` and the tools outlive it. Errors: `invalid`
  // "bad_setting" and those of app/aws_part.h.
  static Result<std::unique_ptr<RemoteKnowledge>> open(const Settings& settings, agent::KnowledgeSource& own,
                                                       RemoteAgents::Tools tools);

  // Both sources as one.
  agent::KnowledgeSource& source() { return *joined_; }

 private:
  explicit RemoteKnowledge(const Settings& settings) : outbound_(settings) {}

  Outbound outbound_;
  std::unique_ptr<aws::CredentialsSource> credentials_;
  std::unique_ptr<agent::KnowledgeSource> elsewhere_;
  std::unique_ptr<agent::JoinedKnowledge> joined_;
};

}  // namespace lumen::app
