// SPDX-License-Identifier: Apache-2.0
#pragma once
// Waiting between attempts is injected, so that tests see the pauses without living through them.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

#include "base/task.h"

namespace lumen::http {

class Pause {
 public:
  virtual ~Pause() = default;
  // Returns after `span`, or sooner when the caller is cancelled.
  virtual Task<void> wait(std::chrono::milliseconds span) = 0;
};

class TimerPause final : public Pause {
 public:
  Task<void> wait(std::chrono::milliseconds span) override {
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor, span);
    co_await timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  }
};

}  // namespace lumen::http
