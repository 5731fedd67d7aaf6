// SPDX-License-Identifier: Apache-2.0
#pragma once
// The S3 face of the embedded edition: presigned PUT of a photo to /{bucket}/uploads/{user}/{analysis}, with S3's
// words for what goes wrong and its CORS. Signatures are checked here, before a byte of the body is read; photos/
// only stores. Other methods on such an address are refused in S3's words too.

#include <string>

#include "api/router.h"
#include "aws/s3_error.h"
#include "aws/sigv4_verify.h"
#include "base/clock.h"
#include "base/random.h"
#include "service/receive_photo.h"

namespace lumen::api {

struct S3Settings {
  std::string bucket;
  std::uint64_t photo_bytes_max = 0;
  std::string cors_origin = "*";  // "*", one origin, or "" for none
};

struct S3Parts {
  aws::PresignedVerifier& verifier;
  service::ReceivePhoto& receive_photo;
  const Clock& clock;
};

void add_s3_routes(Router& router, const S3Parts& parts, const S3Settings& settings);

// Our x-amz-id-2: which host answered.
inline constexpr std::string_view host_id = "lumen";

// S3's XML error document.
Response s3_problem(const aws::S3Error& error, const RequestHead& head);

// What an Error of receiving a photo is called in S3.
aws::S3Error s3_error_of(const Error& error);

}  // namespace lumen::api
