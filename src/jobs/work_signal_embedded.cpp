// SPDX-License-Identifier: Apache-2.0
#include "jobs/work_signal_embedded.h"

#include <utility>

namespace lumen::jobs {

void WorkSignalEmbedded::wake() {
  const std::lock_guard lock(mutex_);
  kept_ = sleepers_.empty();
  for (const auto& sleeper : sleepers_) sleeper->wake();
}

void WorkSignalEmbedded::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  for (const auto& sleeper : sleepers_) sleeper->wake();
}

// A waiter's place in the list, left however its coroutine ends. It holds no sleeper when there is no need
// to wait.
class WorkSignalEmbedded::Place {
 public:
  explicit Place(WorkSignalEmbedded& signal) : signal_(signal) {
    const std::lock_guard lock(signal_.mutex_);
    const bool was_kept = std::exchange(signal_.kept_, false);
    if (!signal_.stopped_ && !was_kept) sleeper_ = signal_.sleepers_.emplace_back(std::make_shared<Sleeper>());
  }
  ~Place() {
    const std::lock_guard lock(signal_.mutex_);
    std::erase(signal_.sleepers_, sleeper_);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  Sleeper* sleeper() const { return sleeper_.get(); }

 private:
  WorkSignalEmbedded& signal_;
  std::shared_ptr<Sleeper> sleeper_;
};

Task<Result<void>> WorkSignalEmbedded::wait(Deadline until) {
  const Place place(*this);
  if (place.sleeper() != nullptr) co_await place.sleeper()->sleep(until);
  co_return Result<void>();
}

}  // namespace lumen::jobs
