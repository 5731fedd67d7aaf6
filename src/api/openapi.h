// SPDX-License-Identifier: Apache-2.0
#pragma once
// The hand-kept OpenAPI 3.1 document (openapi.json), used to check requests before any handler sees them and
// served at /openapi.json. Thread-safe.

#include <memory>
#include <string>
#include <string_view>

#include "api/http_message.h"
#include "base/result.h"

namespace lumen::api {

class OpenApi {
 public:
  // `document` outlives this. A document that is no JSON object with `paths` is an error of the build.
  static Result<std::unique_ptr<OpenApi>> load(std::string_view document);
  ~OpenApi();

  // Query parameters against their schemas: "bad_parameter" (or the parameter's x-error-code) names the
  // parameter, what it was and what would be right. Unknown parameters are ignored.
  Result<void> check_query(std::string_view method, std::string_view pattern, const RequestHead& head) const;

  // A JSON body against its schema, when the request has one: "bad_body" names the member.
  Result<void> check_body(std::string_view method, std::string_view pattern, const Request& request) const;

  // "GET /analysis/{id}", …: every operation of the document, for the test that compares it with the routes.
  std::vector<std::string> operations() const;

 private:
  struct Operation;
  OpenApi();
  const Operation* find(std::string_view method, std::string_view pattern) const;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lumen::api
