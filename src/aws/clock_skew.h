// SPDX-License-Identifier: Apache-2.0
#pragma once
// A signature is refused when this machine's clock is more than 15 minutes off. The refusal's Date header says by how
// much, so that requests can be signed with the other side's time.

#include <optional>
#include <string_view>

#include "base/clock.h"
#include "http/http_message.h"

namespace lumen::aws {

// Smaller differences are not why a signature was refused.
inline constexpr std::int64_t skew_s_min = 300;

// Seconds since 1970 of "Thu, 15 Jan 2026 10:30:00 GMT" (RFC 9110 §5.6.7, the one form that is sent).
std::optional<UnixSeconds> parse_http_date(std::string_view text);

// How far ahead of ours the other side's clock is, when this refusal may be due to it; else nothing.
std::optional<std::int64_t> skew_behind(const http::HttpAnswer& refusal, UnixSeconds now_s);

}  // namespace lumen::aws
