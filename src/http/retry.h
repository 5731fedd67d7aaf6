// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one place where calls are repeated: a bounded number of attempts, with a pause of full jitter in between
// (uniform in [0, min(pause_max, pause_first × 2^n)]; Marc Brooker, "Exponential Backoff And Jitter", AWS
// Architecture Blog, 2015), only after errors that can pass by themselves.
//
// A wait that the other side asks for (Error::retry_after_s) is kept in full and the jitter comes on top. When the
// pause does not fit before the deadline, the last error is the answer at once: nobody waits in vain.

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

#include "base/deadline.h"
#include "base/random.h"
#include "base/result.h"
#include "base/task.h"
#include "http/pause.h"
#include "http/remote_error.h"

namespace lumen::http {

struct RetryPolicy {
  int attempts_max = 3;
  std::chrono::milliseconds pause_first{200};
  std::chrono::milliseconds pause_max{5'000};
  // How many attempts an error is worth, the first included; 1: none more. May be empty: attempts_max for what
  // can pass, 1 for the rest.
  std::function<int(const Error&)> attempts_for{};
};

class Retry {
 public:
  // Both outlive it.
  Retry(RetryPolicy policy, Random& random, Pause& pause)
      : policy_(std::move(policy)), random_(random), pause_(pause) {}

  // `attempt` is called once per attempt and gives a Task<Result<T>>; it outlives the call.
  template <class T, class Attempt>
  Task<Result<T>> run(Attempt& attempt, Deadline deadline) {
    for (int number = 1;; ++number) {
      auto work = attempt();
      Result<T> result = co_await std::move(work);
      if (result || number >= attempts_for(result.error())) co_return result;
      const std::chrono::milliseconds span = pause_after(number, result.error());
      if (span >= deadline.remaining()) co_return result;
      co_await pause_.wait(span);
    }
  }

 private:
  int attempts_for(const Error& error) const {
    if (policy_.attempts_for) return std::min(policy_.attempts_for(error), policy_.attempts_max);
    return can_pass(error) ? policy_.attempts_max : 1;
  }

  std::chrono::milliseconds pause_after(int number, const Error& error) const {
    const auto ceiling = std::min<std::chrono::milliseconds>(
        policy_.pause_max, policy_.pause_first * (std::int64_t{1} << std::min(number - 1, 20)));
    const double jitter_ms = random_.unit() * static_cast<double>(ceiling.count());
    const std::chrono::seconds asked(std::max(0, error.retry_after_s.value_or(0)));
    return asked + std::chrono::milliseconds(static_cast<std::int64_t>(jitter_ms));
  }

  RetryPolicy policy_;
  Random& random_;
  Pause& pause_;
};

}  // namespace lumen::http
