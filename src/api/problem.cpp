// SPDX-License-Identifier: Apache-2.0
#include "api/problem.h"

#include "base/json.h"

namespace lumen::api {

int status_of(const Error& error) {
  if (error.code == "method_not_allowed") return 405;
  if (error.code == "headers_too_large") return 431;
  switch (error.kind) {
    case ErrorKind::invalid: return 400;
    case ErrorKind::unauthenticated: return 401;
    case ErrorKind::forbidden: return 403;
    case ErrorKind::not_found: return 404;
    case ErrorKind::conflict: return 409;
    case ErrorKind::too_large: return 413;
    case ErrorKind::throttled: return 429;
    case ErrorKind::timed_out: return 504;
    case ErrorKind::unavailable: return 503;
    case ErrorKind::internal: return 500;
  }
  return 500;
}

Response problem(const Error& error, std::string_view request_id) {
  json::object inner{{"code", error.code}, {"message", error.message}};
  if (!error.hint.empty()) inner["hint"] = error.hint;
  inner["request_id"] = request_id;
  const json::object body{{"error", std::move(inner)}, {"message", error.message}};
  Response response = Response::json(status_of(error), json::serialize(body));
  if (error.kind == ErrorKind::unauthenticated) response.headers.add("WWW-Authenticate", "Bearer");
  const bool later = error.kind == ErrorKind::throttled || error.kind == ErrorKind::unavailable;
  if (error.retry_after_s || later) {
    response.headers.add("Retry-After", std::to_string(error.retry_after_s.value_or(1)));
  }
  return response;
}

}  // namespace lumen::api
