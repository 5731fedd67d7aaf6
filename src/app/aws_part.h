// SPDX-License-Identifier: Apache-2.0
#pragma once
// One service of AWS as settings and environment want it called: where, in which region, with which credentials.

#include <memory>
#include <string>

#include "app/settings.h"
#include "aws/credentials_source.h"
#include "aws/service_endpoint.h"
#include "aws/signed_remote.h"

namespace lumen::app {

struct AwsPart {
  aws::ServiceEndpoint endpoint;
  std::unique_ptr<aws::CredentialsSource> credentials;  // null when an API key is used
  std::string api_key;

  // Refers to this part's credentials.
  aws::AwsAccess access() const { return {credentials.get(), api_key}; }
  // "environment", "an API key", …; never a key.
  std::string describe_access() const { return credentials == nullptr ? "an API key" : credentials->describe(); }
};

// An API key goes before credentials: `api_key`, or AWS_BEARER_TOKEN_BEDROCK where the service takes one. Errors are
// `invalid` and say what to set: "no_region", "bad_region", "bad_url", "no_credentials", "bad_credentials_file". Reads
// the shared credentials file; calls nobody.
enum class ApiKey : std::uint8_t { taken, not_taken };
Result<AwsPart> open_aws_part(const aws::AwsService& service, const aws::EndpointChoice& choice,
                              const Settings& settings, ApiKey keys, std::string api_key = {});

}  // namespace lumen::app
