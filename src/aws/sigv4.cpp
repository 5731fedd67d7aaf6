// SPDX-License-Identifier: Apache-2.0
#include "aws/sigv4.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/encoding.h"

namespace lumen::aws {
namespace {

constexpr std::array<std::string_view, 11> changed_on_the_way = {
    "accept-encoding",   "authorization", "connection", "expect",          "te",        "trailer",
    "transfer-encoding", "upgrade",       "user-agent", "x-amzn-trace-id", "keep-alive"};

struct Target {
  explicit Target(std::string_view target) {
    const std::size_t mark = std::min(target.find('?'), target.size());
    path = mark == 0 ? "/" : target.substr(0, mark);
    query = target.substr(std::min(mark + 1, target.size()));
  }
  std::string_view path;
  std::string_view query;
};

// A query of our own making may hold a malformed escape only by a fault of the caller; it is then signed as it is.
std::string canonical_or_same(std::string query) {
  auto canonical = canonical_query(query);
  return canonical ? std::move(*canonical) : std::move(query);
}

}  // namespace

std::string hash_payload(std::string_view body) { return hex_encode(sha256(as_bytes(body))); }

bool is_signable(std::string_view header_name) {
  const std::string name = to_lower(header_name);
  return !name.starts_with("proxy-") &&
         std::find(changed_on_the_way.begin(), changed_on_the_way.end(), name) == changed_on_the_way.end();
}

Signer::Signer(std::string region, std::string service)
    : region_(std::move(region)), service_(std::move(service)), rule_(path_rule_of(service_)) {}

Signer::Signer(std::string region, std::string service, PathRule rule)
    : region_(std::move(region)), service_(std::move(service)), rule_(rule) {}

std::vector<Header> Signer::signed_headers_of(const SigningRequest& request) const {
  std::vector<Header> out;
  out.reserve(request.headers.size() + 4);
  out.emplace_back("host", request.host);
  for (const Header& header : request.headers) {
    // OpenSearch Serverless refuses a signed Content-Length.
    const bool refused = service_ == "aoss" && iequals(header.first, "content-length");
    if (is_signable(header.first) && !refused) out.push_back(header);
  }
  return out;
}

std::string Signer::sign_text(const Credentials& credentials, std::string_view timestamp, std::string_view text) {
  return keys_.get({credentials.secret_access_key, timestamp.substr(0, 8), region_, service_})->sign(text);
}

std::vector<Header> Signer::sign(const SigningRequest& request, const Credentials& credentials, UnixSeconds now_s) {
  const std::string timestamp = format_basic_iso8601(now_s);
  std::vector<Header> added = {{"X-Amz-Date", timestamp}};
  if (!credentials.session_token.empty()) added.emplace_back("X-Amz-Security-Token", credentials.session_token);
  if (service_ == "s3" || service_ == "aoss") added.emplace_back("X-Amz-Content-Sha256", request.payload_hash);

  std::vector<Header> headers = signed_headers_of(request);
  headers.insert(headers.end(), added.begin(), added.end());
  const std::vector<Header> canonical = canonical_headers(headers);
  const Target target(request.target);
  const std::string path = canonical_path(target.path, rule_);
  const std::string query = canonical_or_same(std::string(target.query));
  const std::string text = canonical_request({request.method, path, query, canonical, request.payload_hash});

  const std::string scope = credential_scope(std::string_view(timestamp).substr(0, 8), region_, service_);
  const std::string signature = sign_text(credentials, timestamp, string_to_sign(timestamp, scope, text));
  added.emplace_back("Authorization", std::string(signing_algorithm) + " Credential=" + credentials.access_key_id +
                                          "/" + scope + ", SignedHeaders=" + join_names(canonical) +
                                          ", Signature=" + signature);
  return added;
}

std::string Signer::presign(const SigningRequest& request, const Credentials& credentials, UnixSeconds now_s,
                            int expires_in_s) {
  const std::string timestamp = format_basic_iso8601(now_s);
  const std::string scope = credential_scope(std::string_view(timestamp).substr(0, 8), region_, service_);
  const std::vector<Header> canonical = canonical_headers(signed_headers_of(request));
  const Target target(request.target);

  std::string wire_query(target.query);
  if (!wire_query.empty()) wire_query.push_back('&');
  wire_query.append("X-Amz-Algorithm=").append(signing_algorithm);
  wire_query.append("&X-Amz-Credential=").append(percent_encode(credentials.access_key_id + "/" + scope));
  wire_query.append("&X-Amz-Date=").append(timestamp);
  wire_query.append("&X-Amz-Expires=").append(std::to_string(expires_in_s));
  if (!credentials.session_token.empty()) {
    wire_query.append("&X-Amz-Security-Token=").append(percent_encode(credentials.session_token));
  }
  wire_query.append("&X-Amz-SignedHeaders=").append(percent_encode(join_names(canonical)));

  const std::string query = canonical_or_same(std::move(wire_query));
  const std::string path = canonical_path(target.path, rule_);
  const std::string text = canonical_request({request.method, path, query, canonical, request.payload_hash});
  const std::string signature = sign_text(credentials, timestamp, string_to_sign(timestamp, scope, text));

  std::string out;
  out.reserve(target.path.size() + query.size() + 96);
  return out.append(target.path).append("?").append(query).append("&X-Amz-Signature=").append(signature);
}

}  // namespace lumen::aws
