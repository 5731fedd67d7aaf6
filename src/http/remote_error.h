// SPDX-License-Identifier: Apache-2.0
#pragma once
// How calls to other servers fail. Public messages say only that a part is away; details name the host and what
// happened, never a header, a body or a query.
//
//   unavailable  remote_unreachable     no connection
//                remote_broke_off       the connection ended inside an answer, or before it
//                remote_untrusted       its certificate is not trusted
//                remote_bad_answer      what came is no answer of the expected form, or too large
//                remote_refused         it does not accept our key, our request or our model
//                remote_failed          5xx
//                remote_paused          the breaker is open: it failed too often a moment ago
//                too_many_calls         more calls are under way than allowed
//   throttled    remote_throttled       429
//   timed_out    timed_out              the deadline passed

#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace lumen::http {

inline Error remote_error(std::string code, std::string detail) {
  return unavailable(std::move(code), "A remote part is not available right now. Please try again in a moment.",
                     std::move(detail));
}

inline Error remote_timed_out(std::string detail) {
  return make_error(ErrorKind::timed_out, "timed_out", "This took too long. Please try again.", std::move(detail));
}

inline Error remote_throttled(std::string detail) {
  return make_error(ErrorKind::throttled, "remote_throttled", "A remote part is busy. Please try again in a moment.",
                    std::move(detail));
}

// Whether another attempt can help without anybody mending something first.
inline bool can_pass(const Error& error) {
  for (const std::string_view lasting : {"remote_untrusted", "remote_refused", "remote_bad_answer", "remote_paused",
                                         "timed_out", "stopping", "cancelled"}) {
    if (error.code == lasting) return false;
  }
  return is_retryable(error);
}

}  // namespace lumen::http
