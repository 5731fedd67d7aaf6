// SPDX-License-Identifier: Apache-2.0
#pragma once
// Starts work beside the caller, on the caller's executor; it ends by itself. What it uses must be kept by it, or
// outlive the event loop. An exception out of it ends the process, so it catches what it expects.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <utility>

#include "base/task.h"

namespace lumen {

inline Task<void> start_beside(Task<void> work) {
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::co_spawn(executor, std::move(work), boost::asio::detached);
}

}  // namespace lumen
