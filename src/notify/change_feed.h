// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: lets a held poll or a server-sent-events stream wait for the next change of a person's analyses.
// A subscription sees every event announced after it was made, up to 64 waiting ones; older are dropped, and
// the reader looks at the row again anyway. Thread-safe.

#include <memory>
#include <optional>

#include "base/deadline.h"
#include "base/task.h"
#include "notify/notifier.h"

namespace lumen::notify {

class Subscription {
 public:
  virtual ~Subscription() = default;  // unsubscribes
  // The next event, or nothing at the deadline or at ChangeFeed::stop().
  virtual Task<std::optional<AnalysisEvent>> next(Deadline until) = 0;
};

class ChangeFeed {
 public:
  virtual ~ChangeFeed() = default;
  // All analyses of one person.
  virtual std::unique_ptr<Subscription> subscribe(UserId owner) = 0;
  // Every wait, now and later, returns nothing at once: the server is going down.
  virtual void stop() = 0;
  virtual bool stopped() const = 0;
};

}  // namespace lumen::notify
