// SPDX-License-Identifier: Apache-2.0
#include "service/work_queue.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>

#include "domain/limits.h"

namespace lumen::service {
namespace {

constexpr std::chrono::seconds job_time_max{120};
constexpr std::chrono::seconds idle_look_period{5};
constexpr std::int64_t pause_first_ms = 1'000;
constexpr std::int64_t pause_max_ms = 60'000;

// Renews a lease at a third of its life until it is told that the work is done.
struct LeaseKeeper {
  explicit LeaseKeeper(const boost::asio::any_io_executor& executor) : timer(executor) {}
  boost::asio::steady_timer timer;
  StageMark stage = Stage::classifying;
  bool done = false;
};

Task<void> keep_lease(std::shared_ptr<LeaseKeeper> keeper, analyses::AnalysisQueue& queue, analyses::Claim claim) {
  while (!keeper->done) {
    keeper->timer.expires_after(limits::lease_life / 3);
    boost::system::error_code cancelled;
    co_await keeper->timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, cancelled));
    if (keeper->done) co_return;
    auto renewed = co_await queue.renew(claim, keeper->stage, Deadline::after(limits::lease_life / 3));
    if (!renewed && renewed.error().kind == ErrorKind::conflict) co_return;
  }
}

}  // namespace

std::int64_t retry_pause_ms(int attempt, double unit) {
  const int doublings = std::clamp(attempt - 1, 0, 10);
  const std::int64_t ceiling_ms = std::min(pause_max_ms, pause_first_ms << doublings);
  return static_cast<std::int64_t>(unit * static_cast<double>(ceiling_ms));
}

WorkQueue::WorkQueue(analyses::AnalysisQueue& queue, AnalyzePhoto& analyze, jobs::WorkSignal& signal,
                     const Clock& clock, Random& random, Log& log, Metrics& metrics)
    : queue_(queue),
      analyze_(analyze),
      signal_(signal),
      clock_(clock),
      random_(random),
      log_(log),
      done_(metrics.counter("lumen_jobs_done_total", "Claims that ended in a result or a refused photo.")),
      released_(metrics.counter("lumen_jobs_released_total", "Claims given back after an error.")) {}

Task<void> WorkQueue::give_back(const analyses::Claim& claim, const Error& error) {
  released_.increment();
  log_.warn("analysis_released", {{"analysis_id", claim.id.text()},
                                  {"attempt", static_cast<std::int64_t>(claim.attempt)},
                                  {"code", error.code},
                                  {"detail", error.detail}});
  const UnixMillis next_try_ms = clock_.now_ms() + retry_pause_ms(claim.attempt, random_.unit());
  const std::string reason = error.code + ": " + error.detail;
  auto released = co_await queue_.release(claim, next_try_ms, reason, Deadline::after(std::chrono::seconds(10)));
  if (!released) {
    // The lease ends by itself and the row is claimed again.
    log_.warn("release_failed", {{"analysis_id", claim.id.text()}, {"code", released.error().code}});
  }
}

Task<Result<void>> WorkQueue::work(analyses::Claim claim) {
  const auto executor = co_await boost::asio::this_coro::executor;
  const auto keeper = std::make_shared<LeaseKeeper>(executor);
  boost::asio::co_spawn(executor, keep_lease(keeper, queue_, claim), boost::asio::detached);
  auto done = co_await analyze_.run(std::move(claim), keeper->stage, Deadline::after(job_time_max));
  keeper->done = true;
  keeper->timer.cancel();
  co_return done;
}

Task<Result<bool>> WorkQueue::run_one() {
  auto claim = co_await queue_.claim(Deadline::after(std::chrono::seconds(10)));
  if (!claim) co_return fail(claim.error());
  if (!claim->has_value()) co_return false;
  const analyses::Claim job = **claim;
  auto done = co_await work(job);
  if (done) {
    done_.increment();
  } else if (done.error().kind != ErrorKind::conflict) {
    co_await give_back(job, done.error());
  }
  co_return true;
}

Task<Deadline> WorkQueue::pause_until() {
  auto next = co_await queue_.next_due_ms(Deadline::after(std::chrono::seconds(5)));
  std::chrono::milliseconds pause = idle_look_period;
  if (next && next->has_value()) {
    pause = std::clamp(std::chrono::milliseconds(**next - clock_.now_ms()), std::chrono::milliseconds(1),
                       std::chrono::milliseconds(idle_look_period));
  }
  co_return Deadline::after(pause);
}

Task<void> WorkQueue::run(std::function<bool()> stopping) {
  while (!stopping()) {
    auto worked = co_await run_one();
    if (worked && *worked) continue;
    if (!worked) log_.error("claim_failed", {{"code", worked.error().code}, {"detail", worked.error().detail}});
    const Deadline until = co_await pause_until();
    auto woken = co_await signal_.wait(until);
    if (!woken) log_.error("wait_failed", {{"detail", woken.error().detail}});
  }
}

}  // namespace lumen::service
