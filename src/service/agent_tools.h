// SPDX-License-Identifier: Apache-2.0
#pragma once
// The agent's tools, built from the rooms that hold what they look up. Whose data a tool reads is bound in
// here; a model can never name a person.

#include <memory>
#include <vector>

#include "agent/knowledge_source.h"
#include "agent/skin_case.h"
#include "agent/tools.h"
#include "catalog/product_search.h"
#include "domain/product.h"

namespace lumen::service {

// The products the tools found for one answer, by id, for the list that is shown.
using FoundProducts = std::shared_ptr<std::vector<Product>>;

// Where the tools look things up; all of it outlives them.
struct AgentSources {
  catalog::ProductSearch& products;
  agent::KnowledgeSource* knowledge = nullptr;  // null: search_knowledge is not offered
  agent::ToolFunction check_routine = {};       // empty: check_routine is not offered
};

agent::ToolBox make_agent_tools(const AgentSources& sources, const agent::SkinCase& skin_case, FoundProducts found);

}  // namespace lumen::service
