// SPDX-License-Identifier: Apache-2.0
#include "api/s3_preflight.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "api/s3_routes.h"

namespace lumen::api {
namespace {

bool is_header_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
  });
}

// "content-type, x-amz-date" for any spelling of the list; nothing when an entry is no header name.
std::optional<std::string> header_names(std::string_view list) {
  std::string out;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    const std::string_view name = trim(list.substr(at, end - at));
    at = end + 1;
    if (!is_header_name(name)) return std::nullopt;
    out += (out.empty() ? "" : ", ") + to_lower(name);
  }
  return out;
}

Response refuse(const RequestHead& head, int status, std::string code, std::string message) {
  return s3_problem({status, std::move(code), std::move(message), {}}, head);
}

}  // namespace

Response s3_preflight(const RequestHead& head, std::string_view allowed_origin) {
  const auto origin = head.headers.find("Origin");
  const auto method = head.headers.find("Access-Control-Request-Method");
  const auto headers = head.headers.find("Access-Control-Request-Headers");
  if (!origin) return refuse(head, 400, "BadRequest", "Insufficient information. Origin request header needed.");
  if (!method) return refuse(head, 400, "BadRequest", "Invalid Access-Control-Request-Method: null");
  if (allowed_origin.empty()) {
    return refuse(head, 403, "AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.");
  }
  const auto names = headers ? header_names(*headers) : std::optional<std::string>("");
  const bool any_origin = allowed_origin == "*";
  if ((!any_origin && *origin != allowed_origin) || *method != "PUT" || !names) {
    return refuse(
        head, 403, "AccessForbidden",
        "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, "
        "request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted "
        "by the resource's CORS spec.");
  }
  Response response = Response::empty(200);
  response.headers.add("Access-Control-Allow-Origin", std::string(allowed_origin));
  if (!any_origin) response.headers.add("Access-Control-Allow-Credentials", "true");
  response.headers.add("Access-Control-Allow-Methods", "PUT");
  if (!names->empty()) response.headers.add("Access-Control-Allow-Headers", *names);
  response.headers.add("Access-Control-Expose-Headers", "ETag");
  response.headers.add("Access-Control-Max-Age", "3000");
  response.headers.add("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
  return response;
}

}  // namespace lumen::api
