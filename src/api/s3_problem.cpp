// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "api/s3_routes.h"

namespace lumen::api {
namespace {

// Text that is not UTF-8, or characters that XML cannot hold, are left out: the document always parses.
std::string xml_escape(std::string_view text) {
  const bool ascii_only = !is_utf8(text);
  std::string out;
  for (const char c : text) {
    if (ascii_only && static_cast<unsigned char>(c) >= 0x80) continue;
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out.push_back(c);
    }
  }
  return out;
}

struct Mapping {
  std::string_view code;  // of the Error
  int status;
  std::string_view s3_code;
};

constexpr std::array<Mapping, 11> mappings = {{
    {"photo_too_large", 400, "EntityTooLarge"},
    {"too_many_pixels", 400, "EntityTooLarge"},
    {"unsupported_type", 400, "InvalidArgument"},
    {"empty_photo", 400, "InvalidArgument"},
    {"damaged_photo", 400, "InvalidArgument"},
    {"digest_mismatch", 400, "BadDigest"},
    {"photo_exists", 412, "PreconditionFailed"},
    {"incomplete_body", 400, "IncompleteBody"},
    {"body_too_large", 400, "EntityTooLarge"},
    {"storage_full", 503, "ServiceUnavailable"},
    {"storage_failed", 503, "ServiceUnavailable"},
}};

}  // namespace

aws::S3Error s3_error_of(const Error& error) {
  for (const Mapping& mapping : mappings) {
    if (mapping.code == error.code) return {mapping.status, std::string(mapping.s3_code), error.message, {}};
  }
  switch (error.kind) {
    case ErrorKind::conflict: return {409, "OperationAborted", error.message, {}};
    case ErrorKind::forbidden: return {403, "AccessDenied", "Access Denied", {}};
    case ErrorKind::throttled:
    case ErrorKind::unavailable:
    case ErrorKind::timed_out: return {503, "SlowDown", "Please reduce your request rate.", {}};
    case ErrorKind::invalid:
    case ErrorKind::too_large: return {400, "InvalidArgument", error.message, {}};
    default: return {500, "InternalError", "We encountered an internal error. Please try again.", {}};
  }
}

Response s3_problem(const aws::S3Error& error, const RequestHead& head) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + error.code + "</Code><Message>" +
                    xml_escape(error.message) + "</Message>";
  for (const auto& [name, value] : error.details) xml += fmt::format("<{0}>{1}</{0}>", name, xml_escape(value));
  xml += "<Resource>" + xml_escape(head.raw_path()) + "</Resource><RequestId>" + xml_escape(head.request_id) +
         "</RequestId><HostId>" + std::string(host_id) + "</HostId></Error>";
  Response response = Response::text(error.status, std::move(xml), "application/xml");
  response.headers.add("x-amz-request-id", head.request_id);
  response.headers.add("x-amz-id-2", std::string(host_id));
  if (error.status == 503) response.headers.add("Retry-After", "1");
  return response;
}

}  // namespace lumen::api
