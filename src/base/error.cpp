// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <utility>

namespace lumen {

std::string_view to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid: return "invalid";
    case ErrorKind::unauthenticated: return "unauthenticated";
    case ErrorKind::forbidden: return "forbidden";
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::conflict: return "conflict";
    case ErrorKind::too_large: return "too_large";
    case ErrorKind::throttled: return "throttled";
    case ErrorKind::timed_out: return "timed_out";
    case ErrorKind::unavailable: return "unavailable";
    case ErrorKind::internal: return "internal";
  }
  return "internal";
}

bool is_retryable(const Error& error) {
  return error.kind == ErrorKind::throttled || error.kind == ErrorKind::timed_out ||
         error.kind == ErrorKind::unavailable || error.kind == ErrorKind::internal;
}

Error make_error(ErrorKind kind, std::string code, std::string message, std::string detail) {
  Error error;
  error.kind = kind;
  error.code = std::move(code);
  error.message = std::move(message);
  error.detail = std::move(detail);
  return error;
}

Error invalid(std::string code, std::string message, std::string detail) {
  return make_error(ErrorKind::invalid, std::move(code), std::move(message), std::move(detail));
}

Error internal(std::string detail) {
  return make_error(ErrorKind::internal, "internal_error", "Something went wrong on our side. Please try again.",
                    std::move(detail));
}

Error unavailable(std::string code, std::string message, std::string detail) {
  return make_error(ErrorKind::unavailable, std::move(code), std::move(message), std::move(detail));
}

}  // namespace lumen
