// SPDX-License-Identifier: Apache-2.0
#pragma once
// Wall time is injected, so every test is repeatable. Thread-safe.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace lumen {

// Milliseconds since 1970-01-01T00:00:00Z.
using UnixMillis = std::int64_t;
// Seconds since 1970-01-01T00:00:00Z.
using UnixSeconds = std::int64_t;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual UnixMillis now_ms() const = 0;
  UnixSeconds now_s() const { return now_ms() / 1000; }
};

class SystemClock final : public Clock {
 public:
  UnixMillis now_ms() const override {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  }
};

// A clock that stands still until it is told to move.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(UnixMillis start_ms) : now_ms_(start_ms) {}
  UnixMillis now_ms() const override { return now_ms_.load(); }
  void set_ms(UnixMillis value_ms) { now_ms_ = value_ms; }
  void advance_ms(std::int64_t span_ms) { now_ms_ += span_ms; }

 private:
  std::atomic<UnixMillis> now_ms_;
};

// "20260115T103000Z", as AWS signatures write it.
std::string format_basic_iso8601(UnixSeconds at_s);
// "2026-01-15T10:30:00Z"
std::string format_iso8601(UnixSeconds at_s);
// "Thu, 15 Jan 2026 10:30:00 GMT", as HTTP writes it.
std::string format_http_date(UnixSeconds at_s);
// Reads "20260115T103000Z"; nothing when malformed.
bool parse_basic_iso8601(const std::string& text, UnixSeconds& at_s);

}  // namespace lumen
