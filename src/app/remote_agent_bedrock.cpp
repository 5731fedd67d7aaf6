// SPDX-License-Identifier: Apache-2.0
// The agent's model in Amazon Bedrock: any model through Converse, or an agent made there.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "agent/agent_model_converse.h"
#include "agent/agent_model_invoke_agent.h"
#include "app/aws_part.h"
#include "app/remote_agents.h"
#include "app/secret.h"
#include "aws/remote_failure.h"
#include "http/url_rule.h"

namespace lumen::app {
namespace {

Error bad_setting(std::string message) { return invalid("bad_setting", std::move(message)); }

// Where a fault of AWS's parts lies among the settings.
Error of_agent(Error error) {
  if (error.code == "no_region" || error.code == "bad_region") error.message = "agent.region: " + error.message;
  if (error.code == "bad_url") error.message = "agent.endpoint: " + error.message;
  return error;
}

bool is_plain_id(const std::string& text, std::size_t bytes_max) {
  return !text.empty() && text.size() <= bytes_max &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

Result<void> check_converse(const Settings& settings) {
  if (settings.agent_model_id.empty()) {
    return fail(
        bad_setting("agent.model = bedrock-converse needs agent.model_id: a model, an inference profile or an ARN."));
  }
  const std::string& version = settings.agent_guardrail_version;
  const bool is_number = is_plain_id(version, 8) && version.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number && version != "DRAFT") {
    return fail(bad_setting("agent.guardrail_version must be a number or DRAFT."));
  }
  return {};
}

Result<void> check_agent(const Settings& settings) {
  if (!is_plain_id(settings.agent_id, 10)) {
    return fail(bad_setting("agent.model = bedrock-agent needs agent.agent_id: 1 to 10 letters and digits."));
  }
  if (!is_plain_id(settings.agent_alias_id, 10)) {
    return fail(bad_setting("agent.model = bedrock-agent needs agent.agent_alias_id: 1 to 10 letters and digits."));
  }
  return {};
}

aws::SignedRemoteOptions remote_options(const Settings& settings) {
  aws::SignedRemoteOptions options;
  options.attempt_time_max = std::chrono::milliseconds(settings.agent_timeout_ms);
  options.attempts_max = static_cast<int>(settings.agent_attempts);
  return options;
}

agent::TokenPrices prices_of(const Settings& settings) {
  return {settings.agent_input_usd_per_million, settings.agent_output_usd_per_million};
}

// What an answer to a request that nothing can come of says about who asks.
Result<std::string> judge_probe(const http::HttpAnswer& answer, const std::string& host, const std::string& what) {
  const std::string name = aws::error_name(answer);
  if (answer.status == 404) return fail(bad_setting(host + " does not know " + what));
  if (answer.status == 403 || answer.status == 401) {
    return fail(bad_setting(fmt::format("{} does not take the credentials ({})", host, name)));
  }
  if (answer.status >= 500) return fail(bad_setting(fmt::format("{} answers {}", host, answer.status)));
  return host + " answers and takes the credentials";
}

// A body that is refused before anything runs: it costs nothing and carries nothing of a person.
Task<Result<std::string>> probe(std::shared_ptr<aws::SignedRemote> remote, aws::ServiceCall call, std::string what,
                                Deadline deadline) {
  const std::string host = http::host_of(remote->endpoint().origin);
  auto asking = remote->send_once(std::move(call), deadline);
  auto answer = co_await std::move(asking);
  if (!answer) {
    co_return fail(bad_setting(
        fmt::format("{} cannot be asked ({}): the built-in agent explains alone", host, answer.error().code)));
  }
  co_return judge_probe(*answer, host, what);
}

std::function<Task<Result<std::string>>(Deadline)> make_check(const AwsPart& part, http::RemoteTools tools,
                                                              std::string path, std::string body, std::string what) {
  auto remote = std::make_shared<aws::SignedRemote>("agent_check", part.endpoint, part.access(),
                                                    aws::SignedRemoteOptions{}, tools);
  aws::ServiceCall call;
  call.path = std::move(path);
  call.body = std::move(body);
  return [remote, call, what](Deadline deadline) { return probe(remote, call, what, deadline); };
}

}  // namespace

Result<RemoteAgent> open_converse_agent(const Settings& settings, http::RemoteTools tools) {
  if (auto good = check_converse(settings); !good) return fail(good.error());
  auto key = resolve_secret(settings.agent_token);
  if (!key) return fail(key.error());
  const aws::EndpointChoice choice{settings.agent_region, settings.agent_endpoint};
  auto part = open_aws_part(aws::bedrock_runtime, choice, settings, ApiKey::taken, std::move(*key));
  if (!part) return fail(of_agent(std::move(part.error())));
  agent::ConverseOptions options;
  options.model_id = settings.agent_model_id;
  options.guardrail_id = settings.agent_guardrail_id;
  options.guardrail_version = settings.agent_guardrail_version;
  options.temperature = settings.agent_temperature;
  options.output_tokens_max = static_cast<int>(settings.agent_output_tokens_max);
  options.prices = prices_of(settings);

  RemoteAgent agent;
  agent.check = make_check(*part, tools, agent::converse_path(options.model_id), R"({"messages":1})",
                           "the model " + options.model_id);
  agent.model = std::make_unique<agent::ConverseModel>(std::move(options), part->endpoint, part->access(),
                                                       remote_options(settings), tools);
  agent.credentials = std::move(part->credentials);
  return agent;
}

Result<RemoteAgent> open_invoke_agent(const Settings& settings, http::RemoteTools tools) {
  if (auto good = check_agent(settings); !good) return fail(good.error());
  const aws::EndpointChoice choice{settings.agent_region, settings.agent_endpoint};
  auto part = open_aws_part(aws::bedrock_agent_runtime, choice, settings, ApiKey::not_taken);
  if (!part) return fail(of_agent(std::move(part.error())));
  agent::InvokeAgentOptions options{settings.agent_id, settings.agent_alias_id, prices_of(settings)};

  RemoteAgent agent;
  agent.check = make_check(*part, tools, agent::invoke_agent_path(options, "lumen-doctor"), R"({"inputText":1})",
                           "the agent " + options.agent_id);
  agent.model = std::make_unique<agent::InvokeAgentModel>(std::move(options), part->endpoint, part->access(),
                                                          remote_options(settings), tools);
  agent.credentials = std::move(part->credentials);
  return agent;
}

}  // namespace lumen::app
