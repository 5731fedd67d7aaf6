// SPDX-License-Identifier: Apache-2.0
#include "telemetry/json_log.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <iterator>

#include "base/encoding.h"
#include "telemetry/printable.h"

namespace lumen::telemetry {
namespace {

constexpr std::size_t value_bytes_max = 2'048;
constexpr std::array<std::string_view, 4> level_names = {"debug", "info", "warn", "error"};

// "2026-01-15T10:30:00.123Z"
std::string format_time(UnixMillis at_ms) {
  const UnixSeconds second = at_ms >= 0 ? at_ms / 1000 : (at_ms - 999) / 1000;
  std::string text = format_iso8601(second);
  text.pop_back();
  fmt::format_to(std::back_inserter(text), ".{:03}Z", at_ms - second * 1000);
  return text;
}

void append_quoted(std::string& out, std::string_view text) {
  out.push_back('"');
  append_escaped(out, text, value_bytes_max);
  out.push_back('"');
}

struct JsonValue {
  std::string& out;
  void operator()(std::string_view text) const { append_quoted(out, text); }
  void operator()(std::int64_t number) const { fmt::format_to(std::back_inserter(out), "{}", number); }
  void operator()(double number) const {
    if (!std::isfinite(number)) {
      out += "null";
      return;
    }
    fmt::format_to(std::back_inserter(out), "{}", number);
  }
};

struct HumanValue {
  std::string& out;
  void operator()(std::string_view text) const {
    const bool plain = !text.empty() && text.find_first_of(" =\"\\") == std::string_view::npos;
    if (plain) {
      append_escaped(out, text, value_bytes_max);
    } else {
      append_quoted(out, text);
    }
  }
  void operator()(std::int64_t number) const { fmt::format_to(std::back_inserter(out), "{}", number); }
  void operator()(double number) const { fmt::format_to(std::back_inserter(out), "{}", number); }
};

std::string format_json(UnixMillis at_ms, LogLevel level, std::string_view event, Log::Fields fields) {
  std::string line;
  fmt::format_to(std::back_inserter(line), R"({{"time":"{}","level":"{}","event":)", format_time(at_ms),
                 to_string(level));
  append_quoted(line, event);
  for (const LogField& field : fields) {
    line.push_back(',');
    append_quoted(line, field.name);
    line.push_back(':');
    std::visit(JsonValue{line}, field.value);
  }
  line.push_back('}');
  return line;
}

std::string format_human(UnixMillis at_ms, LogLevel level, std::string_view event, Log::Fields fields) {
  std::string line;
  const std::string time = format_time(at_ms);
  fmt::format_to(std::back_inserter(line), "{} {:<5} ", std::string_view(time).substr(11, 12), to_string(level));
  append_escaped(line, event, value_bytes_max);
  for (const LogField& field : fields) {
    line.push_back(' ');
    append_escaped(line, field.name, value_bytes_max);
    line.push_back('=');
    std::visit(HumanValue{line}, field.value);
  }
  return line;
}

bool write_all(int file_descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file_descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

LogForm log_form_for(int file_descriptor) { return ::isatty(file_descriptor) == 1 ? LogForm::human : LogForm::json; }

std::string_view to_string(LogLevel level) { return level_names[static_cast<std::size_t>(level)]; }

std::optional<LogLevel> parse_log_level(std::string_view text) {
  for (std::size_t i = 0; i < level_names.size(); ++i) {
    if (level_names[i] == text) return static_cast<LogLevel>(i);
  }
  return std::nullopt;
}

std::string format_log_line(LogForm form, UnixMillis at_ms, LogLevel level, std::string_view event,
                            Log::Fields fields) {
  return form == LogForm::json ? format_json(at_ms, level, event, fields) : format_human(at_ms, level, event, fields);
}

void JsonLog::write(LogLevel level, std::string_view event, Fields fields) {
  if (level < least_) return;
  std::string line = format_log_line(form_, clock_.now_ms(), level, event, fields);
  line.push_back('\n');
  const std::lock_guard lock(mutex_);
  if (!write_all(file_descriptor_, line)) ++lines_lost_;
}

}  // namespace lumen::telemetry
