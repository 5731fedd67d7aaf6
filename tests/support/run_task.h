// SPDX-License-Identifier: Apache-2.0
#pragma once
// Event loops for tests. None is destroyed while another thread may still be inside the post() that ended a coroutine.

#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <utility>

#include "base/run_blocking.h"

namespace lumen::test {

// Runs a coroutine to its end on an event loop of its own and gives its value.
template <class T>
T run(Task<T> task) {
  return run_blocking(std::move(task));
}

// A loop of a test's own.
class KeptLoop {
 public:
  KeptLoop() : loop_(SpareLoops::instance().take()) {}
  ~KeptLoop() { SpareLoops::instance().give_back(std::move(loop_)); }
  KeptLoop(const KeptLoop&) = delete;
  KeptLoop& operator=(const KeptLoop&) = delete;
  boost::asio::io_context& operator*() const { return *loop_; }
  boost::asio::io_context* operator->() const { return loop_.get(); }

 private:
  std::unique_ptr<boost::asio::io_context> loop_;
};

// Two threads that live as long as the tests; wait for futures, not for them.
inline boost::asio::thread_pool& two_threads() {
  static auto& pool = *new boost::asio::thread_pool(2);
  return pool;
}

}  // namespace lumen::test
