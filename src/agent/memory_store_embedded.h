// SPDX-License-Identifier: Apache-2.0
#pragma once
// Memory in SQLite. A note's text is sealed with its owner's key and bound to owner and analysis; destroying
// the key makes all of them unreadable (they then count as absent). An erased analysis leaves a marker without
// text for a day, so that a worker that finishes late cannot bring its note back.

#include "agent/memory_store.h"
#include "store/database.h"
#include "store/subject_keys.h"

namespace lumen::agent {

class EmbeddedMemoryStore final : public MemoryStore {
 public:
  static Result<void> migrate(store::Database& database);

  EmbeddedMemoryStore(store::Database& database, store::SubjectKeys& keys, const Clock& clock)
      : database_(database), keys_(keys), clock_(clock) {}

  std::string describe() const override { return "SQLite, sealed per person"; }
  Task<Result<void>> remember(UserId owner, MemoryNote note, Deadline deadline) override;
  Task<Result<std::vector<MemoryNote>>> recall(UserId owner, int limit, Deadline deadline) override;
  Task<Result<void>> erase(UserId owner, AnalysisId analysis, Deadline deadline) override;
  Task<Result<void>> erase_owner(UserId owner, Deadline deadline) override;
  Task<Result<int>> remove_expired(int limit, Deadline deadline) override;

 private:
  Result<void> insert(store::Connection& connection, const UserId& owner, const MemoryNote& note);
  Result<std::vector<MemoryNote>> load(const UserId& owner, int limit);

  store::Database& database_;
  store::SubjectKeys& keys_;
  const Clock& clock_;
};

}  // namespace lumen::agent
