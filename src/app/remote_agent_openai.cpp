// SPDX-License-Identifier: Apache-2.0
// The agent's model behind an OpenAI-compatible server.
#include <fmt/format.h>

#include <utility>

#include "agent/agent_model_openai.h"
#include "app/remote_agents.h"
#include "app/secret.h"
#include "http/url_rule.h"

namespace lumen::app {
namespace {

Error bad_setting(std::string message) { return invalid("bad_setting", std::move(message)); }

Result<agent::OpenAiOptions> options_of(const Settings& settings) {
  if (settings.agent_url.empty()) return fail(bad_setting("agent.model = openai needs agent.url."));
  if (settings.agent_model_id.empty()) return fail(bad_setting("agent.model = openai needs agent.model_id."));
  agent::OpenAiOptions options;
  options.url = agent::openai_base_url(settings.agent_url);
  auto allowed = http::check_url(options.url, outbound_options(settings).plain);
  if (!allowed) {
    allowed.error().message = "agent.url: " + allowed.error().message;
    return fail(allowed.error());
  }
  auto token = resolve_secret(settings.agent_token);
  if (!token) return fail(token.error());
  options.token = std::move(*token);
  options.chat.model = settings.agent_model_id;
  options.chat.temperature = settings.agent_temperature;
  options.chat.form = settings.agent_stream != 0 ? agent::ChatForm::streamed : agent::ChatForm::whole;
  options.chat.output_tokens_max = static_cast<int>(settings.agent_output_tokens_max);
  options.prices = {settings.agent_input_usd_per_million, settings.agent_output_usd_per_million};
  options.time_max = std::chrono::milliseconds(settings.agent_timeout_ms);
  options.attempts_max = static_cast<int>(settings.agent_attempts);
  return options;
}

bool names_model(std::string_view body, const std::string& model) {
  const auto answer = parse_json(body);
  const json::object* whole = answer ? answer->if_object() : nullptr;
  const json::array* list = whole == nullptr ? nullptr : get_array(*whole, "data");
  for (const json::value& one : list == nullptr ? json::array() : *list) {
    const json::object* object = one.if_object();
    if (object != nullptr && get_string(*object, "id") == model) return true;
  }
  return false;
}

// GET /v1/models costs nothing and carries nothing of a person.
Task<Result<std::string>> ask_for_models(http::HttpClient& client, std::string url, std::string token,
                                         std::string model, Deadline deadline) {
  http::HttpRequest request;
  request.url = url + "/models";
  if (!token.empty()) request.headers.add("Authorization", "Bearer " + token);
  auto asking = client.send(std::move(request), deadline);
  auto answer = co_await std::move(asking);
  const std::string host = http::host_of(url);
  if (!answer) {
    co_return fail(bad_setting(
        fmt::format("{} cannot be asked ({}): the built-in agent explains alone", host, answer.error().code)));
  }
  if (answer->status == 401 || answer->status == 403) {
    co_return fail(bad_setting(host + " does not take the token; set agent.token anew"));
  }
  if (answer->status != 200) co_return fail(bad_setting(fmt::format("{} answers {}", host, answer->status)));
  if (!names_model(answer->body, model)) {
    co_return fail(bad_setting(fmt::format("{} does not list the model {}; set agent.model_id", host, model)));
  }
  co_return fmt::format("{} answers and has {}", host, model);
}

}  // namespace

Result<RemoteAgent> open_openai_agent(const Settings& settings, http::RemoteTools tools) {
  auto options = options_of(settings);
  if (!options) return fail(options.error());
  RemoteAgent agent;
  agent.check = [&client = tools.client, url = options->url, token = options->token,
                 model = options->chat.model](Deadline deadline) {
    return ask_for_models(client, url, token, model, deadline);
  };
  agent.model = std::make_unique<agent::OpenAiAgentModel>(std::move(*options), tools);
  return agent;
}

}  // namespace lumen::app
