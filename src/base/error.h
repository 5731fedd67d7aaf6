// SPDX-License-Identifier: Apache-2.0
#pragma once
// One error type for every port. An error has a kind (what the caller does about it), a stable
// snake_case code, a public message (shown to people: what was wrong and what would be right) and a
// private detail (for the log only, never in a response body).

#include <optional>
#include <string>
#include <string_view>

namespace lumen {

enum class ErrorKind {
  invalid,          // the input is wrong; sending it again changes nothing
  unauthenticated,  // no valid identity
  forbidden,        // not yours, or not there: the two are indistinguishable
  not_found,        // there is nothing at this address (never used for a person's data)
  conflict,         // the state no longer allows this step
  too_large,        // over a stated limit
  throttled,        // over a rate; try again later
  timed_out,        // the deadline passed
  unavailable,      // a part is down or full; try again later
  internal,         // a fault of ours
};

std::string_view to_string(ErrorKind kind);

struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string code;     // e.g. "photo_rejected"
  std::string message;  // public
  std::string detail;   // private
  std::string hint;     // public, optional: the one thing to do
  std::optional<int> retry_after_s;
};

// True when the same call may succeed later without any change by the caller.
bool is_retryable(const Error& error);

Error make_error(ErrorKind kind, std::string code, std::string message, std::string detail = {});
Error invalid(std::string code, std::string message, std::string detail = {});
// The public text of an internal error is always the same; only the log sees the detail.
Error internal(std::string detail);
Error unavailable(std::string code, std::string message, std::string detail = {});

}  // namespace lumen
