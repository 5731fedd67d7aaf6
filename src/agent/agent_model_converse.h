// SPDX-License-Identifier: Apache-2.0
#pragma once
// A model of Amazon Bedrock, asked through Converse: the loop is ours, the model sees instructions, talk and tools each
// time. Measurements and what the tools give leave this machine; no photo and no name does. Thread-safe.

#include <string>

#include "agent/agent_model.h"
#include "agent/converse_wire.h"
#include "aws/signed_remote.h"

namespace lumen::agent {

class ConverseModel final : public AgentModel {
 public:
  // `endpoint` is that of aws::bedrock_runtime. What `access` and `tools` refer to outlives it.
  ConverseModel(ConverseOptions options, aws::ServiceEndpoint endpoint, aws::AwsAccess access,
                aws::SignedRemoteOptions remote, http::RemoteTools tools);

  std::string name() const override { return "bedrock-converse"; }
  std::string describe() const override;
  Task<Result<ModelTurn>> turn(ModelRequest request, Deadline deadline) override;

 private:
  ConverseOptions options_;
  aws::SignedRemote remote_;
  Counter& guardrail_stops_;
};

}  // namespace lumen::agent
