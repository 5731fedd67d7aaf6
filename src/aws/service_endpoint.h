// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where a service of AWS is called, and in which region's name requests are signed.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html

#include <string>

#include "aws/environment.h"
#include "base/result.h"
#include "http/url_rule.h"

namespace lumen::aws {

struct AwsService {
  const char* host_prefix;         // "bedrock-runtime"
  const char* environment_suffix;  // "BEDROCK_RUNTIME", of AWS_ENDPOINT_URL_BEDROCK_RUNTIME
  const char* signing_name;        // "bedrock"
};
inline constexpr AwsService bedrock_runtime{"bedrock-runtime", "BEDROCK_RUNTIME", "bedrock"};
inline constexpr AwsService bedrock_agent_runtime{"bedrock-agent-runtime", "BEDROCK_AGENT_RUNTIME", "bedrock"};

struct ServiceEndpoint {
  std::string origin;       // "https://bedrock-runtime.us-east-1.amazonaws.com", no slash at the end
  std::string host;         // as the Host header says it: "127.0.0.1:4567", a default port left out
  std::string path_prefix;  // "" or "/gateway": before every path
  std::string region;
  std::string signing_name;
};

struct EndpointChoice {
  std::string region;    // empty: AWS_REGION, then AWS_DEFAULT_REGION
  std::string endpoint;  // empty: AWS_ENDPOINT_URL_<SERVICE>, then AWS_ENDPOINT_URL, then the region's own
};

// `invalid`: "no_region", "bad_region", "bad_url" (see http/url_rule.h).
Result<ServiceEndpoint> resolve_endpoint(const AwsService& service, const EndpointChoice& choice,
                                         const Environment& environment, http::PlainHttp plain);

}  // namespace lumen::aws
