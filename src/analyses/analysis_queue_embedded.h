// SPDX-License-Identifier: Apache-2.0
#pragma once
// AnalysisQueue on the SQLite table. A lease is the row's due time: from that millisecond on the row may be
// claimed again and every step of the old claim fails with "claim_lost". Thread-safe.

#include <functional>

#include "analyses/analysis_queue.h"
#include "analyses/analysis_table.h"

namespace lumen::analyses {

class AnalysisQueueEmbedded final : public AnalysisQueue {
 public:
  explicit AnalysisQueueEmbedded(AnalysisTable& table) : table_(table) {}

  Task<Result<std::optional<Claim>>> claim(Deadline deadline) override;
  Task<Result<std::optional<UnixMillis>>> next_due_ms(Deadline deadline) override;
  Task<Result<void>> renew(const Claim& claim, Stage stage, Deadline deadline) override;
  Task<Result<void>> store_prediction(const Claim& claim, StoredPrediction prediction, Deadline deadline) override;
  Task<Result<void>> complete(const Claim& claim, ResultDocuments documents, Deadline deadline) override;
  Task<Result<void>> fail(const Claim& claim, AnalysisFailure failure, Deadline deadline) override;
  Task<Result<void>> release(const Claim& claim, UnixMillis next_try_ms, std::string reason,
                             Deadline deadline) override;
  Task<Result<std::vector<DeadLetter>>> dead_letters(int limit, Deadline deadline) override;
  Task<Result<void>> retry(AnalysisId id, Deadline deadline) override;

 private:
  AnalysisTable& table_;
};

}  // namespace lumen::analyses
