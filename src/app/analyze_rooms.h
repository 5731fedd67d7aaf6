// SPDX-License-Identifier: Apache-2.0
#pragma once
// What `lumen analyze` needs of the rooms: the catalog, the agent and the eyes. It takes no lock, so it works
// beside a running server on the same folder; a new folder is created first, as by any command.

#include <unistd.h>

#include <memory>

#include "agent/agent_loop.h"
#include "agent/agent_model_builtin.h"
#include "agent/knowledge.h"
#include "agent/knowledge_source_embedded.h"
#include "app/eyes.h"
#include "app/remote_agents.h"
#include "app/remote_eyes.h"
#include "app/search_embedder.h"
#include "app/settings.h"
#include "base/blocking_pool.h"
#include "base/clock.h"
#include "base/random.h"
#include "catalog/product_search_embedded.h"
#include "catalog/product_store_embedded.h"
#include "store/database.h"
#include "telemetry/json_log.h"

namespace lumen::app {

class AnalyzeRooms {
 public:
  Result<void> open(const Settings& settings);

  SystemClock clock;
  telemetry::JsonLog log{STDERR_FILENO, telemetry::log_form_for(STDERR_FILENO), LogLevel::warn, clock};
  BlockingPool pool{2, 64};
  std::unique_ptr<store::Database> database;
  SystemRandom random;
  std::unique_ptr<SearchEmbedder> embedder;
  std::unique_ptr<catalog::ProductStoreEmbedded> products;
  std::unique_ptr<catalog::ProductSearchEmbedded> product_search;
  std::unique_ptr<agent::Knowledge> knowledge;
  std::unique_ptr<agent::KnowledgeSourceEmbedded> knowledge_source;
  std::unique_ptr<agent::BuiltinAgentModel> builtin_agent;
  std::unique_ptr<RemoteAgents> remote_agents;  // null: no model elsewhere explains
  std::unique_ptr<agent::Rungs> rungs;
  std::unique_ptr<agent::AgentLoop> agent;
  std::unique_ptr<Eyes> eyes;
  std::unique_ptr<RemoteEyes> remote_eyes;       // null: nobody else is asked
  vision::SkinClassifier* classifier = nullptr;  // of `eyes` or `remote_eyes`
};

}  // namespace lumen::app
