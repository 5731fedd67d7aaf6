// SPDX-License-Identifier: Apache-2.0
#include "http/circuit_breaker.h"

#include <algorithm>
#include <utility>

namespace lumen::http {

CircuitBreaker::CircuitBreaker(std::string name, BreakerPolicy policy, const Clock& clock, Metrics& metrics)
    : policy_(policy),
      clock_(clock),
      state_gauge_(metrics.gauge("lumen_remote_breaker_state",
                                 "Whether calls to a remote part pass: 0 closed (they do), 1 half open, 2 open.",
                                 {{"remote", name}})),
      opened_(metrics.counter("lumen_remote_breaker_opened_total", "How often calls to a remote part were stopped.",
                              {{"remote", name}})) {
  state_gauge_.set(0);
}

std::optional<CircuitBreaker::Permit> CircuitBreaker::ask() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::open && clock_.now_ms() >= open_until_ms_) show(State::half_open);
  if (state_ == State::open || (state_ == State::half_open && trial_under_way_)) return std::nullopt;
  trial_under_way_ = state_ == State::half_open;
  return Permit(this);
}

std::int64_t CircuitBreaker::wait_ms() const {
  const std::lock_guard lock(mutex_);
  return state_ == State::open ? std::max<std::int64_t>(0, open_until_ms_ - clock_.now_ms()) : 0;
}

CircuitBreaker::State CircuitBreaker::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

// A call that began before it opened tells nothing about now.
void CircuitBreaker::on_success() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::open) return;
  trial_under_way_ = false;
  failures_ = 0;
  span_ms_ = 0;
  show(State::closed);
}

void CircuitBreaker::on_failure() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::open) return;
  if (state_ == State::half_open) {
    open_for(std::min(policy_.open_ms_max, span_ms_ * 2));
  } else if (++failures_ >= policy_.failures_max) {
    open_for(policy_.open_ms);
  }
}

void CircuitBreaker::withdraw() {
  const std::lock_guard lock(mutex_);
  trial_under_way_ = false;
}

void CircuitBreaker::open_for(std::int64_t span_ms) {
  span_ms_ = span_ms;
  open_until_ms_ = clock_.now_ms() + span_ms;
  trial_under_way_ = false;
  failures_ = 0;
  show(State::open);
  opened_.increment();
}

void CircuitBreaker::show(State state) {
  state_ = state;
  state_gauge_.set(static_cast<double>(state));
}

}  // namespace lumen::http
