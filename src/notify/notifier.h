// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: tells a person's app that an analysis changed. At least once: announcing twice is harmless.
// An event carries ids and states, never a result. Thread-safe.

#include <string>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/analysis.h"

namespace lumen::notify {

struct AnalysisEvent {
  UserId owner;
  AnalysisId analysis;
  Status status = Status::pending;
  Stage stage = Stage::queued;
};

class Notifier {
 public:
  virtual ~Notifier() = default;
  virtual std::string describe() const = 0;
  virtual Task<Result<void>> announce(AnalysisEvent event, Deadline deadline) = 0;
};

}  // namespace lumen::notify
