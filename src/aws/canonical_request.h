// SPDX-License-Identifier: Apache-2.0
#pragma once
// The texts that AWS Signature Version 4 signs: canonical request and string to sign, as AWS's page
// "Create a signed AWS API request" (docs.aws.amazon.com/IAM) defines them. Signer and verifier share them.
// Pure.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace lumen::aws {

using Header = std::pair<std::string, std::string>;

inline constexpr std::string_view signing_algorithm = "AWS4-HMAC-SHA256";
inline constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

enum class PathRule {
  as_sent,       // S3: the path exactly as on the wire
  encoded_again  // every other service: dot segments and double slashes removed, then percent-encoded once more
};
PathRule path_rule_of(std::string_view service);
std::string canonical_path(std::string_view wire_path, PathRule rule);

// Each name and value decoded and encoded the one way, sorted by bytes; `?a` becomes `a=`; a `+` is a space, as
// S3 reads it. X-Amz-Signature is left out. Nothing when an escape is malformed.
std::optional<std::string> canonical_query(std::string_view wire_query);

// Names in lower case, sorted; values trimmed, inner white space one space; repeats joined by commas in the
// order received.
std::vector<Header> canonical_headers(std::span<const Header> headers);
// "content-type;host"
std::string join_names(std::span<const Header> canonical);

struct CanonicalParts {
  std::string_view method;
  std::string_view path;            // canonical
  std::string_view query;           // canonical
  std::span<const Header> headers;  // canonical
  std::string_view payload_hash;    // lower-case hex, or one of S3's constants
};
std::string canonical_request(const CanonicalParts& parts);

// "20260115/us-west-2/s3/aws4_request"
std::string credential_scope(std::string_view date, std::string_view region, std::string_view service);
std::string string_to_sign(std::string_view timestamp, std::string_view scope, std::string_view canonical_request);

}  // namespace lumen::aws
