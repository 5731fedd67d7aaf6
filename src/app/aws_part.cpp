// SPDX-License-Identifier: Apache-2.0
#include "app/aws_part.h"

#include <utility>

#include "app/outbound.h"
#include "aws/credentials_static.h"

namespace lumen::app {

Result<AwsPart> open_aws_part(const aws::AwsService& service, const aws::EndpointChoice& choice,
                              const Settings& settings, ApiKey keys, std::string api_key) {
  const aws::Environment environment = aws::process_environment();
  AwsPart part;
  auto endpoint = aws::resolve_endpoint(service, choice, environment, outbound_options(settings).plain);
  if (!endpoint) return fail(std::move(endpoint.error()));
  part.endpoint = std::move(*endpoint);
  if (keys == ApiKey::taken) {
    part.api_key = api_key.empty() ? environment("AWS_BEARER_TOKEN_BEDROCK") : std::move(api_key);
  }
  if (!part.api_key.empty()) return part;
  auto credentials = aws::find_static_credentials(environment);
  if (!credentials) return fail(std::move(credentials.error()));
  part.credentials = std::move(*credentials);
  return part;
}

}  // namespace lumen::app
