// SPDX-License-Identifier: Apache-2.0
#pragma once
// Sleeper: one coroutine sleeps until another thread wakes it or its deadline passes. A wake-up that comes
// while nobody sleeps is kept for the next sleep; several kept ones count as one. Thread-safe, except that
// only one coroutine may sleep on one Sleeper at a time. The sleeper's executor must outlive the sleep.

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

#include "base/deadline.h"
#include "base/task.h"

namespace lumen {

class Sleeper {
 public:
  Sleeper() : state_(std::make_shared<State>()) {}
  ~Sleeper() { wake(); }  // whoever sleeps is woken and touches this object no more
  Sleeper(const Sleeper&) = delete;
  Sleeper& operator=(const Sleeper&) = delete;

  // True when woken, false at the deadline or when the coroutine is cancelled. Resumes on its own executor.
  Task<bool> sleep(Deadline until) { return sleep_on(state_, until); }

  void wake() {
    std::unique_lock lock(state_->mutex);
    if (state_->waiting == nullptr) {
      state_->woken = true;
      return;
    }
    finish(*state_, lock, true);
  }

 private:
  struct Waiting {
    virtual ~Waiting() = default;
    virtual void resume(bool woken) = 0;
  };

  template <class Handler>
  struct TypedWaiting final : Waiting {
    explicit TypedWaiting(Handler then) : handler(std::move(then)) {}
    void resume(bool woken) override {
      auto executor = boost::asio::get_associated_executor(handler);
      // The event loop may end with this handler; it does not return before post() has.
      const auto work = boost::asio::make_work_guard(executor);
      boost::asio::post(executor, [then = std::move(handler), woken]() mutable { std::move(then)(woken); });
    }
    Handler handler;
  };

  struct State {
    std::mutex mutex;
    bool woken = false;
    std::uint64_t sleep_number = 0;  // tells a timer or a cancellation that comes late from one of this sleep
    std::unique_ptr<Waiting> waiting;
    std::weak_ptr<boost::asio::steady_timer> timer;  // owned by its own pending operation, so by the event loop
  };

  static Task<bool> sleep_on(std::shared_ptr<State> state, Deadline until) {
    co_return co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(bool)>(
        [](auto handler, std::shared_ptr<State> where, Deadline end) { begin(where, std::move(handler), end); },
        boost::asio::use_awaitable, std::move(state), until);
  }

  template <class Handler>
  static void begin(const std::shared_ptr<State>& state, Handler handler, Deadline until) {
    const std::lock_guard lock(state->mutex);
    auto waiting = std::make_unique<TypedWaiting<Handler>>(std::move(handler));
    if (std::exchange(state->woken, false)) {
      waiting->resume(true);
      return;
    }
    const std::uint64_t number = ++state->sleep_number;
    const auto slot = boost::asio::get_associated_cancellation_slot(waiting->handler);
    if (slot.is_connected()) {
      auto cancel = [weak = std::weak_ptr(state), number](boost::asio::cancellation_type) { give_up(weak, number); };
      boost::asio::cancellation_slot(slot).assign(std::move(cancel));
    }
    const auto executor = boost::asio::get_associated_executor(waiting->handler);
    state->waiting = std::move(waiting);
    if (until.instant() == Deadline::never().instant()) return;
    auto timer = std::make_shared<boost::asio::steady_timer>(executor, until.instant());
    state->timer = timer;
    boost::asio::steady_timer& started = *timer;
    started.async_wait([weak = std::weak_ptr(state), number, keep = std::move(timer)](boost::system::error_code) {
      give_up(weak, number);
    });
  }

  static void give_up(const std::weak_ptr<State>& weak, std::uint64_t number) {
    const std::shared_ptr<State> state = weak.lock();
    if (state == nullptr) return;
    std::unique_lock lock(state->mutex);
    if (state->waiting != nullptr && state->sleep_number == number) finish(*state, lock, false);
  }

  static void finish(State& state, std::unique_lock<std::mutex>& lock, bool woken) {
    const std::unique_ptr<Waiting> waiting = std::move(state.waiting);
    if (const auto timer = state.timer.lock()) timer->cancel();
    state.timer.reset();
    lock.unlock();
    waiting->resume(woken);
  }

  std::shared_ptr<State> state_;
};

}  // namespace lumen
