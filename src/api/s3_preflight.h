// SPDX-License-Identifier: Apache-2.0
#pragma once
// CORS preflight as S3 answers it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html. Pure.

#include <string_view>

#include "api/http_message.h"

namespace lumen::api {

// For PUT from `allowed_origin` ("*", one origin, or "" for none) with any headers: 200 with what was asked for.
// Otherwise S3's 403 AccessForbidden, or 400 BadRequest when it is no preflight.
Response s3_preflight(const RequestHead& head, std::string_view allowed_origin);

}  // namespace lumen::api
