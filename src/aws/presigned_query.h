// SPDX-License-Identifier: Apache-2.0
#pragma once
// The X-Amz-* parameters of a presigned URL, read and checked for form; whether they are true is decided by
// sigv4_verify. Pure.

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "aws/s3_error.h"
#include "base/clock.h"

namespace lumen::aws {

struct PresignedQuery {
  std::string access_key_id;
  std::string date;  // of the credential scope: "20260115"
  std::string region;
  std::string timestamp;  // "20260115T103000Z"
  UnixSeconds signed_at_s = 0;
  int expires_in_s = 0;
  std::vector<std::string> signed_headers;  // lower case, sorted
  std::string signature;                    // as sent; it is right when it equals the one worked out
  std::string session_token;                // "" when absent
  std::string payload_hash;                 // X-Amz-Content-Sha256, "" when absent
};

// `wire_query` is raw. Errors are those of PresignedVerifier::verify.
tl::expected<PresignedQuery, S3Error> parse_presigned_query(std::string_view wire_query);

}  // namespace lumen::aws
