// SPDX-License-Identifier: Apache-2.0
#pragma once
// A person asks how an analysis stands, and may wait for it. Thread-safe.

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "analyses/analysis_store.h"
#include "base/metrics.h"
#include "notify/change_feed.h"

namespace lumen::service {

enum class WaitFor : std::uint8_t { prediction, end };

class GetAnalysis {
 public:
  GetAnalysis(analyses::AnalysisStore& analyses, notify::ChangeFeed& changes, Metrics& metrics);

  // The analysis as soon as it is completed or failed (or has a prediction, for WaitFor::prediction), at the
  // latest after `hold`. With no time to hold, too many held polls, or a server that is going down, the
  // current state is answered at once.
  Task<Result<std::shared_ptr<const Analysis>>> run(UserId owner, AnalysisId id, std::chrono::milliseconds hold,
                                                    WaitFor wait_for, Deadline deadline);

  // The concerns one by one, a JSON object; see AnalysisStore::report.
  Task<Result<std::string>> report(UserId owner, AnalysisId id, Deadline deadline);

 private:
  class Place;
  Task<Result<std::shared_ptr<const Analysis>>> hold(UserId owner, AnalysisId id, WaitFor wait_for, Deadline until);

  analyses::AnalysisStore& analyses_;
  notify::ChangeFeed& changes_;
  Gauge& held_;
  std::mutex mutex_;
  std::unordered_map<std::string, int> held_by_user_;
  int held_total_ = 0;
};

}  // namespace lumen::service
