// SPDX-License-Identifier: Apache-2.0
#pragma once
// Event: happens once; any number of coroutines may wait for it. For one thread: waiters and `set` run on the
// same single-threaded executor. Whoever waits keeps the event alive.

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <vector>

#include "base/deadline.h"
#include "base/task.h"

namespace lumen::vision {

class Event {
 public:
  bool happened() const { return happened_; }

  void set() {
    happened_ = true;
    for (const auto& timer : waiting_) timer->cancel();
  }

  // False when the deadline passed first.
  Task<bool> wait(Deadline until) {
    if (happened_) co_return true;
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto timer = std::make_shared<boost::asio::steady_timer>(executor, until.instant());
    waiting_.push_back(timer);
    co_await timer->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    waiting_.erase(std::remove(waiting_.begin(), waiting_.end(), timer), waiting_.end());
    co_return happened_;
  }

 private:
  bool happened_ = false;
  std::vector<std::shared_ptr<boost::asio::steady_timer>> waiting_;
};

}  // namespace lumen::vision
