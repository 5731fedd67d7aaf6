// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: what was said about an analysis, exchange by exchange, sealed, bounded, with an end. Every look-up carries the
// owner. Thread-safe.

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/ids.h"

namespace lumen::agent {

struct ConversationEntry {
  AnalysisId analysis;
  std::string session;         // 1..session_bytes_max
  UnixMillis asked_at_ms = 0;  // grows within an analysis
  UnixSeconds ttl_s = 0;       // unreadable from this second
  std::string text;            // 1..entry_bytes_max bytes of UTF-8

  friend bool operator==(const ConversationEntry&, const ConversationEntry&) = default;
};

class ConversationStore {
 public:
  static constexpr std::size_t session_bytes_max = 64;
  static constexpr std::size_t entry_bytes_max = 32 * 1024;
  static constexpr int entries_per_analysis_max = 200;
  static constexpr int page_max = 200;

  virtual ~ConversationStore() = default;
  virtual std::string describe() const = 0;

  // Durable when answered. Beyond entries_per_analysis_max: `conflict` "conversation_full". An analysis that was erased
  // here in the last day takes nothing: `forbidden`. An entry outside the bounds is `invalid` ("bad_entry").
  virtual Task<Result<void>> add(UserId owner, ConversationEntry entry, Deadline deadline) = 0;

  // How many the analysis has.
  virtual Task<Result<int>> count(UserId owner, AnalysisId analysis, Deadline deadline) = 0;

  // The newest `limit` (1..page_max), oldest of them first; of one session, or of all for "".
  virtual Task<Result<std::vector<ConversationEntry>>> list(UserId owner, AnalysisId analysis, std::string session,
                                                            int limit, Deadline deadline) = 0;

  // The newest `limit` over all analyses of this person, newest first.
  virtual Task<Result<std::vector<ConversationEntry>>> recent(UserId owner, int limit, Deadline deadline) = 0;

  // Gone for good when answered; absent is fine.
  virtual Task<Result<void>> erase(UserId owner, AnalysisId analysis, Deadline deadline) = 0;
  virtual Task<Result<void>> erase_owner(UserId owner, Deadline deadline) = 0;

  // Removes up to `limit` entries that expired; answers how many.
  virtual Task<Result<int>> remove_expired(int limit, Deadline deadline) = 0;
};

}  // namespace lumen::agent
