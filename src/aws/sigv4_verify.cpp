// SPDX-License-Identifier: Apache-2.0
#include "aws/sigv4_verify.h"

#include <algorithm>

#include "aws/presigned_query.h"
#include "base/encoding.h"

namespace lumen::aws {
namespace {

using Failure = tl::unexpected<S3Error>;

Failure denied(std::string message, std::vector<std::pair<std::string, std::string>> details = {}) {
  return Failure(S3Error{403, "AccessDenied", std::move(message), std::move(details)});
}

bool has_header(std::span<const Header> headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(), [&](const Header& one) { return iequals(one.first, name); });
}

tl::expected<void, S3Error> check_size(const ReceivedRequest& request) {
  if (request.target.size() > PresignedVerifier::target_bytes_max) {
    return Failure(S3Error{400, "InvalidURI", "Couldn't parse the specified URI.", {}});
  }
  std::size_t bytes = 0;
  for (const auto& [name, value] : request.headers) bytes += name.size() + value.size();
  if (bytes <= PresignedVerifier::headers_bytes_max) return {};
  return Failure(S3Error{400,
                         "RequestHeaderSectionTooLarge",
                         "Your request header section exceeds the maximum allowed request header section size.",
                         {}});
}

tl::expected<void, S3Error> check_mechanism(const ReceivedRequest& request, std::string_view query) {
  const bool in_header = has_header(request.headers, "authorization");
  const bool in_query =
      query.find("X-Amz-") != std::string_view::npos || query.find("AWSAccessKeyId") != std::string_view::npos;
  if (in_header && in_query) {
    return Failure(S3Error{400,
                           "InvalidArgument",
                           "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query "
                           "string parameter or the Authorization header should be specified",
                           {{"ArgumentName", "Authorization"}}});
  }
  if (!in_query) return denied("Access Denied");
  return {};
}

tl::expected<void, S3Error> check_time(const PresignedQuery& query, UnixSeconds now_s) {
  if (query.signed_at_s > now_s + PresignedVerifier::skew_s_max) {
    return denied("Request is not valid yet", {{"ServerTime", format_iso8601(now_s)}});
  }
  const UnixSeconds expires_at_s = query.signed_at_s + query.expires_in_s;
  if (now_s < expires_at_s) return {};
  return denied("Request has expired", {{"X-Amz-Expires", std::to_string(query.expires_in_s)},
                                        {"Expires", format_iso8601(expires_at_s)},
                                        {"ServerTime", format_iso8601(now_s)}});
}

tl::expected<void, S3Error> check_unsigned(const ReceivedRequest& request, const PresignedQuery& query) {
  std::string unsigned_names;
  for (const auto& [name, value] : request.headers) {
    const std::string lower = to_lower(name);
    const auto& names = query.signed_headers;
    if (!lower.starts_with("x-amz-") || std::binary_search(names.begin(), names.end(), lower)) continue;
    unsigned_names += (unsigned_names.empty() ? "" : ", ") + lower;
  }
  if (unsigned_names.empty()) return {};
  return denied("There were headers present in the request which were not signed",
                {{"HeadersNotSigned", unsigned_names}});
}

tl::expected<void, S3Error> check_token(const PresignedQuery& query, const Credentials& credentials) {
  if (equal_constant_time(query.session_token, credentials.session_token)) return {};
  return Failure(S3Error{400, "InvalidToken", "The provided token is malformed or otherwise invalid.", {}});
}

// The headers that the client says it signed; one that did not arrive counts as empty.
std::vector<Header> signed_headers(const ReceivedRequest& request, const PresignedQuery& query) {
  std::vector<Header> out;
  for (const std::string& name : query.signed_headers) {
    const std::size_t before = out.size();
    for (const Header& header : request.headers) {
      if (iequals(header.first, name)) out.push_back(header);
    }
    if (out.size() == before) out.emplace_back(name, "");
  }
  return canonical_headers(out);
}

std::string payload_hash_of(const PresignedQuery& query, std::span<const Header> signed_canonical) {
  if (!query.payload_hash.empty()) return query.payload_hash;
  for (const auto& [name, value] : signed_canonical) {
    if (name == "x-amz-content-sha256") return value;
  }
  return std::string(unsigned_payload);
}

}  // namespace

PresignedVerifier::PresignedVerifier(std::string region, CredentialsLookup lookup)
    : region_(std::move(region)), lookup_(std::move(lookup)) {}

tl::expected<PresignedUrl, S3Error> PresignedVerifier::verify(const ReceivedRequest& request, UnixSeconds now_s) {
  if (auto ok = check_size(request); !ok) return tl::unexpected(ok.error());
  const std::size_t mark = std::min(request.target.find('?'), request.target.size());
  const std::string_view wire_path = request.target.substr(0, mark);
  const std::string_view wire_query = request.target.substr(std::min(mark + 1, request.target.size()));
  if (auto ok = check_mechanism(request, wire_query); !ok) return tl::unexpected(ok.error());

  auto query = parse_presigned_query(wire_query);
  if (!query) return tl::unexpected(query.error());
  if (query->region != region_) {
    return Failure(
        S3Error{400,
                "AuthorizationQueryParametersError",
                "Error parsing the X-Amz-Credential parameter; the region is wrong; expecting '" + region_ + "'",
                {{"Region", region_}}});
  }
  if (auto ok = check_time(*query, now_s); !ok) return tl::unexpected(ok.error());
  if (auto ok = check_unsigned(request, *query); !ok) return tl::unexpected(ok.error());
  const auto credentials = lookup_(query->access_key_id);
  if (!credentials) {
    return Failure(S3Error{403,
                           "InvalidAccessKeyId",
                           "The AWS Access Key Id you provided does not exist in our records.",
                           {{"AWSAccessKeyId", query->access_key_id}}});
  }
  if (auto ok = check_token(*query, *credentials); !ok) return tl::unexpected(ok.error());

  const std::vector<Header> headers = signed_headers(request, *query);
  PresignedUrl url{query->access_key_id, query->signed_at_s, query->signed_at_s + query->expires_in_s,
                   query->signed_headers, payload_hash_of(*query, headers)};
  const auto canonical = canonical_query(wire_query);
  const std::string text = canonical_request({request.method, canonical_path(wire_path, PathRule::as_sent),
                                              canonical.value_or(""), headers, url.payload_hash});
  const std::string to_sign = string_to_sign(query->timestamp, credential_scope(query->date, region_, "s3"), text);
  const std::string expected = keys_.get({credentials->secret_access_key, query->date, region_, "s3"})->sign(to_sign);
  if (equal_constant_time(expected, query->signature)) return url;
  return Failure(
      S3Error{403,
              "SignatureDoesNotMatch",
              "The request signature we calculated does not match the signature you provided. Check your key "
              "and signing method.",
              {{"AWSAccessKeyId", query->access_key_id},
               {"StringToSign", to_sign},
               {"SignatureProvided", query->signature},
               {"CanonicalRequest", text}}});
}

}  // namespace lumen::aws
