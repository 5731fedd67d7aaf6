// SPDX-License-Identifier: Apache-2.0
// The contract of agent models on those behind OpenAI-compatible servers, whole and streamed.
#include <gtest/gtest.h>

#include "agent/agent_model_contract.h"
#include "agent/agent_model_openai.h"

namespace lumen::agent {
namespace {

using lumen::test::HttpImposter;
using lumen::test::RemoteBench;
using lumen::test::ScriptedAnswer;

json::object usage() { return {{"prompt_tokens", 412}, {"completion_tokens", 58}, {"total_tokens", 470}}; }

json::array calls_of(const std::vector<ToolCall>& calls) {
  json::array list;
  for (const ToolCall& call : calls) {
    json::object function{{"name", call.name}, {"arguments", json::serialize(call.arguments)}};
    list.push_back(json::object{{"index", list.size()},
                                {"id", "call_" + std::to_string(list.size())},
                                {"type", "function"},
                                {"function", std::move(function)}});
  }
  return list;
}

struct OpenAiFixture {
  static constexpr RemoteModelTraits traits{.has_guardrail = false};

  ScriptedAnswer throttled() { return {.status = 429, .body = R"({"error":{"message":"slow down"}})"}; }
  ScriptedAnswer refused() { return {.status = 401, .body = R"({"error":{"message":"no such key"}})"}; }
  ScriptedAnswer guardrail(const std::string&) { return {}; }
  OpenAiOptions options(ChatForm form) const {
    OpenAiOptions made;
    made.url = imposter.url("/v1");
    made.token = "secret-key";
    made.chat.model = "skin-7b";
    made.chat.form = form;
    made.prices = {contract_input_usd_per_million, contract_output_usd_per_million};
    made.time_max = std::chrono::minutes(2);
    return made;
  }

  HttpImposter imposter;
  RemoteBench bench;
};

struct OpenAiWholeFixture : OpenAiFixture {
  AgentModel& model() { return model_; }
  ScriptedAnswer json_answer(json::object message, const char* reason) {
    message["role"] = "assistant";
    json::object choice{{"index", 0}, {"message", std::move(message)}, {"finish_reason", reason}};
    json::object body{{"choices", json::array{std::move(choice)}}, {"usage", usage()}};
    return {.headers = {{"Content-Type", "application/json"}}, .body = json::serialize(body)};
  }
  ScriptedAnswer answer_of(const std::string& text) { return json_answer({{"content", text}}, "stop"); }
  void say(const std::string& text) { imposter.answer(answer_of(text)); }
  void call(const std::vector<ToolCall>& calls) {
    imposter.answer(json_answer({{"content", nullptr}, {"tool_calls", calls_of(calls)}}, "tool_calls"));
  }
  std::vector<ScriptedAnswer> nonsense() {
    std::vector<ScriptedAnswer> all;
    for (const char* body : {"", "<html>Fine</html>", "[]", "{}", R"({"choices":[]})", R"({"choices":[{"mess)"}) {
      all.push_back({.headers = {{"Content-Type", "application/json"}}, .body = body});
    }
    return all;
  }
  OpenAiAgentModel model_{options(ChatForm::whole), bench.tools()};
};

struct OpenAiStreamFixture : OpenAiFixture {
  AgentModel& model() { return model_; }
  ScriptedAnswer events(const std::vector<json::object>& deltas, const char* reason) {
    std::string body;
    const auto add = [&body](const json::value& event) { body += "data: " + json::serialize(event) + "\n\n"; };
    const auto choice = [](json::object delta, json::value why) {
      json::object one{{"index", 0}, {"delta", std::move(delta)}, {"finish_reason", std::move(why)}};
      return json::object{{"choices", json::array{std::move(one)}}};
    };
    for (const json::object& delta : deltas) add(choice(delta, nullptr));
    add(choice({}, reason));
    add(json::object{{"choices", json::array()}, {"usage", usage()}});
    return {.headers = {{"Content-Type", "text/event-stream"}}, .body = body + "data: [DONE]\n\n"};
  }
  ScriptedAnswer answer_of(const std::string& text) { return events({{{"content", text}}}, "stop"); }
  void say(const std::string& text) { imposter.answer(answer_of(text)); }
  void call(const std::vector<ToolCall>& calls) {
    imposter.answer(events({{{"tool_calls", calls_of(calls)}}}, "tool_calls"));
  }
  std::vector<ScriptedAnswer> nonsense() {
    std::vector<ScriptedAnswer> all;
    for (const char* body : {"", "data: <html>\n\n", "data: []\n\n", "data: {\"choices\":[{\n\n", ": ping\n\n"}) {
      all.push_back({.headers = {{"Content-Type", "text/event-stream"}}, .body = body});
    }
    return all;
  }
  OpenAiAgentModel model_{options(ChatForm::streamed), bench.tools()};
};

INSTANTIATE_TYPED_TEST_SUITE_P(OpenAiWhole, AgentModelContract, OpenAiWholeFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(OpenAiStream, AgentModelContract, OpenAiStreamFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(OpenAiWhole, RemoteAgentModelContract, OpenAiWholeFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(OpenAiStream, RemoteAgentModelContract, OpenAiStreamFixture);

}  // namespace
}  // namespace lumen::agent
