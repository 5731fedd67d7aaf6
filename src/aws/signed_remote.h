// SPDX-License-Identifier: Apache-2.0
#pragma once
// A service of AWS as the adapters call it: http/remote.h (retries, breaker, metrics) with every request signed
// (aws/sigv4.h) or carrying an API key. A call is signed once; its attempts must end within the 15 minutes that a
// signature lives. When the clocks differ too much, the call is signed once more with the other side's time, which is
// kept. Thread-safe.

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "aws/credentials_source.h"
#include "aws/service_endpoint.h"
#include "aws/sigv4.h"
#include "http/remote.h"

namespace lumen::aws {

// One of the two: an API key, sent as Bearer, goes before credentials.
struct AwsAccess {
  CredentialsSource* credentials = nullptr;  // outlives whoever has this
  std::string bearer_token;                  // never shown
};

struct ServiceCall {
  std::string method = "POST";
  std::string path;       // "/model/amazon.nova-lite-v1%3A0/converse": labels percent-encoded once
  http::Headers headers;  // beside Content-Type: application/json, for calls with a body
  std::string body;       // JSON; empty: none
  std::uint64_t answer_bytes_max = 1 << 20;
  std::vector<int> understood{};  // statuses beside 2xx that are the caller's to judge
};

struct SignedRemoteOptions {
  std::chrono::milliseconds attempt_time_max{60'000};
  int attempts_max = 3;
  std::chrono::milliseconds pause_first{500};  // Bedrock's throttling wants long pauses
  std::chrono::milliseconds pause_max{8'000};
};

class SignedRemote {
 public:
  // `name`: a word for metrics and log. What the tools and the access refer to outlives it.
  SignedRemote(std::string name, ServiceEndpoint endpoint, AwsAccess access, SignedRemoteOptions options,
               http::RemoteTools tools);

  // Errors: those of http/remote_error.h and aws/remote_failure.h, and of the credentials' source. `judge` looks at
  // answers of 2xx and of `understood` only.
  Task<Result<http::HttpAnswer>> call(ServiceCall call, http::Remote::Judge judge, Deadline deadline);

  // One attempt, whatever is answered, past the breaker: to ask whether the service is there.
  Task<Result<http::HttpAnswer>> send_once(ServiceCall call, Deadline deadline);

  const ServiceEndpoint& endpoint() const { return endpoint_; }

 private:
  Task<Result<http::HttpAnswer>> call_once(const ServiceCall& call, const http::Remote::Judge& judge,
                                           Deadline deadline);
  Task<Result<http::HttpRequest>> make_request(const ServiceCall& call, Deadline deadline);
  void sign(http::HttpRequest& request, const ServiceCall& call, const Credentials& credentials);

  ServiceEndpoint endpoint_;
  AwsAccess access_;
  http::HttpClient& client_;
  const Clock& clock_;
  Signer signer_;
  http::Remote remote_;
  std::atomic<std::int64_t> skew_s_ = 0;  // the other side's clock minus ours
};

}  // namespace lumen::aws
