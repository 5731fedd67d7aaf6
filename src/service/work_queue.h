// SPDX-License-Identifier: Apache-2.0
#pragma once
// Workers: claim an analysis, keep its lease while working, do it, or give it back for another try with
// growing, jittered pauses.

#include <functional>

#include "analyses/analysis_queue.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/random.h"
#include "jobs/work_signal.h"
#include "service/analyze_photo.h"

namespace lumen::service {

class WorkQueue {
 public:
  WorkQueue(analyses::AnalysisQueue& queue, AnalyzePhoto& analyze, jobs::WorkSignal& signal, const Clock& clock,
            Random& random, Log& log, Metrics& metrics);

  // One worker; several may run. Ends after the job at hand once `stopping` says so.
  Task<void> run(std::function<bool()> stopping);

  // Claims and does one analysis; false when none was due.
  Task<Result<bool>> run_one();

 private:
  Task<Result<void>> work(analyses::Claim claim);
  Task<void> give_back(const analyses::Claim& claim, const Error& error);
  Task<Deadline> pause_until();

  analyses::AnalysisQueue& queue_;
  AnalyzePhoto& analyze_;
  jobs::WorkSignal& signal_;
  const Clock& clock_;
  Random& random_;
  Log& log_;
  Counter& done_;
  Counter& released_;
};

// The pause before try number `attempt` + 1: full jitter under 1 s, 2 s, 4 s … at most 60 s.
// `unit` is uniform in [0, 1).
std::int64_t retry_pause_ms(int attempt, double unit);

}  // namespace lumen::service
