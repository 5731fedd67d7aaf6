// SPDX-License-Identifier: Apache-2.0
#pragma once
// Signs requests with AWS Signature Version 4, in a header or in the query of a presigned URL. `target` is the
// path and query exactly as they go on the wire; nothing here re-encodes them. Thread-safe.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aws/canonical_request.h"
#include "aws/signing_key.h"
#include "base/clock.h"

namespace lumen::aws {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  // "" for long-lived credentials
};

struct SigningRequest {
  std::string_view method;
  std::string_view host;  // with a non-default port: "127.0.0.1:9000"
  std::string_view target;
  std::span<const Header> headers;  // without Host and Authorization
  std::string payload_hash;         // lower-case hex SHA-256 of the body, or one of S3's constants
};

// Lower-case hex SHA-256 of a body.
std::string hash_payload(std::string_view body);

// False for what a hop or the HTTP library may change on the way: Connection, Expect, User-Agent, ….
bool is_signable(std::string_view header_name);

class Signer {
 public:
  Signer(std::string region, std::string service);
  // For a service whose path rule does not follow from its name.
  Signer(std::string region, std::string service, PathRule rule);

  // The headers to be sent beside those of the request: X-Amz-Date, X-Amz-Security-Token when there is a token,
  // X-Amz-Content-Sha256 where the service wants it (s3, aoss), Authorization. Every signable header is signed.
  std::vector<Header> sign(const SigningRequest& request, const Credentials& credentials, UnixSeconds now_s);

  // The target of a presigned URL: path, the request's own query, X-Amz-* with the signature last. `headers`
  // are signed and must be sent exactly so. `expires_in_s` is 1..604800.
  std::string presign(const SigningRequest& request, const Credentials& credentials, UnixSeconds now_s,
                      int expires_in_s);

 private:
  std::vector<Header> signed_headers_of(const SigningRequest& request) const;
  std::string sign_text(const Credentials& credentials, std::string_view timestamp, std::string_view text);

  std::string region_;
  std::string service_;
  PathRule rule_;
  SigningKeys keys_;
};

}  // namespace lumen::aws
