// SPDX-License-Identifier: Apache-2.0
#pragma once
// Structured log: an event name and fields. Fields carry ids, counts, codes and durations only; never a
// photo, token, e-mail, prompt or body. telemetry/ implements it. Thread-safe.

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace lumen {

enum class LogLevel : std::uint8_t { debug, info, warn, error };

struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double> value;
};

class Log {
 public:
  using Fields = std::initializer_list<LogField>;

  virtual ~Log() = default;
  virtual void write(LogLevel level, std::string_view event, Fields fields) = 0;

  void debug(std::string_view event, Fields fields = {}) { write(LogLevel::debug, event, fields); }
  void info(std::string_view event, Fields fields = {}) { write(LogLevel::info, event, fields); }
  void warn(std::string_view event, Fields fields = {}) { write(LogLevel::warn, event, fields); }
  void error(std::string_view event, Fields fields = {}) { write(LogLevel::error, event, fields); }
};

class NullLog final : public Log {
 public:
  void write(LogLevel, std::string_view, Fields) override {}
};

}  // namespace lumen
