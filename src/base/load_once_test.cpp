// SPDX-License-Identifier: Apache-2.0
#include "base/load_once.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "tests/support/run_task.h"

namespace lumen {
namespace {

// A load that ends when it is told to.
struct Work {
  Task<Result<void>> load() {
    ++begun;
    co_await gate.sleep(Deadline::never());
    co_return answer;
  }
  LoadOnce once;
  Sleeper gate;
  Result<void> answer;
  int begun = 0;
};

Task<Result<void>> want(Work& work, Deadline deadline) {
  auto load = [&work] { return work.load(); };
  co_return co_await work.once.run(std::move(load), deadline);
}

TEST(LoadOnce, LoadsOnceForAllWhoWant) {
  Work work;
  boost::asio::io_context loop;
  auto first = boost::asio::co_spawn(loop, want(work, Deadline::never()), boost::asio::use_future);
  auto second = boost::asio::co_spawn(loop, want(work, Deadline::never()), boost::asio::use_future);
  loop.poll();
  EXPECT_EQ(work.begun, 1);
  EXPECT_FALSE(work.once.done());
  work.gate.wake();
  loop.run();
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(second.get());
  EXPECT_TRUE(work.once.done());
  EXPECT_TRUE(test::run(want(work, Deadline::never())));
  EXPECT_EQ(work.begun, 1);
}

TEST(LoadOnce, TheNextTriesAgainAfterAFailure) {
  Work work;
  work.answer = fail(internal("no disk"));
  boost::asio::io_context loop;
  auto first = boost::asio::co_spawn(loop, want(work, Deadline::never()), boost::asio::use_future);
  auto second = boost::asio::co_spawn(loop, want(work, Deadline::never()), boost::asio::use_future);
  loop.poll();
  work.gate.wake();
  loop.restart();
  loop.poll();
  EXPECT_EQ(first.get().error().detail, "no disk");
  EXPECT_EQ(work.begun, 2);
  work.answer = Result<void>();
  work.gate.wake();
  loop.restart();
  loop.run();
  EXPECT_TRUE(second.get());
  EXPECT_TRUE(work.once.done());
}

TEST(LoadOnce, WhoWaitsHasADeadline) {
  Work work;
  boost::asio::io_context loop;
  auto first = boost::asio::co_spawn(loop, want(work, Deadline::never()), boost::asio::use_future);
  auto second =
      boost::asio::co_spawn(loop, want(work, Deadline::after(std::chrono::seconds(0))), boost::asio::use_future);
  while (second.wait_for(std::chrono::seconds(0)) != std::future_status::ready) loop.run_one();
  EXPECT_EQ(second.get().error().kind, ErrorKind::timed_out);
  work.gate.wake();
  loop.run();
  EXPECT_TRUE(first.get());
}

}  // namespace
}  // namespace lumen
