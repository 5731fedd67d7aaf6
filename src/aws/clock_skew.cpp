// SPDX-License-Identifier: Apache-2.0
#include "aws/clock_skew.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>

#include "aws/remote_failure.h"

namespace lumen::aws {
namespace {

// Names that services give to a signature whose time is off.
constexpr std::array<std::string_view, 7> suspects = {
    "RequestTimeTooSkewed",  "RequestExpired", "RequestInTheFuture",   "InvalidSignatureException",
    "SignatureDoesNotMatch", "AuthFailure",    "AccessDeniedException"};

constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

}  // namespace

std::optional<UnixSeconds> parse_http_date(std::string_view text) {
  using namespace std::chrono;
  constexpr std::string_view form = "Thu, 15 Jan 2026 10:30:00 GMT";
  if (text.size() != form.size() || !text.ends_with(" GMT") || text[19] != ':' || text[22] != ':') return std::nullopt;
  const auto day_number = number(text.substr(5, 2));
  const std::size_t month_at = months.find(text.substr(8, 3));
  const auto year_number = number(text.substr(12, 4));
  const auto hour = number(text.substr(17, 2));
  const auto minute = number(text.substr(20, 2));
  const auto second = number(text.substr(23, 2));
  if (!day_number || month_at == std::string_view::npos || month_at % 3 != 0) return std::nullopt;
  if (!year_number || !hour || !minute || !second) return std::nullopt;
  const year_month_day date{year(*year_number), month(static_cast<unsigned>(month_at / 3 + 1)),
                            day(static_cast<unsigned>(*day_number))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const std::int64_t days = sys_days(date).time_since_epoch().count();
  return ((days * 24 + *hour) * 60 + *minute) * 60 + *second;
}

std::optional<std::int64_t> skew_behind(const http::HttpAnswer& refusal, UnixSeconds now_s) {
  const std::string name = error_name(refusal);
  if (std::find(suspects.begin(), suspects.end(), name) == suspects.end()) return std::nullopt;
  const auto date = refusal.headers.find("Date");
  const auto theirs_s = date ? parse_http_date(*date) : std::nullopt;
  if (!theirs_s || std::abs(*theirs_s - now_s) < skew_s_min) return std::nullopt;
  return *theirs_s - now_s;
}

}  // namespace lumen::aws
