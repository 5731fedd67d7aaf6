// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: wakes a worker. It carries no work: the analysis row is the job, and a lost or doubled wake-up
// changes nothing but time. Thread-safe.

#include <string>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"

namespace lumen::jobs {

class WorkSignal {
 public:
  virtual ~WorkSignal() = default;
  virtual std::string describe() const = 0;

  // Something may be due. Never blocks.
  virtual void wake() = 0;

  // Returns after a wake() that came since the last return of wait(), or at the deadline, or at stop().
  virtual Task<Result<void>> wait(Deadline until) = 0;

  // Every wait, now and later, returns at once.
  virtual void stop() = 0;
};

}  // namespace lumen::jobs
