// SPDX-License-Identifier: Apache-2.0
#pragma once
// The ledger in SQLite: one row a key.

#include "agent/spend_ledger.h"
#include "store/database.h"

namespace lumen::agent {

class EmbeddedSpendLedger final : public SpendLedger {
 public:
  static Result<void> migrate(store::Database& database);

  EmbeddedSpendLedger(store::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  Task<Result<std::vector<Spend>>> sums(std::vector<std::string> keys, Deadline deadline) override;
  Task<Result<void>> add(std::vector<SpendEntry> entries, Deadline deadline) override;
  Task<Result<int>> remove_expired(int limit, Deadline deadline) override;

 private:
  store::Database& database_;
  const Clock& clock_;
};

}  // namespace lumen::agent
