// SPDX-License-Identifier: Apache-2.0
#pragma once
// How services of AWS fail over REST-JSON, as errors of http/remote_error.h. The name is in the header x-amzn-ErrorType
// (before ':', after '#'), else in the body's __type or code. Beside the codes there:
//
//   remote_not_ready  a model is being loaded; worth more attempts than other failures
//   remote_fault      the model itself failed; worth one more attempt
//
// Pure.

#include <string>
#include <string_view>

#include "base/result.h"
#include "http/http_message.h"
#include "http/remote.h"

namespace lumen::aws {

// "ThrottlingException", letters and digits only; "" when the answer names none.
std::string error_name(const http::HttpAnswer& answer);

// 2xx is good; anything else is the error that its name means, or its status when the name is not known.
Result<void> judge_answer(const http::HttpAnswer& answer);

// The error of a failure inside an event stream: a name in either case ("throttlingException"), no status.
Error stream_failure(std::string_view name);

// Attempts that an error is worth, of `attempts_max`: see the codes above.
int attempts_for(const Error& error, int attempts_max);
// The most that attempts_for gives.
int attempts_ceiling(int attempts_max);

}  // namespace lumen::aws
