// SPDX-License-Identifier: Apache-2.0
#pragma once
// A person looks back: newest first, page by page, or one concern over time. Thread-safe.

#include <string>
#include <vector>

#include "analyses/analysis_store.h"
#include "domain/progress.h"

namespace lumen::service {

struct Progress {
  std::vector<ProgressPoint> points;  // oldest first
  ProgressVerdict verdict;
};

class ListHistory {
 public:
  explicit ListHistory(analyses::AnalysisStore& analyses) : analyses_(analyses) {}

  // `limit` 1..limits::history_max, else `invalid` ("bad_limit"); a cursor as the page before gave it, or "".
  Task<Result<analyses::HistoryPage>> run(UserId owner, int limit, std::string cursor, Deadline deadline);

  // The completed analyses among the newest `limit` (1..limits::history_max) whose photo showed the concern.
  Task<Result<Progress>> progress(UserId owner, Concern concern, int limit, Deadline deadline);

 private:
  analyses::AnalysisStore& analyses_;
};

}  // namespace lumen::service
