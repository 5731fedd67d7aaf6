// SPDX-License-Identifier: Apache-2.0
#pragma once
// A guard for work that may not keep its own deadline: when the deadline passes first, the work is cancelled
// and the answer is `timed_out`. The guard returns only after the work has ended, so nothing it uses may
// dangle: work must therefore wait in operations that honour Asio's cancellation (timers, sockets, resolvers).
// An exception out of the work becomes an `internal` error.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"

namespace lumen {
namespace detail {

inline Error deadline_passed() {
  return make_error(ErrorKind::timed_out, "timed_out", "This took too long. Please try again.");
}

template <class T>
Task<Result<T>> without_exceptions(Task<Result<T>> work) {
  try {
    co_return co_await std::move(work);
  } catch (const std::exception& failure) {
    co_return Result<T>(fail(internal(failure.what())));
  }
}

template <class T>
Task<Result<T>> race_deadline(Task<Result<T>> work, Deadline deadline) {
  using boost::asio::experimental::awaitable_operators::operator||;
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer timer(executor, deadline.instant());
  auto guarded = without_exceptions(std::move(work));
  auto alarm = timer.async_wait(boost::asio::use_awaitable);
  auto first = co_await (std::move(guarded) || std::move(alarm));
  if (first.index() == 0) co_return std::get<0>(std::move(first));
  co_return Result<T>(fail(deadline_passed()));
}

}  // namespace detail

// Runs on a strand of the caller's executor, so that cancelling is safe on a loop with several threads.
template <class T>
Task<Result<T>> with_deadline(Task<Result<T>> work, Deadline deadline) {
  if (deadline.expired()) co_return Result<T>(fail(detail::deadline_passed()));
  const auto executor = co_await boost::asio::this_coro::executor;
  const auto strand = boost::asio::make_strand(executor);
  auto race = detail::race_deadline(std::move(work), deadline);
  co_return co_await boost::asio::co_spawn(strand, std::move(race), boost::asio::use_awaitable);
}

}  // namespace lumen
