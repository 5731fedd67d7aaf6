// SPDX-License-Identifier: Apache-2.0
#pragma once
// Something that is loaded when it is first wanted, by whoever wants it first; who comes meanwhile waits. A load
// that failed is tried again by the next who wants it. Thread-safe; outlives every run().

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "base/sleeper.h"
#include "base/task.h"

namespace lumen {

class LoadOnce {
 public:
  bool done() const { return done_.load(std::memory_order_acquire); }

  // `load` is a callable giving Task<Result<void>>. Errors: those of `load` for the one who ran it; `timed_out` for
  // one who waited until `deadline`.
  template <class Load>
  Task<Result<void>> run(Load load, Deadline deadline) {
    while (!done()) {
      auto turn = std::make_shared<Sleeper>();
      if (!queue(turn)) {
        const Turn mine(*this);
        if (done()) co_return Result<void>();  // somebody's load ended between the two questions
        Result<void> loaded = co_await load();
        if (loaded) done_.store(true, std::memory_order_release);
        co_return loaded;
      }
      co_await turn->sleep(deadline);
      if (!done() && deadline.expired()) {
        co_return fail(make_error(ErrorKind::timed_out, "timed_out", "This took too long. Please try again."));
      }
    }
    co_return Result<void>();
  }

 private:
  // Ends the loader's turn however it ended.
  struct Turn {
    explicit Turn(LoadOnce& owner) : once(owner) {}
    ~Turn() { once.wake_all(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    LoadOnce& once;
  };

  // True when somebody loads already: then `turn` is woken at the end of it.
  bool queue(const std::shared_ptr<Sleeper>& turn) {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(loading_, true)) return false;
    waiting_.push_back(turn);
    return true;
  }

  void wake_all() {
    std::vector<std::shared_ptr<Sleeper>> waiting;
    {
      const std::lock_guard lock(mutex_);
      loading_ = false;
      waiting.swap(waiting_);
    }
    for (const auto& one : waiting) one->wake();
  }

  std::atomic<bool> done_ = false;
  std::mutex mutex_;
  bool loading_ = false;
  std::vector<std::shared_ptr<Sleeper>> waiting_;
};

}  // namespace lumen
