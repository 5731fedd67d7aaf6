// SPDX-License-Identifier: Apache-2.0
#pragma once
// For tests: requests through the gate to the routes of one face, as a door sends them.

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "api/gate.h"

namespace lumen::api {

// Nobody has a token.
class NoTokens final : public identity::TokenVerifier {
 public:
  std::string describe() const override { return "nobody"; }
  Task<Result<identity::Identity>> verify(std::string_view, Deadline) override {
    co_return fail(make_error(ErrorKind::unauthenticated, "invalid_token", "The token is not valid."));
  }
};

class TestGate {
 public:
  TestGate(Router router, const Clock& clock, GateSettings settings = {})
      : gate_(std::move(router), std::move(*OpenApi::load(R"({"paths":{}})")), tokens_, budget_, clock, log_,
              null_metrics(), std::move(settings)) {}

  // The answer, and how much of the body was read.
  Task<Response> send(RequestHead head, std::string body) {
    body_was_read_ = false;
    head.request_id = "request-1";
    Admission admission = co_await gate_.admit(head);
    if (admission.refusal) co_return std::move(*admission.refusal);
    if (body.size() > admission.body_bytes_max) {
      const Error error = gate_.too_large(admission);
      co_return gate_.refuse(error, *admission.route, head);
    }
    body_was_read_ = true;
    Request request{std::move(head), Bytes(body.begin(), body.end())};
    co_return co_await gate_.answer(std::move(admission), std::move(request));
  }

  bool body_was_read() const { return body_was_read_; }
  Gate& gate() { return gate_; }

 private:
  NoTokens tokens_;
  ByteBudget budget_{100'000'000};
  NullLog log_;
  Gate gate_;
  bool body_was_read_ = false;
};

inline std::string header_of(const Response& response, std::string_view name) {
  return std::string(response.headers.find(name).value_or("absent"));
}
inline std::string body_of(const Response& response) { return response.body == nullptr ? "" : *response.body; }

}  // namespace lumen::api
