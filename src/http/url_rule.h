// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which addresses may be called: https to anywhere; http only to this machine's loopback, unless a setting allows
// more. Names and passwords inside a URL are refused, because URLs end up in places where secrets must not be. Pure.

#include <string>

#include "base/result.h"

namespace lumen::http {

enum class PlainHttp : std::uint8_t { loopback_only, anywhere };

// `invalid` "bad_url"; the message says what would be right and never repeats the URL.
Result<void> check_url(const std::string& url, PlainHttp plain);

// "api.example.org" of "https://api.example.org:8443/x?y"; empty when it cannot be read.
std::string host_of(const std::string& url);

}  // namespace lumen::http
