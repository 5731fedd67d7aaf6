// SPDX-License-Identifier: Apache-2.0
#pragma once
// The background sweep: settles uploads that never came, announces results whose announcement was lost,
// and erases what was deleted or has expired. Every step is repeatable.

#include "agent/conversation_store.h"
#include "agent/memory_store.h"
#include "agent/spend_ledger.h"
#include "analyses/analysis_store.h"
#include "analyses/analysis_sweeper.h"
#include "base/log.h"
#include "base/metrics.h"
#include "jobs/work_signal.h"
#include "notify/notifier.h"
#include "photos/photo_store.h"

namespace lumen::service {

// What the agent keeps of a person.
struct AgentRecords {
  agent::MemoryStore& memory;
  agent::ConversationStore& conversations;
  agent::SpendLedger& spending;
};

class Sweep {
 public:
  Sweep(analyses::AnalysisSweeper& sweeper, analyses::AnalysisStore& analyses, photos::PhotoStore& photos,
        AgentRecords records, notify::Notifier& notifier, jobs::WorkSignal& workers, Log& log, Metrics& metrics);

  // One round over everything that is due now; answers how many items were settled.
  Task<Result<int>> run_once(Deadline deadline);

  // Rounds until `signal` is stopped: at once when woken, else every `period`.
  Task<void> run(jobs::WorkSignal& signal, std::chrono::milliseconds period, std::function<bool()> stopping);

 private:
  Task<Result<void>> settle(analyses::DueItem item, Deadline deadline);
  Task<Result<void>> settle_upload(const analyses::DueItem& item, Deadline deadline);
  Task<Result<void>> announce(const analyses::DueItem& item, Deadline deadline);
  Task<Result<int>> forget_expired(Deadline deadline);
  Task<Result<void>> erase(const analyses::DueItem& item, Deadline deadline);

  analyses::AnalysisSweeper& sweeper_;
  analyses::AnalysisStore& analyses_;
  photos::PhotoStore& photos_;
  AgentRecords records_;
  notify::Notifier& notifier_;
  jobs::WorkSignal& workers_;
  Log& log_;
  Counter& settled_;
  Counter& failed_;
};

}  // namespace lumen::service
