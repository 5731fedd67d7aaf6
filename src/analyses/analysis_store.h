// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: analyses as a person sees them. Every look-up carries the owner: a foreign, an unknown, an expired and
// a deleted analysis are all the same `forbidden`. Thread-safe.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/analysis.h"

namespace lumen::analyses {

struct NewAnalysis {
  AnalysisId id;
  UserId owner;
  UnixMillis created_at_ms = 0;
  UnixSeconds upload_until_s = 0;  // the upload URL's end
  UnixSeconds ttl_s = 0;
};

enum class CreateOutcome : std::uint8_t { created, existed };

enum class UploadOutcome : std::uint8_t {
  queued,   // the photo is this analysis's: a worker may claim it
  already,  // the same version was marked before; nothing changed
  refused,  // another version was marked first, or the analysis ended
};

struct HistoryPage {
  std::vector<std::shared_ptr<const Analysis>> analyses;  // newest first
  std::string next_cursor;                                // "" at the end
};

class AnalysisStore {
 public:
  virtual ~AnalysisStore() = default;
  virtual std::string describe() const = 0;

  // Inserts a pending row awaiting its upload. `existed` when the id is taken by the same owner and readable;
  // `conflict` when it is another's ("analysis_exists"), or was deleted or has expired ("analysis_deleted": a
  // repeated Idempotency-Key brings nothing back). Durable when answered.
  virtual Task<Result<CreateOutcome>> create(NewAnalysis analysis, Deadline deadline) = 0;

  // Readable until `ttl_s`, exactly to the second. Completes inline in the embedded edition.
  virtual Task<Result<std::shared_ptr<const Analysis>>> get(UserId owner, AnalysisId id, Deadline deadline) = 0;

  // The whole of what the engine measured, a JSON object (domain/concern_json.h). Readable as the analysis is;
  // `not_found` ("no_report") before stage 1 is done and when no engine measured.
  virtual Task<Result<std::string>> report(UserId owner, AnalysisId id, Deadline deadline) = 0;

  // Newest first by creation; `limit` is 1..limits::history_max. A page begins after the last row of the page
  // before, whatever was created or deleted in between. A malformed cursor, or one of another owner, is
  // `invalid` ("bad_cursor").
  virtual Task<Result<HistoryPage>> history(UserId owner, int limit, std::string cursor, Deadline deadline) = 0;

  // After the photo is durable. Allowed while the row awaits its upload, and for a row that failed with
  // upload_expired (the photo came after all: that failure is gone and a worker may claim it).
  virtual Task<Result<UploadOutcome>> mark_uploaded(UserId owner, AnalysisId id, PhotoVersion photo,
                                                    Deadline deadline) = 0;

  // Unreadable from now on; the sweep removes the rest. Repeatable until the ttl, also after the sweep.
  // Foreign, unknown or expired: `forbidden`.
  virtual Task<Result<void>> mark_deleting(UserId owner, AnalysisId id, Deadline deadline) = 0;
};

}  // namespace lumen::analyses
