// SPDX-License-Identifier: Apache-2.0
#include "base/with_deadline.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/support/run_task.h"

namespace lumen {
namespace {

using namespace std::chrono_literals;

Task<Result<int>> answer_at_once() { co_return 7; }

Task<Result<int>> never_answer(bool* ended) {
  struct Note {
    bool* ended;
    ~Note() { *ended = true; }
  };
  const Note note{ended};
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer timer(executor, std::chrono::steady_clock::time_point::max());
  co_await timer.async_wait(boost::asio::use_awaitable);
  co_return 0;
}

Task<Result<int>> throw_something() {
  const auto executor = co_await boost::asio::this_coro::executor;
  (void)executor;
  throw std::runtime_error("broken pipe");
}

TEST(WithDeadline, PassesAnAnswerOnAndWaitsNoLonger) {
  const auto answer = test::run(with_deadline(answer_at_once(), Deadline::after(1h)));
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, 7);
}

TEST(WithDeadline, EndsWorkThatNeverAnswers) {
  bool ended = false;
  const auto answer = test::run(with_deadline(never_answer(&ended), Deadline::after(5ms)));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::timed_out);
  EXPECT_TRUE(ended);
}

TEST(WithDeadline, DoesNotStartWorkAfterTheDeadline) {
  bool ended = false;
  const auto answer = test::run(with_deadline(never_answer(&ended), Deadline::at(Deadline::Clock::time_point::min())));
  ASSERT_FALSE(answer);
  EXPECT_FALSE(ended);
}

TEST(WithDeadline, NeverIsNoDeadline) {
  const auto answer = test::run(with_deadline(answer_at_once(), Deadline::never()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, 7);
}

TEST(WithDeadline, TurnsAnExceptionIntoAnErrorWithAPrivateDetail) {
  const auto answer = test::run(with_deadline(throw_something(), Deadline::after(1h)));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::internal);
  EXPECT_EQ(answer.error().detail, "broken pipe");
  EXPECT_EQ(answer.error().message.find("broken"), std::string::npos);
}

}  // namespace
}  // namespace lumen
