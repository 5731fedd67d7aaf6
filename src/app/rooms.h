// SPDX-License-Identifier: Apache-2.0
#pragma once
// The embedded edition's rooms on one data folder: every adapter, made in order, each given what it needs.
// This is the list to read to see what stands behind each port.

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/agent_loop.h"
#include "agent/agent_model_builtin.h"
#include "agent/chat_agent.h"
#include "agent/conversation_store_embedded.h"
#include "agent/knowledge.h"
#include "agent/knowledge_source_embedded.h"
#include "agent/memory_store_embedded.h"
#include "agent/rungs.h"
#include "agent/spend_ledger_embedded.h"
#include "analyses/analysis_queue_embedded.h"
#include "analyses/analysis_store_embedded.h"
#include "analyses/analysis_sweeper_embedded.h"
#include "analyses/analysis_table.h"
#include "app/data_folder.h"
#include "app/eyes.h"
#include "app/remote_agents.h"
#include "app/remote_catalog.h"
#include "app/remote_knowledge.h"
#include "app/remote_eyes.h"
#include "app/search_embedder.h"
#include "app/settings.h"
#include "base/blocking_pool.h"
#include "base/clock.h"
#include "base/event_loops.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/random.h"
#include "catalog/product_search_embedded.h"
#include "catalog/product_store_embedded.h"
#include "catalog/vector_renewal.h"
#include "identity/signing_keys.h"
#include "identity/token_verifier_embedded.h"
#include "identity/user_pool_embedded.h"
#include "jobs/work_signal_embedded.h"
#include "notify/change_feed_embedded.h"
#include "notify/mailer_outbox.h"
#include "notify/notifier_embedded.h"
#include "photos/photo_store_embedded.h"
#include "photos/upload_url_signer_embedded.h"
#include "store/database.h"
#include "store/subject_keys.h"
#include "vision/skin_classifier.h"

namespace lumen::app {

// Things of the process that every room is given.
struct Surroundings {
  const Clock& clock;
  Random& random;
  Log& log;
  Metrics& metrics;
  EventLoops& loops;
  BlockingPool& pool;
  BlockingPool& password_pool;
};

class Rooms {
 public:
  // Opens everything on a folder whose lock is held; a new folder gets its keys and the sample catalog.
  // `issuer` is the `iss` of tokens.
  static Result<std::unique_ptr<Rooms>> open(const Settings& settings, DataFolder& folder, Surroundings surroundings,
                                             std::string issuer);
  ~Rooms();

  // "photos" → "files, AES-256-GCM, in lumen-data/photos", …: for the banner and doctor.
  std::vector<std::pair<std::string, std::string>> describe() const;

  // In the order in which they are made; destroyed in reverse.
  std::unique_ptr<store::Database> database;
  std::unique_ptr<store::SubjectKeys> subject_keys;
  std::unique_ptr<photos::PhotoStoreEmbedded> photos;
  std::unique_ptr<photos::UploadUrlSignerEmbedded> upload_urls;
  aws::Credentials upload_credentials;
  std::unique_ptr<analyses::AnalysisTable> analysis_table;
  std::unique_ptr<analyses::AnalysisStoreEmbedded> analyses;
  std::unique_ptr<analyses::AnalysisQueueEmbedded> queue;
  std::unique_ptr<analyses::AnalysisSweeperEmbedded> sweeper;
  jobs::WorkSignalEmbedded work;
  jobs::WorkSignalEmbedded sweep;
  notify::ChangeFeedEmbedded changes;
  notify::NotifierEmbedded notifier{changes};
  std::unique_ptr<notify::MailerOutbox> mailer;
  std::unique_ptr<identity::SigningKeys> signing_keys;
  std::unique_ptr<identity::UserPoolEmbedded> users;
  std::unique_ptr<identity::TokenVerifierEmbedded> tokens;
  std::unique_ptr<SearchEmbedder> embedder;
  std::unique_ptr<catalog::ProductStoreEmbedded> products;
  std::unique_ptr<catalog::ProductSearchEmbedded> embedded_search;
  std::unique_ptr<catalog::VectorRenewal> vector_renewal;
  std::unique_ptr<RemoteCatalog> remote_catalog;     // null: nobody else is asked
  catalog::ProductSearch* product_search = nullptr;  // of `embedded_search` or `remote_catalog`
  std::unique_ptr<agent::EmbeddedMemoryStore> memory;
  std::unique_ptr<agent::Knowledge> knowledge;
  std::unique_ptr<agent::KnowledgeSourceEmbedded> knowledge_source;
  std::unique_ptr<RemoteKnowledge> remote_knowledge;  // null: no knowledge base elsewhere
  agent::KnowledgeSource& knowledge_in_use() const {
    return remote_knowledge ? remote_knowledge->source() : *knowledge_source;
  }
  std::unique_ptr<agent::BuiltinAgentModel> builtin_agent;
  std::unique_ptr<agent::EmbeddedConversationStore> conversations;
  std::unique_ptr<agent::EmbeddedSpendLedger> spending;
  std::unique_ptr<agent::Budget> budget;
  std::unique_ptr<RemoteAgents> remote_agents;  // null: no model elsewhere explains
  std::unique_ptr<agent::Rungs> rungs;
  std::unique_ptr<agent::AgentLoop> agent;
  std::unique_ptr<agent::ChatAgent> chat_agent;
  std::unique_ptr<Eyes> eyes;
  std::unique_ptr<RemoteEyes> remote_eyes;       // null: nobody else is asked
  vision::SkinClassifier* classifier = nullptr;  // of `eyes` or `remote_eyes`

 private:
  Rooms() = default;
  Result<void> open_store(DataFolder& folder, const Surroundings& around);
  Result<void> open_photos(const Settings& settings, DataFolder& folder, const Surroundings& around);
  Result<void> open_analyses(const Settings& settings, DataFolder& folder, const Surroundings& around);
  Result<void> open_identity(const Settings& settings, DataFolder& folder, const Surroundings& around,
                             std::string issuer);
  Result<void> open_catalog(const Settings& settings, DataFolder& folder, const Surroundings& around);
  Result<void> open_agent(const Settings& settings, const Surroundings& around);
  Result<void> open_vision(const Settings& settings, const Surroundings& around);
};

}  // namespace lumen::app
