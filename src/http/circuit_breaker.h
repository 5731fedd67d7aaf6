// SPDX-License-Identifier: Apache-2.0
#pragma once
// Spares everybody the wait for a part that is down.
//
//   closed     calls pass; after `failures_max` failures in a row it opens
//   open       calls are refused at once; after `open_ms` it is half open
//   half open  one call passes as a trial: success closes, failure opens again for twice as long (up to open_ms_max)
//
// Thread-safe.

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/metrics.h"

namespace lumen::http {

struct BreakerPolicy {
  int failures_max = 5;
  std::int64_t open_ms = 10'000;
  std::int64_t open_ms_max = 120'000;
};

class CircuitBreaker {
 public:
  enum class State : std::uint8_t { closed = 0, half_open = 1, open = 2 };

  // `name` tells the remote part in the metrics lumen_remote_breaker_state (0 closed, 1 half open, 2 open) and
  // lumen_remote_breaker_opened_total. The clock outlives it.
  CircuitBreaker(std::string name, BreakerPolicy policy, const Clock& clock, Metrics& metrics);

  // The right to make one call. Whoever has it tells how the call ended; one that is dropped untold (the caller was
  // cancelled) says nothing about the remote part.
  class Permit {
   public:
    Permit(Permit&& other) noexcept : breaker_(std::exchange(other.breaker_, nullptr)) {}
    Permit& operator=(Permit&&) = delete;
    ~Permit() {
      if (breaker_ != nullptr) breaker_->withdraw();
    }
    void succeeded() { tell(&CircuitBreaker::on_success); }
    void failed() { tell(&CircuitBreaker::on_failure); }

   private:
    friend class CircuitBreaker;
    explicit Permit(CircuitBreaker* breaker) : breaker_(breaker) {}
    void tell(void (CircuitBreaker::*outcome)()) {
      if (CircuitBreaker* breaker = std::exchange(breaker_, nullptr)) (breaker->*outcome)();
    }
    CircuitBreaker* breaker_;
  };

  // Nothing while it is open, or half open with its trial under way.
  std::optional<Permit> ask();

  // Until another call may pass; 0 when one may now.
  std::int64_t wait_ms() const;
  State state() const;

 private:
  void on_success();
  void on_failure();
  void withdraw();
  void open_for(std::int64_t span_ms);
  void show(State state);

  BreakerPolicy policy_;
  const Clock& clock_;
  Gauge& state_gauge_;
  Counter& opened_;
  mutable std::mutex mutex_;
  State state_ = State::closed;
  int failures_ = 0;
  bool trial_under_way_ = false;
  std::int64_t span_ms_ = 0;
  UnixMillis open_until_ms_ = 0;
};

}  // namespace lumen::http
