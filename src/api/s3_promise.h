// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a client of the S3 face says about the bytes it is going to send, by S3's headers. Pure.

#include <tl/expected.hpp>

#include "api/http_message.h"
#include "aws/s3_error.h"
#include "service/receive_photo.h"

namespace lumen::api {

// Content-MD5, x-amz-checksum-sha256 and the SHA-256 that the signature names (header x-amz-content-sha256 or
// query X-Amz-Content-Sha256). Errors: InvalidDigest, InvalidRequest (malformed), XAmzContentSHA256Mismatch (two
// hashes that differ), NotImplemented (aws-chunked bodies, other checksums: ignoring one would be a lie).
tl::expected<service::PhotoPromise, aws::S3Error> s3_promise_of(const RequestHead& head);

// What it is called when the bytes are others than these headers promised.
aws::S3Error s3_broken_promise(const RequestHead& head);

}  // namespace lumen::api
