// SPDX-License-Identifier: Apache-2.0
#pragma once
// Checks a presigned URL the way S3 does: everything is computed anew from the request as it came over the
// wire, from the client's own list of signed headers, and compared in constant time. Thread-safe.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "aws/canonical_request.h"
#include "aws/s3_error.h"
#include "aws/signing_key.h"
#include "aws/sigv4.h"
#include "base/clock.h"

namespace lumen::aws {

struct ReceivedRequest {
  std::string_view method;
  std::string_view target;          // exactly as on the wire
  std::span<const Header> headers;  // all of them, Host included
};

struct PresignedUrl {
  std::string access_key_id;
  UnixSeconds signed_at_s = 0;
  UnixSeconds expires_at_s = 0;             // invalid from this second
  std::vector<std::string> signed_headers;  // lower case
  std::string payload_hash;                 // "UNSIGNED-PAYLOAD", or the SHA-256 in hex that the body must have
};

// The credentials of an access key, or nothing when it is unknown.
using CredentialsLookup = std::function<std::optional<Credentials>(std::string_view access_key_id)>;

class PresignedVerifier {
 public:
  static constexpr std::size_t target_bytes_max = 8'192;
  static constexpr std::size_t headers_bytes_max = 32'768;
  static constexpr std::size_t parameters_max = 64;
  static constexpr std::size_t signed_headers_max = 64;
  static constexpr int life_s_max = 604'800;
  static constexpr int skew_s_max = 900;  // how far ahead of ours the signer's clock may be

  PresignedVerifier(std::string region, CredentialsLookup lookup);

  // The answer, or the error that S3 gives: AccessDenied (no signature, expired, not yet valid, unsigned x-amz
  // headers), SignatureDoesNotMatch, InvalidAccessKeyId, AuthorizationQueryParametersError, InvalidArgument (two
  // kinds of authorization), InvalidRequest (Signature Version 2), InvalidToken, InvalidURI. Costs nothing
  // before the limits above are checked.
  tl::expected<PresignedUrl, S3Error> verify(const ReceivedRequest& request, UnixSeconds now_s);

 private:
  std::string region_;
  CredentialsLookup lookup_;
  SigningKeys keys_;
};

}  // namespace lumen::aws
