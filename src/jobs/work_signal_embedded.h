// SPDX-License-Identifier: Apache-2.0
#pragma once
// WorkSignal inside one process. A wake-up resumes every worker that waits; when none does, it is kept for
// the next one that asks. Waiters resume on their own executors. Thread-safe.

#include <memory>
#include <mutex>
#include <vector>

#include "base/sleeper.h"
#include "jobs/work_signal.h"

namespace lumen::jobs {

class WorkSignalEmbedded final : public WorkSignal {
 public:
  std::string describe() const override { return "in process"; }
  void wake() override;
  Task<Result<void>> wait(Deadline until) override;
  void stop() override;

 private:
  class Place;

  std::mutex mutex_;
  bool kept_ = false;
  bool stopped_ = false;
  std::vector<std::shared_ptr<Sleeper>> sleepers_;
};

}  // namespace lumen::jobs
