// SPDX-License-Identifier: Apache-2.0
#pragma once
// The built-in agent: no model at all. It plans the tool calls a model would make from the prediction, then
// writes its answer from knowledge/. Costs nothing, waits for nothing, and gives the same text for the same
// case. Thread-safe.

#include <string>

#include "agent/agent_model.h"
#include "agent/knowledge.h"

namespace lumen::agent {

class BuiltinAgentModel final : public AgentModel {
 public:
  explicit BuiltinAgentModel(const Knowledge& knowledge) : knowledge_(knowledge) {}

  std::string name() const override { return "built-in"; }
  std::string describe() const override { return "built-in agent (no model, works offline)"; }
  bool spends() const override { return false; }
  Task<Result<ModelTurn>> turn(ModelRequest request, Deadline deadline) override;

 private:
  std::vector<ToolCall> plan(const ModelRequest& request) const;
  std::string answer(const ModelRequest& request) const;

  const Knowledge& knowledge_;
};

}  // namespace lumen::agent
