// SPDX-License-Identifier: Apache-2.0
#pragma once
// Conversations in SQLite. Text and session are sealed with the owner's key and bound to owner and analysis; destroying
// the key makes them unreadable (they then count as absent). An erased analysis leaves a marker without text for a day,
// so that a reply which ends late brings nothing back.

#include "agent/conversation_store.h"
#include "store/database.h"
#include "store/subject_keys.h"

namespace lumen::agent {

class EmbeddedConversationStore final : public ConversationStore {
 public:
  static Result<void> migrate(store::Database& database);

  EmbeddedConversationStore(store::Database& database, store::SubjectKeys& keys, const Clock& clock)
      : database_(database), keys_(keys), clock_(clock) {}

  std::string describe() const override { return "SQLite, sealed per person"; }
  Task<Result<void>> add(UserId owner, ConversationEntry entry, Deadline deadline) override;
  Task<Result<int>> count(UserId owner, AnalysisId analysis, Deadline deadline) override;
  Task<Result<std::vector<ConversationEntry>>> list(UserId owner, AnalysisId analysis, std::string session, int limit,
                                                    Deadline deadline) override;
  Task<Result<std::vector<ConversationEntry>>> recent(UserId owner, int limit, Deadline deadline) override;
  Task<Result<void>> erase(UserId owner, AnalysisId analysis, Deadline deadline) override;
  Task<Result<void>> erase_owner(UserId owner, Deadline deadline) override;
  Task<Result<int>> remove_expired(int limit, Deadline deadline) override;

 private:
  Result<void> insert(store::Connection& connection, const UserId& owner, const ConversationEntry& entry);
  // Newest first; of one analysis, or of all for an empty one.
  Result<std::vector<ConversationEntry>> load(const UserId& owner, const AnalysisId& analysis,
                                              const std::string& session, int limit);

  store::Database& database_;
  store::SubjectKeys& keys_;
  const Clock& clock_;
};

}  // namespace lumen::agent
