// SPDX-License-Identifier: Apache-2.0
#include "aws/presigned_query.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "aws/canonical_request.h"
#include "aws/sigv4_verify.h"
#include "base/encoding.h"

namespace lumen::aws {
namespace {

using Failure = tl::unexpected<S3Error>;
using Parameters = std::map<std::string, std::string, std::less<>>;

constexpr std::size_t credential_bytes_max = 256;

Failure bad_parameters(std::string message) {
  return Failure(S3Error{400, "AuthorizationQueryParametersError", std::move(message), {}});
}

Failure bad_uri() { return Failure(S3Error{400, "InvalidURI", "Couldn't parse the specified URI.", {}}); }

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The parameters that matter here; a repeated one could mean two things and is refused.
tl::expected<Parameters, S3Error> collect(std::string_view wire_query) {
  Parameters out;
  std::size_t count = 0;
  while (!wire_query.empty()) {
    const std::size_t end = std::min(wire_query.find('&'), wire_query.size());
    const std::string_view pair = wire_query.substr(0, end);
    wire_query.remove_prefix(std::min(end + 1, wire_query.size()));
    if (++count > PresignedVerifier::parameters_max) return bad_uri();
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decode(pair.substr(0, equals), Plus::space);
    auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), Plus::space);
    if (!name || !value) return bad_uri();
    const bool is_ours = name->starts_with("X-Amz-") || *name == "AWSAccessKeyId";
    if (is_ours && !out.emplace(std::move(*name), std::move(*value)).second) {
      return bad_parameters("A query-string authentication parameter was given more than once.");
    }
  }
  return out;
}

tl::expected<void, S3Error> read_credential(std::string_view credential, PresignedQuery& out) {
  const auto malformed = [] {
    return bad_parameters(
        "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "
        "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
  };
  if (credential.size() > credential_bytes_max) return malformed();
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t slash = std::min(credential.find('/'), credential.size());
    parts.push_back(credential.substr(0, slash));
    if (slash == credential.size()) break;
    credential.remove_prefix(slash + 1);
  }
  if (parts.size() != 5 || parts[0].empty() || parts[4] != "aws4_request") return malformed();
  if (parts[1].size() != 8 || !is_digits(parts[1])) return malformed();
  if (parts[3] != "s3") {
    return bad_parameters(
        "Error parsing the X-Amz-Credential parameter; incorrect service. This endpoint belongs to \"s3\".");
  }
  out.access_key_id = parts[0];
  out.date = parts[1];
  out.region = parts[2];
  return {};
}

tl::expected<void, S3Error> read_times(const std::string& timestamp, const std::string& expires, PresignedQuery& out) {
  if (!parse_basic_iso8601(timestamp, out.signed_at_s)) {
    return bad_parameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  out.timestamp = timestamp;
  if (timestamp.substr(0, 8) != out.date) {
    return bad_parameters("Invalid credential date. This date is not the same as X-Amz-Date.");
  }
  if (expires.starts_with('-')) return bad_parameters("X-Amz-Expires must be non-negative");
  if (!is_digits(expires)) return bad_parameters("X-Amz-Expires should be a number");
  const auto [end, failure] = std::from_chars(expires.data(), expires.data() + expires.size(), out.expires_in_s);
  if (failure != std::errc() || out.expires_in_s > PresignedVerifier::life_s_max) {
    return bad_parameters(
        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than "
        "604800 seconds");
  }
  return {};
}

tl::expected<void, S3Error> read_signed_headers(std::string_view list, PresignedQuery& out) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    out.signed_headers.push_back(to_lower(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  auto& names = out.signed_headers;
  const bool sorted = std::is_sorted(names.begin(), names.end());
  const bool repeated = sorted && std::adjacent_find(names.begin(), names.end()) != names.end();
  if (names.size() > PresignedVerifier::signed_headers_max || !sorted || repeated) {
    return bad_parameters("X-Amz-SignedHeaders must be a sorted list of header names separated by semicolons.");
  }
  if (!std::binary_search(names.begin(), names.end(), "host")) {
    return bad_parameters("X-Amz-SignedHeaders must include host.");
  }
  return {};
}

}  // namespace

tl::expected<PresignedQuery, S3Error> parse_presigned_query(std::string_view wire_query) {
  auto collected = collect(wire_query);
  if (!collected) return tl::unexpected(collected.error());
  const Parameters& given = *collected;
  if (given.contains("AWSAccessKeyId")) {
    return Failure(
        S3Error{400,
                "InvalidRequest",
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
                {}});
  }
  const auto value = [&](std::string_view name) {
    const auto found = given.find(name);
    return found == given.end() ? std::string() : found->second;
  };
  for (const std::string_view name : {"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires",
                                      "X-Amz-SignedHeaders", "X-Amz-Signature"}) {
    if (!value(name).empty()) continue;
    return bad_parameters(
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
        "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
  }
  if (value("X-Amz-Algorithm") != signing_algorithm)
    return bad_parameters("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");

  PresignedQuery out;
  if (auto ok = read_credential(value("X-Amz-Credential"), out); !ok) return tl::unexpected(ok.error());
  if (auto ok = read_times(value("X-Amz-Date"), value("X-Amz-Expires"), out); !ok) return tl::unexpected(ok.error());
  if (auto ok = read_signed_headers(value("X-Amz-SignedHeaders"), out); !ok) return tl::unexpected(ok.error());
  out.signature = value("X-Amz-Signature");
  out.session_token = value("X-Amz-Security-Token");
  out.payload_hash = value("X-Amz-Content-Sha256");
  return out;
}

}  // namespace lumen::aws
