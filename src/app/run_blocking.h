// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs a coroutine to its end from code that has no event loop of its own: start-up and commands.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <utility>

#include "base/task.h"

namespace lumen::app {

template <class T>
T run_blocking(Task<T> task) {
  boost::asio::io_context loop(1);
  auto future = boost::asio::co_spawn(loop, std::move(task), boost::asio::use_future);
  loop.run();
  return future.get();
}

}  // namespace lumen::app
