// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every WorkSignal keeps. An adapter's test names a fixture with `jobs::WorkSignal& signal()` and
// instantiates the suite with it.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <thread>
#include <vector>

#include "jobs/work_signal.h"
#include "tests/support/run_task.h"

namespace lumen::jobs {

inline Task<void> count_waits(WorkSignal& signal, Deadline until, int& returned) {
  auto waited = co_await signal.wait(until);
  if (waited) ++returned;
}

template <class Fixture>
class WorkSignalContract : public ::testing::Test {
 protected:
  WorkSignal& signal() { return fixture_.signal(); }
  static Deadline far() { return Deadline::after(std::chrono::hours(1)); }
  Fixture fixture_;
};

TYPED_TEST_SUITE_P(WorkSignalContract);

TYPED_TEST_P(WorkSignalContract, AWakeUpBeforeTheWaitIsNotLost) {
  this->signal().wake();
  EXPECT_TRUE(test::run(this->signal().wait(this->far())));
}

TYPED_TEST_P(WorkSignalContract, AWaitEndsAtItsDeadline) {
  EXPECT_TRUE(test::run(this->signal().wait(Deadline::after(std::chrono::seconds(0)))));
}

TYPED_TEST_P(WorkSignalContract, AWakeUpIsUsedUpByTheWaitItEnded) {
  this->signal().wake();
  EXPECT_TRUE(test::run(this->signal().wait(this->far())));
  boost::asio::io_context loop;
  int returned = 0;
  boost::asio::co_spawn(loop, count_waits(this->signal(), this->far(), returned), boost::asio::detached);
  loop.poll();
  EXPECT_EQ(returned, 0);
  this->signal().stop();
  loop.run();
  EXPECT_EQ(returned, 1);
}

TYPED_TEST_P(WorkSignalContract, OneWakeUpReachesEveryWaiter) {
  boost::asio::io_context loop;
  int returned = 0;
  for (int i = 0; i < 3; ++i) {
    boost::asio::co_spawn(loop, count_waits(this->signal(), this->far(), returned), boost::asio::detached);
  }
  loop.poll();
  ASSERT_EQ(returned, 0);
  std::thread other([this] { this->signal().wake(); });
  loop.run();
  other.join();
  EXPECT_EQ(returned, 3);
}

TYPED_TEST_P(WorkSignalContract, StopEndsEveryWaitNowAndLater) {
  boost::asio::io_context loop;
  int returned = 0;
  for (int i = 0; i < 2; ++i) {
    boost::asio::co_spawn(loop, count_waits(this->signal(), this->far(), returned), boost::asio::detached);
  }
  loop.poll();
  this->signal().stop();
  loop.run();
  EXPECT_EQ(returned, 2);
  EXPECT_TRUE(test::run(this->signal().wait(this->far())));
}

// A worker that looks after each wait never misses work that was announced by a wake-up.
TYPED_TEST_P(WorkSignalContract, NoWorkIsLeftBehindUnderConcurrency) {
  constexpr int pieces = 2'000;
  std::atomic<int> waiting_pieces{0};
  std::atomic<int> done{0};
  const auto worker = [](WorkSignal& signal, std::atomic<int>& open, std::atomic<int>& finished) -> Task<void> {
    while (finished < pieces) {
      int seen = open.load();
      while (seen > 0 && !open.compare_exchange_weak(seen, seen - 1)) {
      }
      if (seen > 0) {
        if (++finished == pieces) signal.stop();
        continue;
      }
      co_await signal.wait(Deadline::after(std::chrono::hours(1)));
    }
  };
  boost::asio::thread_pool pool(2);
  std::vector<std::future<void>> workers;
  workers.push_back(boost::asio::co_spawn(pool, worker(this->signal(), waiting_pieces, done), boost::asio::use_future));
  for (int i = 0; i < pieces; ++i) {
    ++waiting_pieces;
    this->signal().wake();
  }
  for (auto& one : workers) one.get();
  EXPECT_EQ(done, pieces);
  pool.join();
}

REGISTER_TYPED_TEST_SUITE_P(WorkSignalContract, AWakeUpBeforeTheWaitIsNotLost, AWaitEndsAtItsDeadline,
                            AWakeUpIsUsedUpByTheWaitItEnded, OneWakeUpReachesEveryWaiter, StopEndsEveryWaitNowAndLater,
                            NoWorkIsLeftBehindUnderConcurrency);

}  // namespace lumen::jobs
