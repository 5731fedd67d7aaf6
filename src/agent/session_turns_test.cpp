// SPDX-License-Identifier: Apache-2.0
#include "agent/session_turns.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>

#include "tests/support/run_task.h"

namespace lumen::agent {
namespace {

using namespace std::chrono_literals;

TEST(SessionTurns, TheNextComesWhenTheFirstHasGone) {
  SessionTurns turns;
  std::vector<std::string> order;
  test::KeptLoop loop;
  auto first = test::run(turns.wait("s", Deadline::never()));
  ASSERT_TRUE(first);
  const auto follow = [](SessionTurns& line, std::vector<std::string>& said, std::string name) -> Task<void> {
    auto waiting = line.wait("s", Deadline::never());
    auto turn = co_await std::move(waiting);
    said.push_back(turn ? name : turn.error().code);
  };
  for (const char* name : {"second", "third"}) {
    boost::asio::co_spawn(*loop, follow(turns, order, name), boost::asio::detached);
    loop->poll();
  }
  EXPECT_TRUE(order.empty());
  first->reset();
  loop->restart();
  loop->run();
  EXPECT_EQ(order, (std::vector<std::string>{"second", "third"}));
  EXPECT_TRUE(test::run(turns.wait("s", Deadline::never())));
}

TEST(SessionTurns, OtherSessionsDoNotWait) {
  SessionTurns turns;
  const auto first = test::run(turns.wait("s", Deadline::never()));
  const auto other = test::run(turns.wait("t", Deadline::after(1min)));
  EXPECT_TRUE(first && other);
}

TEST(SessionTurns, WhoDoesNotGetItsTurnInTimeLeavesTheLine) {
  SessionTurns turns;
  auto first = test::run(turns.wait("s", Deadline::never()));
  const auto late = test::run(turns.wait("s", Deadline::after(10ms)));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::timed_out);
  first->reset();
  EXPECT_TRUE(test::run(turns.wait("s", Deadline::after(1min))));
}

TEST(SessionTurns, NeverTwoAtOnceOnManyThreads) {
  SessionTurns turns;
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  const auto work = [](SessionTurns& line, std::atomic<int>& now, std::atomic<int>& peak) -> Task<void> {
    for (int i = 0; i < 200; ++i) {
      auto waiting = line.wait("s", Deadline::never());
      auto turn = co_await std::move(waiting);
      peak = std::max(peak.load(), ++now);
      --now;
    }
  };
  std::vector<std::future<void>> ends;
  for (int i = 0; i < 8; ++i) {
    ends.push_back(boost::asio::co_spawn(test::two_threads(), work(turns, inside, most), boost::asio::use_future));
  }
  for (auto& end : ends) end.get();
  EXPECT_EQ(most, 1);
}

}  // namespace
}  // namespace lumen::agent
