// SPDX-License-Identifier: Apache-2.0
#pragma once
// The Cognito face of the embedded edition: the user pool's JSON protocol at POST /, its keys and its discovery
// document. Errors are always HTTP 400 with `__type`, as clients dispatch on the type.
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html

#include <functional>
#include <string>

#include "api/router.h"
#include "base/json.h"
#include "service/accounts.h"

namespace lumen::api {

struct CognitoSettings {
  std::string client_id;
  std::string pool_id;
  std::string issuer;
  // How the client of a request reaches us, for the discovery document; when empty or refusing, the issuer's own
  // address is named.
  std::function<Result<std::string>(const RequestHead&)> server_url = {};
};

void add_cognito_routes(Router& router, service::Accounts& accounts, const CognitoSettings& settings);

// {"__type": "NotAuthorizedException", "message": "…"} with the x-amzn-Error* headers.
Response cognito_problem(const Error& error, const RequestHead& head);

// "j***@e***": how a destination is shown.
std::string mask_email(std::string_view email);

// One operation of the protocol: its JSON body to its JSON answer.
Task<Result<json::object>> run_cognito_operation(service::Accounts& accounts, const CognitoSettings& settings,
                                                 std::string operation, json::object body, Deadline deadline);

}  // namespace lumen::api
