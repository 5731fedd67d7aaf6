// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: what was spent under a key, such as a day or an analysis. It outlives a restart, so that a process that is
// started again and again cannot spend a day's budget each time. Thread-safe.

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"

namespace lumen::agent {

struct Spend {
  std::int64_t tokens = 0;
  double usd = 0;
};

struct SpendEntry {
  std::string key;  // 1..128 characters
  Spend spend;
  UnixSeconds ttl_s = 0;  // forgotten after this second
};

class SpendLedger {
 public:
  virtual ~SpendLedger() = default;

  // The sum under each key, in order; zeros for an unknown one and one that is forgotten.
  virtual Task<Result<std::vector<Spend>>> sums(std::vector<std::string> keys, Deadline deadline) = 0;

  // Adds to each key's sum, all or none. Durable when answered. Money is kept in millionths of a dollar, rounded up.
  virtual Task<Result<void>> add(std::vector<SpendEntry> entries, Deadline deadline) = 0;

  // Removes up to `limit` sums that are forgotten; answers how many.
  virtual Task<Result<int>> remove_expired(int limit, Deadline deadline) = 0;
};

}  // namespace lumen::agent
