// SPDX-License-Identifier: Apache-2.0
#pragma once
// A person looks back: newest first, page by page. Thread-safe.

#include <string>

#include "analyses/analysis_store.h"

namespace lumen::service {

class ListHistory {
 public:
  explicit ListHistory(analyses::AnalysisStore& analyses) : analyses_(analyses) {}

  // `limit` 1..limits::history_max, else `invalid` ("bad_limit"); a cursor as the page before gave it, or "".
  Task<Result<analyses::HistoryPage>> run(UserId owner, int limit, std::string cursor, Deadline deadline);

 private:
  analyses::AnalysisStore& analyses_;
};

}  // namespace lumen::service
