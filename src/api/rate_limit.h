// SPDX-License-Identifier: Apache-2.0
#pragma once
// A token bucket per caller, bounded in number: when the table is full the buckets that are full again (idle
// callers) go first. Thread-safe.

#include <mutex>
#include <string>
#include <unordered_map>

#include "base/clock.h"

namespace lumen::api {

class RateLimit {
 public:
  // `per_second` 0 means no limit.
  RateLimit(const Clock& clock, double per_second, double burst)
      : clock_(clock), per_second_(per_second), burst_(burst) {}

  bool allow(const std::string& caller);

 private:
  struct Bucket {
    double tokens = 0;
    UnixMillis at_ms = 0;
  };
  void drop_idle(UnixMillis now_ms);

  const Clock& clock_;
  double per_second_;
  double burst_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace lumen::api
