// SPDX-License-Identifier: Apache-2.0
#pragma once
// AnalysisStore on the SQLite table. Reads complete inline; writes await the group commit. Thread-safe.

#include "analyses/analysis_store.h"
#include "analyses/analysis_table.h"

namespace lumen::analyses {

class AnalysisStoreEmbedded final : public AnalysisStore {
 public:
  explicit AnalysisStoreEmbedded(AnalysisTable& table) : table_(table) {}

  std::string describe() const override { return "SQLite in the data folder"; }
  Task<Result<CreateOutcome>> create(NewAnalysis analysis, Deadline deadline) override;
  Task<Result<std::shared_ptr<const Analysis>>> get(UserId owner, AnalysisId id, Deadline deadline) override;
  Task<Result<std::string>> report(UserId owner, AnalysisId id, Deadline deadline) override;
  Task<Result<HistoryPage>> history(UserId owner, int limit, std::string cursor, Deadline deadline) override;
  Task<Result<UploadOutcome>> mark_uploaded(UserId owner, AnalysisId id, PhotoVersion photo,
                                            Deadline deadline) override;
  Task<Result<void>> mark_deleting(UserId owner, AnalysisId id, Deadline deadline) override;

 private:
  AnalysisTable& table_;
};

}  // namespace lumen::analyses
