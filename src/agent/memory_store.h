// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: what the agent remembers of a person: short notes about earlier analyses and talks, sealed, bounded,
// with an end. Every look-up carries the owner. Thread-safe.

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/ids.h"

namespace lumen::agent {

struct MemoryNote {
  AnalysisId analysis;
  UnixMillis created_at_ms = 0;  // of the analysis
  UnixSeconds ttl_s = 0;         // unreadable from this second
  std::string text;              // 1..note_bytes_max bytes of UTF-8

  friend bool operator==(const MemoryNote&, const MemoryNote&) = default;
};

class MemoryStore {
 public:
  static constexpr std::size_t note_bytes_max = 2'000;
  static constexpr int notes_per_owner_max = 50;

  virtual ~MemoryStore() = default;
  virtual std::string describe() const = 0;

  // One note per analysis: a later one replaces it. Beyond notes_per_owner_max the oldest go. An analysis that
  // was erased here stays forgotten: a worker that is late by up to a day stores nothing, and that is no
  // error. Durable when answered. A note that is empty, too long or not UTF-8 is `invalid` ("bad_note").
  virtual Task<Result<void>> remember(UserId owner, MemoryNote note, Deadline deadline) = 0;

  // Newest analysis first, at most `limit` (1..notes_per_owner_max), none that has expired.
  virtual Task<Result<std::vector<MemoryNote>>> recall(UserId owner, int limit, Deadline deadline) = 0;

  // Gone for good when answered; absent is fine.
  virtual Task<Result<void>> erase(UserId owner, AnalysisId analysis, Deadline deadline) = 0;

  // Everything of this person.
  virtual Task<Result<void>> erase_owner(UserId owner, Deadline deadline) = 0;

  // Removes up to `limit` notes that expired; answers how many rows went.
  virtual Task<Result<int>> remove_expired(int limit, Deadline deadline) = 0;
};

}  // namespace lumen::agent
