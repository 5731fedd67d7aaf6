// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs a coroutine to its end on an event loop of its own and gives its value.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <utility>

#include "base/task.h"

namespace lumen::test {

template <class T>
T run(Task<T> task) {
  boost::asio::io_context loop;
  auto future = boost::asio::co_spawn(loop, std::move(task), boost::asio::use_future);
  loop.run();
  return future.get();
}

}  // namespace lumen::test
