// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table `analyses`, column by column, and how a row becomes an Analysis. What says something about a
// person's skin is sealed with the person's key (store/subject_keys.h), with the analysis id and the column
// name authenticated: a sealed value moved to another row or column does not open.
//
//   sealed_prediction  severity, prediction
//   sealed_result      severity, prediction, enhanced_analysis, products, timing; the prediction's own column is then
//                      NULL, so a completed row is opened with one call
//   sealed_report      packed JSON (base/deflate.h): the concerns one by one; read on its own, by AnalysisStore::report
//   sealed_failure     code, message, hint, "1" when retryable
//   sealed_reason      why the last attempt failed, for the operator
//   due_at_ms          queued: when it may be claimed; processing: when its lease ends; else NULL
//   announce_at_ms     since when an end waits to be announced, or NULL
//   deleting_at_ms     when its owner deleted it, or NULL
//   dead_at_ms         since when it is a dead letter, or NULL
//
// `erased_analyses` keeps, until the ttl, a keyed digest of each analysis that its owner deleted: so deleting
// twice is answered alike and an Idempotency-Key does not bring a deleted analysis back.

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "domain/analysis.h"
#include "store/database.h"
#include "store/subject_keys.h"

namespace lumen::analyses {

// The migrations of this room.
Result<void> migrate_analyses(store::Database& database);

// The columns that AnalysisRows::read wants, in its order.
extern const std::string_view analysis_columns;

enum class SealedColumn : std::uint8_t { prediction, result, failure, reason, report };

// The 16 bytes of an id, as the table keeps it; nothing when it is no UUID (so no such row can exist).
using IdBytes = std::array<std::uint8_t, 16>;
std::optional<IdBytes> id_bytes(const AnalysisId& id);
AnalysisId id_from(ByteView bytes);

// Stateless beside the keys; thread-safe.
class AnalysisRows {
 public:
  explicit AnalysisRows(store::SubjectKeys& keys) : keys_(keys) {}

  // `forbidden` when the person's key was destroyed; `internal` when the row is damaged.
  Result<std::shared_ptr<const Analysis>> read(const store::Statement& row) const;

  // Inside a write.
  Result<Bytes> seal(store::Connection& connection, const UserId& owner, const AnalysisId& id, SealedColumn column,
                     std::string_view plain) const;
  Result<Bytes> seal_failure(store::Connection& connection, const UserId& owner, const AnalysisId& id,
                             const AnalysisFailure& failure) const;
  // The plain text, or nothing when it cannot be opened.
  std::optional<std::string> unseal_text(const UserId& owner, const AnalysisId& id, SealedColumn column,
                                         ByteView sealed) const;
  // The prediction's JSON, or "" when there is none or it cannot be opened.
  std::string prediction_text(const UserId& owner, const AnalysisId& id, ByteView sealed) const;

 private:
  Result<void> read_sealed(const store::Statement& row, Analysis& analysis) const;
  store::SubjectKeys& keys_;
};

// A foreign, an unknown, an expired and a deleted analysis are all this.
Error no_such_analysis();

// The public failure of an analysis that used up its attempts.
AnalysisFailure attempts_used_up();

}  // namespace lumen::analyses
