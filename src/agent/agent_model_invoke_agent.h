// SPDX-License-Identifier: Apache-2.0
#pragma once
// An agent of Amazon Bedrock, asked through InvokeAgent. The agent has instructions, knowledge bases and a guardrail of
// its own in AWS; its action groups must return control, so that our tools run here. A session takes one request at a
// time. Measurements and what the tools give leave this machine; no photo and no name does. Thread-safe.

#include <string>

#include "agent/agent_model.h"
#include "agent/invoke_agent_wire.h"
#include "agent/session_turns.h"
#include "aws/signed_remote.h"

namespace lumen::agent {

class InvokeAgentModel final : public AgentModel {
 public:
  // `endpoint` is that of aws::bedrock_agent_runtime. What `access` and `tools` refer to outlives it.
  InvokeAgentModel(InvokeAgentOptions options, aws::ServiceEndpoint endpoint, aws::AwsAccess access,
                   aws::SignedRemoteOptions remote, http::RemoteTools tools);

  std::string name() const override { return "bedrock-agent"; }
  std::string describe() const override;
  Task<Result<ModelTurn>> turn(ModelRequest request, Deadline deadline) override;

 private:
  InvokeAgentOptions options_;
  aws::SignedRemote remote_;
  SessionTurns sessions_;
  Counter& guardrail_stops_;
};

}  // namespace lumen::agent
