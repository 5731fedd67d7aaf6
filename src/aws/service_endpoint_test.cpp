// SPDX-License-Identifier: Apache-2.0
#include "aws/service_endpoint.h"

#include <gtest/gtest.h>

#include <map>

namespace lumen::aws {
namespace {

Result<ServiceEndpoint> resolve(EndpointChoice choice, std::map<std::string, std::string> values = {}) {
  const Environment environment = [values = std::move(values)](const char* name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
  };
  return resolve_endpoint(bedrock_agent_runtime, choice, environment, http::PlainHttp::loopback_only);
}

std::string outcome(EndpointChoice choice, std::map<std::string, std::string> values = {}) {
  const auto endpoint = resolve(std::move(choice), std::move(values));
  return endpoint ? endpoint->region + " " + endpoint->origin + endpoint->path_prefix : endpoint.error().code;
}

TEST(ServiceEndpoint, IsTheRegionsOwn) {
  EXPECT_EQ(outcome({"us-west-2", ""}), "us-west-2 https://bedrock-agent-runtime.us-west-2.amazonaws.com");
  EXPECT_EQ(outcome({"cn-north-1", ""}), "cn-north-1 https://bedrock-agent-runtime.cn-north-1.amazonaws.com.cn");
  EXPECT_EQ(resolve({"us-west-2", ""})->signing_name, "bedrock");
  EXPECT_EQ(resolve({"us-west-2", ""})->host, "bedrock-agent-runtime.us-west-2.amazonaws.com");
}

TEST(ServiceEndpoint, TheRegionComesFromTheSettingThenTheEnvironment) {
  EXPECT_TRUE(outcome({"us-west-2", ""}, {{"AWS_REGION", "eu-west-1"}}).starts_with("us-west-2"));
  EXPECT_TRUE(outcome({}, {{"AWS_REGION", "eu-west-1"}, {"AWS_DEFAULT_REGION", "eu-west-3"}}).starts_with("eu-west-1"));
  EXPECT_TRUE(outcome({}, {{"AWS_DEFAULT_REGION", "eu-west-3"}}).starts_with("eu-west-3"));
  EXPECT_EQ(outcome({}), "no_region");
  for (const char* bad : {"useast1", "us east-1", "US-EAST-1", "-us", "us-east-1/x", "us-east-1.evil.example"}) {
    EXPECT_EQ(outcome({bad, ""}), "bad_region") << bad;
  }
}

TEST(ServiceEndpoint, TheAddressComesFromTheSettingThenTheServicesThenTheCommonVariable) {
  const std::map<std::string, std::string> both = {{"AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME", "https://one.example"},
                                                   {"AWS_ENDPOINT_URL", "https://two.example"}};
  EXPECT_EQ(outcome({"us-east-1", "https://set.example/"}, both), "us-east-1 https://set.example");
  EXPECT_EQ(outcome({"us-east-1", ""}, both), "us-east-1 https://one.example");
  EXPECT_EQ(outcome({"us-east-1", ""}, {{"AWS_ENDPOINT_URL", "https://two.example"}}), "us-east-1 https://two.example");
}

TEST(ServiceEndpoint, TheHostIsWhatTheClientSends) {
  EXPECT_EQ(resolve({"us-east-1", "http://127.0.0.1:4567/gate/way/"})->host, "127.0.0.1:4567");
  EXPECT_EQ(resolve({"us-east-1", "http://127.0.0.1:4567/gate/way/"})->path_prefix, "/gate/way");
  EXPECT_EQ(resolve({"us-east-1", "https://Bedrock.EXAMPLE:443"})->host, "bedrock.example");
  EXPECT_EQ(resolve({"us-east-1", "http://localhost:80"})->host, "localhost");
  EXPECT_EQ(resolve({"us-east-1", "https://bedrock.example:80"})->host, "bedrock.example:80");
}

TEST(ServiceEndpoint, RefusesWhatMayNotBeCalled) {
  for (const char* bad : {"http://bedrock.example", "ftp://x.example", "nonsense", "https://user:word@x.example",
                          "https://x.example/?a=b", "https://x.example/#a"}) {
    EXPECT_EQ(outcome({"us-east-1", bad}), "bad_url") << bad;
  }
}

}  // namespace
}  // namespace lumen::aws
