// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one place that turns an Error into HTTP. The private detail never reaches a body.

#include <string_view>

#include "api/http_message.h"
#include "base/result.h"

namespace lumen::api {

int status_of(const Error& error);

// {"error": {"code", "message", "hint"?, "request_id"}, "message"}
Response problem(const Error& error, std::string_view request_id);

}  // namespace lumen::api
