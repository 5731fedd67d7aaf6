// SPDX-License-Identifier: Apache-2.0
#pragma once
// A mail as the text of RFC 5322: headers, an empty line, the body in UTF-8 with CRLF line ends. Pure.

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "notify/mailer.h"

namespace lumen::notify {

inline constexpr std::size_t mail_address_bytes_max = 254;
inline constexpr std::size_t mail_subject_bytes_max = 200;
inline constexpr std::size_t mail_text_bytes_max = 64 * 1024;

// Refuses what could add a header, an address or a second mail: the address is one plain local@domain, the
// subject one line, both without control characters; all texts are UTF-8 within the limits above.
// Errors: `invalid` "bad_mail_address", "bad_mail_subject", "bad_mail_text".
Result<void> check_mail(const Mail& mail);

// `message_id` is unique, of letters, digits and hyphens. A subject beyond ASCII becomes RFC 2047 words.
std::string format_mail(const Mail& mail, UnixSeconds at_s, std::string_view message_id);

// Reads what format_mail wrote, line ends as \n; `internal` when it is something else.
Result<Mail> parse_mail(std::string_view text);

}  // namespace lumen::notify
