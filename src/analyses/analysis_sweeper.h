// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: what the background sweep finds and settles. Thread-safe.

#include <cstdint>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/analysis.h"

namespace lumen::analyses {

enum class DueKind : std::uint8_t {
  upload_expired,  // still awaiting its upload in a second after the URL's end: ask the photo store, then settle
  announce,        // completed or failed and not yet announced
  erase,           // deleted by its owner, or past its ttl: remove photo and memory, then the row
};

struct DueItem {
  DueKind kind = DueKind::announce;
  AnalysisId id;
  UserId owner;
  Status status = Status::pending;
};

class AnalysisSweeper {
 public:
  virtual ~AnalysisSweeper() = default;

  // Up to `limit` items that are due now, oldest first.
  virtual Task<Result<std::vector<DueItem>>> due(int limit, Deadline deadline) = 0;

  // `failed`, code upload_expired, retryable, and due to be announced; only while the row still awaits its
  // upload, else `conflict`.
  virtual Task<Result<void>> expire_upload(UserId owner, AnalysisId id, Deadline deadline) = 0;

  // Repeatable.
  virtual Task<Result<void>> mark_announced(UserId owner, AnalysisId id, Deadline deadline) = 0;

  // Removes the row; only when it is deleting or past its ttl, else `conflict`. Repeatable: a row that is gone
  // is fine.
  virtual Task<Result<void>> erase(UserId owner, AnalysisId id, Deadline deadline) = 0;
};

}  // namespace lumen::analyses
