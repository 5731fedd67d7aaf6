// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: the analysis row as the job. Each step is one conditional write: it holds only while the caller's
// claim does, so two workers on one job change nothing twice, and a step on a deleted or expired row fails
// with `conflict` ("claim_lost") and never re-creates it. A claim ends with its lease: from the millisecond
// claim time + limits::lease_life on, unless renewed, its steps fail and the row may be claimed again.
// Thread-safe.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/analysis.h"

namespace lumen::analyses {

struct Claim {
  AnalysisId id;
  UserId owner;
  PhotoVersion photo;
  std::string prediction;  // JSON of an earlier attempt's stage 1, or ""
  UnixMillis created_at_ms = 0;
  UnixSeconds ttl_s = 0;
  int attempt = 1;                // 1 at the first claim
  std::uint64_t claim_token = 0;  // grows with each claim of this row
};

struct DeadLetter {
  AnalysisId id;
  UserId owner;
  int attempts = 0;
  std::string reason;  // the last error: code and private detail
  UnixMillis failed_at_ms = 0;
};

struct StoredPrediction {
  std::string prediction;  // JSON object
  std::string report;      // JSON object, see AnalysisStore::report; "" when there is none
  Severity severity = Severity::none;
};

class AnalysisQueue {
 public:
  virtual ~AnalysisQueue() = default;

  // The oldest analysis that is due (queued and past its next try, or whose lease ended or whose process is
  // gone), now `processing` and leased for limits::lease_life; nothing when none is due. A row that has used
  // up its attempts is dead-lettered instead of claimed.
  virtual Task<Result<std::optional<Claim>>> claim(Deadline deadline) = 0;

  // When the next row becomes due without any new upload, or nothing.
  virtual Task<Result<std::optional<UnixMillis>>> next_due_ms(Deadline deadline) = 0;

  // Keeps the lease for limits::lease_life from now and says which stage is running. Within one claim the
  // stage only moves forward: an earlier one is not an error, and is not shown.
  virtual Task<Result<void>> renew(const Claim& claim, Stage stage, Deadline deadline) = 0;

  // Stage 1's answer becomes readable; the status stays `processing`, stage `explaining`.
  virtual Task<Result<void>> store_prediction(const Claim& claim, StoredPrediction prediction, Deadline deadline) = 0;

  // The result, the status `completed` and `announce_due`, in one write. An empty `documents.prediction`
  // keeps the one that was stored.
  virtual Task<Result<void>> complete(const Claim& claim, ResultDocuments documents, Deadline deadline) = 0;

  // The status `failed` with its public reason, and `announce_due`, in one write.
  virtual Task<Result<void>> fail(const Claim& claim, AnalysisFailure failure, Deadline deadline) = 0;

  // Gives the row back for another try at `next_try_ms`; the last allowed attempt becomes a dead letter:
  // `failed`, code "internal_error", retryable, with `reason` kept for the operator.
  virtual Task<Result<void>> release(const Claim& claim, UnixMillis next_try_ms, std::string reason,
                                     Deadline deadline) = 0;

  // Newest first.
  virtual Task<Result<std::vector<DeadLetter>>> dead_letters(int limit, Deadline deadline) = 0;
  // Queues a dead letter again with fresh attempts; `not_found` when it is none.
  virtual Task<Result<void>> retry(AnalysisId id, Deadline deadline) = 0;
};

}  // namespace lumen::analyses
