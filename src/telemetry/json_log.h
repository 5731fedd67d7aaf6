// SPDX-License-Identifier: Apache-2.0
#pragma once
// Log that writes one line per event to a file descriptor, each with one write(2):
//   json   {"time":"2026-01-15T10:30:00.123Z","level":"info","event":"listening","port":8080}
//   human  10:30:00.123 info  listening port=8080
// Control characters are escaped and broken UTF-8 is replaced in both forms, so no value can forge a line or
// steer a terminal. A value longer than 2,048 bytes is cut. A line that cannot be written is counted, not
// retried. Thread-safe.

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/log.h"

namespace lumen::telemetry {

enum class LogForm : std::uint8_t { json, human };

// Human for a terminal, JSON for everything else.
LogForm log_form_for(int file_descriptor);

// "debug", "info", "warn", "error".
std::string_view to_string(LogLevel level);
std::optional<LogLevel> parse_log_level(std::string_view text);

// The line without its line end. Pure.
std::string format_log_line(LogForm form, UnixMillis at_ms, LogLevel level, std::string_view event, Log::Fields fields);

class JsonLog final : public Log {
 public:
  // Events under `least` are left out. The descriptor stays the caller's.
  JsonLog(int file_descriptor, LogForm form, LogLevel least, const Clock& clock)
      : file_descriptor_(file_descriptor), form_(form), least_(least), clock_(clock) {}

  void write(LogLevel level, std::string_view event, Fields fields) override;
  std::uint64_t lines_lost() const { return lines_lost_.load(); }

 private:
  int file_descriptor_;
  LogForm form_;
  LogLevel least_;
  const Clock& clock_;
  std::mutex mutex_;
  std::atomic<std::uint64_t> lines_lost_{0};
};

}  // namespace lumen::telemetry
