// SPDX-License-Identifier: Apache-2.0
#pragma once
// A bounded pool for work that blocks (file I/O, hashing, scans). At most `threads` pieces run and
// `waiting_max` wait; over that `run` answers `unavailable` at once. Thread-safe.

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"

namespace lumen {

class BlockingPool {
 public:
  BlockingPool(std::size_t threads, std::size_t waiting_max) : pool_(threads), inside_max_(threads + waiting_max) {}
  ~BlockingPool() { pool_.join(); }
  BlockingPool(const BlockingPool&) = delete;
  BlockingPool& operator=(const BlockingPool&) = delete;

  // Runs `work` (a callable returning Result<T>) on the pool and resumes the caller on its own executor.
  template <class Work>
  Task<std::invoke_result_t<Work>> run(Work work, Deadline deadline) {
    using Answer = std::invoke_result_t<Work>;
    const Place place(inside_);
    if (place.number > inside_max_) co_return Answer(fail(full()));
    auto body = [](Work inner, Deadline until) -> Task<Answer> {
      if (until.expired()) {
        co_return Answer(fail(make_error(ErrorKind::timed_out, "timed_out", "This took too long. Please try again.")));
      }
      co_return inner();
    };
    co_return co_await boost::asio::co_spawn(pool_.get_executor(), body(std::move(work), deadline),
                                             boost::asio::use_awaitable);
  }

  // The same for a coroutine that computes for long: all of it runs on the pool.
  template <class T>
  Task<Result<T>> run_task(Task<Result<T>> work) {
    const Place place(inside_);
    if (place.number > inside_max_) co_return fail(full());
    co_return co_await boost::asio::co_spawn(pool_.get_executor(), std::move(work), boost::asio::use_awaitable);
  }

  std::size_t inside() const { return inside_.load(); }

 private:
  struct Place {
    explicit Place(std::atomic<std::size_t>& counter) : inside(counter), number(++counter) {}
    ~Place() { --inside; }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    std::atomic<std::size_t>& inside;
    std::size_t number;
  };

  static Error full() {
    return unavailable("busy", "Lumen is busy. Please try again in a moment.", "blocking pool full");
  }

  boost::asio::thread_pool pool_;
  std::size_t inside_max_;
  std::atomic<std::size_t> inside_{0};
};

}  // namespace lumen
