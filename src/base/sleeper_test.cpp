// SPDX-License-Identifier: Apache-2.0
#include "base/sleeper.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <optional>
#include <thread>

#include "tests/support/run_task.h"

namespace lumen {
namespace {

Task<void> note_sleep(Sleeper& sleeper, Deadline until, std::optional<bool>& woken) {
  woken = co_await sleeper.sleep(until);
}

TEST(Sleeper, AWakeUpBeforeTheSleepIsKeptOnce) {
  Sleeper sleeper;
  sleeper.wake();
  sleeper.wake();
  EXPECT_TRUE(test::run(sleeper.sleep(Deadline::never())));
  EXPECT_FALSE(test::run(sleeper.sleep(Deadline::after(std::chrono::seconds(0)))));
}

TEST(Sleeper, AnotherThreadWakesIt) {
  Sleeper sleeper;
  boost::asio::io_context loop;
  std::optional<bool> woken;
  boost::asio::co_spawn(loop, note_sleep(sleeper, Deadline::never(), woken), boost::asio::detached);
  loop.poll();
  ASSERT_FALSE(woken);
  std::thread other([&] { sleeper.wake(); });
  loop.run();
  other.join();
  EXPECT_EQ(woken, true);
}

TEST(Sleeper, IsWokenWhenItIsDestroyed) {
  auto sleeper = std::make_unique<Sleeper>();
  boost::asio::io_context loop;
  std::optional<bool> woken;
  boost::asio::co_spawn(loop, note_sleep(*sleeper, Deadline::after(std::chrono::hours(1)), woken),
                        boost::asio::detached);
  loop.poll();
  sleeper.reset();
  loop.run();
  EXPECT_EQ(woken, true);
}

Task<void> sleep_or_pass(Sleeper& sleeper, Sleeper& other) {
  using namespace boost::asio::experimental::awaitable_operators;
  other.wake();
  co_await (sleeper.sleep(Deadline::after(std::chrono::hours(1))) || other.sleep(Deadline::never()));
}

TEST(Sleeper, ACancelledSleepEndsAndTheNextOneWorks) {
  Sleeper sleeper;
  Sleeper other;
  test::run(sleep_or_pass(sleeper, other));
  sleeper.wake();
  EXPECT_TRUE(test::run(sleeper.sleep(Deadline::never())));
}

Task<int> count_wakes(Sleeper& sleeper, Sleeper& answer, int rounds) {
  int woken = 0;
  for (int i = 0; i < rounds; ++i) {
    // The deadline races with the wake-up; whichever wins, no round may hang or be answered twice.
    const bool by_wake = co_await sleeper.sleep(Deadline::after(std::chrono::microseconds(i % 50)));
    if (!by_wake) co_await sleeper.sleep(Deadline::never());
    ++woken;
    answer.wake();
  }
  co_return woken;
}

Task<void> wake_each_round(Sleeper& sleeper, Sleeper& answer, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    sleeper.wake();
    co_await answer.sleep(Deadline::never());
  }
}

TEST(Sleeper, DeadlineAndWakeUpMayRace) {
  constexpr int rounds = 2'000;
  Sleeper sleeper;
  Sleeper answer;
  boost::asio::thread_pool pool(2);
  auto woken = boost::asio::co_spawn(pool, count_wakes(sleeper, answer, rounds), boost::asio::use_future);
  boost::asio::co_spawn(pool, wake_each_round(sleeper, answer, rounds), boost::asio::detached);
  EXPECT_EQ(woken.get(), rounds);
  pool.join();
}

}  // namespace
}  // namespace lumen
