// SPDX-License-Identifier: Apache-2.0
#pragma once
// A person takes an analysis back: unreadable at once; the photo, what was drawn from it, memory and the row
// are removed right after by the sweep, which is woken here. Thread-safe.

#include "analyses/analysis_store.h"
#include "jobs/work_signal.h"

namespace lumen::service {

class DeleteAnalysis {
 public:
  DeleteAnalysis(analyses::AnalysisStore& analyses, jobs::WorkSignal& sweep) : analyses_(analyses), sweep_(sweep) {}

  // Repeatable. A foreign or unknown analysis is `forbidden`.
  Task<Result<void>> run(UserId owner, AnalysisId id, Deadline deadline);

 private:
  analyses::AnalysisStore& analyses_;
  jobs::WorkSignal& sweep_;
};

}  // namespace lumen::service
