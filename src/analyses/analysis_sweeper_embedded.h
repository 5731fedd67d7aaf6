// SPDX-License-Identifier: Apache-2.0
#pragma once
// AnalysisSweeper on the SQLite table: each kind of due item has its own partial index. Thread-safe.

#include "analyses/analysis_sweeper.h"
#include "analyses/analysis_table.h"

namespace lumen::analyses {

class AnalysisSweeperEmbedded final : public AnalysisSweeper {
 public:
  explicit AnalysisSweeperEmbedded(AnalysisTable& table) : table_(table) {}

  Task<Result<std::vector<DueItem>>> due(int limit, Deadline deadline) override;
  Task<Result<void>> expire_upload(UserId owner, AnalysisId id, Deadline deadline) override;
  Task<Result<void>> mark_announced(UserId owner, AnalysisId id, Deadline deadline) override;
  Task<Result<void>> erase(UserId owner, AnalysisId id, Deadline deadline) override;

 private:
  AnalysisTable& table_;
};

}  // namespace lumen::analyses
