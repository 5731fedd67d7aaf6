// SPDX-License-Identifier: Apache-2.0
#pragma once
// Deadline: the instant after which nobody waits for the answer any more. It travels as the last
// argument from the door to the last socket.

#include <algorithm>
#include <chrono>

namespace lumen {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  static Deadline after(Clock::duration span) { return Deadline(Clock::now() + span); }
  static Deadline at(Clock::time_point instant) { return Deadline(instant); }
  static Deadline never() { return Deadline(Clock::time_point::max()); }

  bool expired() const { return instant_ != Clock::time_point::max() && Clock::now() >= instant_; }
  Clock::time_point instant() const { return instant_; }

  // What is left, at least zero.
  Clock::duration remaining() const {
    if (instant_ == Clock::time_point::max()) return std::chrono::hours(24 * 365);
    return std::max(Clock::duration::zero(), instant_ - Clock::now());
  }

  // The earlier of this deadline and `span` from now.
  Deadline within(Clock::duration span) const { return Deadline(std::min(instant_, Clock::now() + span)); }

 private:
  explicit Deadline(Clock::time_point instant) : instant_(instant) {}
  Clock::time_point instant_;
};

}  // namespace lumen
