// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs a coroutine to its end from code that has no event loop of its own: start-up, commands and tests.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/task.h"

namespace lumen {

// Loops that are used again and never destroyed: the thread that posted the last step of a coroutine may still be
// inside post() when the coroutine has ended. Thread-safe.
class SpareLoops {
 public:
  static SpareLoops& instance() {
    static auto& loops = *new SpareLoops;
    return loops;
  }

  std::unique_ptr<boost::asio::io_context> take() {
    const std::lock_guard lock(mutex_);
    if (spare_.empty()) return std::make_unique<boost::asio::io_context>(1);
    auto loop = std::move(spare_.back());
    spare_.pop_back();
    loop->restart();
    return loop;
  }

  void give_back(std::unique_ptr<boost::asio::io_context> loop) {
    const std::lock_guard lock(mutex_);
    spare_.push_back(std::move(loop));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<boost::asio::io_context>> spare_;
};

template <class T>
T run_blocking(Task<T> task) {
  auto loop = SpareLoops::instance().take();
  auto future = boost::asio::co_spawn(*loop, std::move(task), boost::asio::use_future);
  loop->run();
  SpareLoops::instance().give_back(std::move(loop));
  return future.get();
}

}  // namespace lumen
