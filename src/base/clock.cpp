// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <array>
#include <cctype>
#include <ctime>

namespace lumen {
namespace {

std::string format_utc(UnixSeconds at_s, const char* pattern) {
  const auto time = static_cast<std::time_t>(at_s);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 64> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), pattern, &parts);
  return std::string(text.data(), size);
}

int number(const std::string& text, std::size_t at, std::size_t digits) {
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

}  // namespace

std::string format_basic_iso8601(UnixSeconds at_s) { return format_utc(at_s, "%Y%m%dT%H%M%SZ"); }

std::string format_iso8601(UnixSeconds at_s) { return format_utc(at_s, "%Y-%m-%dT%H:%M:%SZ"); }

std::string format_http_date(UnixSeconds at_s) { return format_utc(at_s, "%a, %d %b %Y %H:%M:%S GMT"); }

bool parse_basic_iso8601(const std::string& text, UnixSeconds& at_s) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return false;
  for (std::size_t i = 0; i < 15; ++i) {
    if (i != 8 && std::isdigit(static_cast<unsigned char>(text[i])) == 0) return false;
  }
  std::tm parts{};
  parts.tm_year = number(text, 0, 4) - 1900;
  parts.tm_mon = number(text, 4, 2) - 1;
  parts.tm_mday = number(text, 6, 2);
  parts.tm_hour = number(text, 9, 2);
  parts.tm_min = number(text, 11, 2);
  parts.tm_sec = number(text, 13, 2);
  if (parts.tm_mon < 0 || parts.tm_mon > 11 || parts.tm_mday < 1 || parts.tm_mday > 31) return false;
  if (parts.tm_hour > 23 || parts.tm_min > 59 || parts.tm_sec > 59) return false;
  at_s = timegm(&parts);
  return format_basic_iso8601(at_s) == text;  // 31 February would have become 3 March
}

}  // namespace lumen
