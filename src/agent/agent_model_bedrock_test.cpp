// SPDX-License-Identifier: Apache-2.0
// The contract of agent models on the built-in one and on Bedrock's two, and what Bedrock is sent.
#include <gtest/gtest.h>

#include "agent/agent_call_id.h"
#include "agent/agent_model_builtin.h"
#include "agent/agent_model_contract.h"
#include "agent/agent_model_converse.h"
#include "agent/agent_model_invoke_agent.h"
#include "agent/testing/bedrock_samples.h"
#include "aws/credentials_static.h"

namespace lumen::agent {
namespace {

using lumen::test::HttpImposter;
using lumen::test::RemoteBench;
using lumen::test::ScriptedAnswer;
using testing::WireAnswer;

const Knowledge& knowledge() {
  static const Knowledge loaded = Knowledge::load().value();
  return loaded;
}

struct BuiltinFixture {
  AgentModel& model() { return model_; }
  void say(std::string) {}
  void call(std::vector<ToolCall>) {}
  BuiltinAgentModel model_{knowledge()};
};

ScriptedAnswer scripted(WireAnswer answer) {
  return {.status = answer.status, .headers = std::move(answer.headers), .body = std::move(answer.body)};
}

struct BedrockFixture {
  static constexpr RemoteModelTraits traits{};
  static constexpr TokenPrices prices{contract_input_usd_per_million, contract_output_usd_per_million};

  ScriptedAnswer throttled() { return scripted(testing::bedrock_error(429, "ThrottlingException")); }
  ScriptedAnswer refused() { return scripted(testing::bedrock_error(403, "AccessDeniedException")); }
  aws::ServiceEndpoint endpoint(const aws::AwsService& service) {
    const aws::EndpointChoice choice{"us-west-2", imposter.url("")};
    return *resolve_endpoint(service, choice, [](const char*) { return ""; }, http::PlainHttp::loopback_only);
  }
  aws::AwsAccess access() { return {&credentials, ""}; }

  HttpImposter imposter;
  RemoteBench bench;
  aws::StaticCredentials credentials{{"AKID", "secret-key", ""}, "test"};
};

struct ConverseFixture : BedrockFixture {
  AgentModel& model() { return model_; }
  ScriptedAnswer answer_of(const std::string& text) { return scripted(testing::converse_text(text)); }
  void say(const std::string& text) { imposter.answer(answer_of(text)); }
  void call(const std::vector<ToolCall>& calls) { imposter.answer(scripted(testing::converse_calls(calls))); }
  ScriptedAnswer guardrail(const std::string& text) {
    return scripted(testing::converse_stopped("guardrail_intervened", text));
  }
  std::vector<ScriptedAnswer> nonsense() {
    std::vector<ScriptedAnswer> all;
    for (const char* body :
         {"", "<html>Fine</html>", "[]", "{}", R"({"output":{"message":{"content":[]}}})",
          R"({"output":{"message":{"content":[{"text":"a"})",
          R"({"output":{"message":{"content":[1]}},"stopReason":"end_turn"})",
          R"({"output":{"message":{"content":[{"toolUse":{"name":"x"}}]}},"stopReason":"tool_use"})",
          "{\"output\":{\"message\":{\"content\":[{\"text\":\"\xFF\"}]}},\"stopReason\":\"end_turn\"}"}) {
      all.push_back({.headers = {{"Content-Type", "application/json"}}, .body = body});
    }
    return all;
  }

  ConverseModel model_{{"anthropic.claude-v1:0", "gr123abc", "1", 0.7, 2'048, prices},
                       endpoint(aws::bedrock_runtime),
                       access(),
                       {},
                       bench.tools()};
};

struct InvokeAgentFixture : BedrockFixture {
  AgentModel& model() { return model_; }
  ScriptedAnswer answer_of(const std::string& text) { return scripted(testing::agent_text(text)); }
  void say(const std::string& text) { imposter.answer(answer_of(text)); }
  void call(const std::vector<ToolCall>& calls) { imposter.answer(scripted(testing::agent_calls(calls))); }
  ScriptedAnswer guardrail(const std::string& text) { return scripted(testing::agent_guardrail(text)); }
  std::vector<ScriptedAnswer> nonsense() {
    const auto stream = [](const std::vector<aws::EventMessage>& events) {
      return scripted(testing::agent_stream(events));
    };
    const std::string good = testing::agent_text("fine").body;
    std::string flipped = good;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
    const auto control = [&](const char* payload) {
      return stream({testing::agent_event("returnControl", parse_json(payload)->as_object())});
    };
    return {{.body = ""},
            {.body = "{}"},
            {.body = "<html>Fine, said the proxy</html>"},
            {.body = good.substr(0, good.size() - 1)},
            {.body = flipped},
            stream({testing::agent_event("chunk", {{"bytes", "***"}})}),
            stream({testing::agent_chunk("\xFF\xFE")}),
            stream({aws::EventMessage{{{":event-type", std::string("chunk")}}, "{}"}}),
            stream({aws::EventMessage{{{":message-type", std::string("event")}, {":event-type", std::string("chunk")}},
                                      "["}}),
            control(R"({"invocationId":"i"})"),
            control(R"({"invocationId":"i","invocationInputs":[]})"),
            control(R"({"invocationId":"i","invocationInputs":[{"newInput":{}}]})"),
            control(R"({"invocationId":"i","invocationInputs":[{"functionInvocationInput":{"actionGroup":"a"}}]})")};
  }

  InvokeAgentModel model_{
      {"AGENT12345", "TSTALIASID", prices}, endpoint(aws::bedrock_agent_runtime), access(), {}, bench.tools()};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Builtin, AgentModelContract, BuiltinFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(Converse, AgentModelContract, ConverseFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(InvokeAgent, AgentModelContract, InvokeAgentFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(Converse, RemoteAgentModelContract, ConverseFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(InvokeAgent, RemoteAgentModelContract, InvokeAgentFixture);

template <class Fixture>
Result<ModelTurn> ask(Fixture& fixture, ModelRequest request,
                      Deadline deadline = Deadline::after(std::chrono::minutes(2))) {
  return test::run(fixture.model().turn(std::move(request), deadline));
}

TEST(ConverseModel, IsAskedAtItsPathWithASignature) {
  ConverseFixture fixture;
  fixture.say("fine");
  ASSERT_TRUE(ask(fixture, contract_request()));
  const auto seen = fixture.imposter.requests().at(0);
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.target, "/model/anthropic.claude-v1%3A0/converse");
  EXPECT_TRUE(seen.header("Authorization").starts_with("AWS4-HMAC-SHA256 Credential=AKID/"));
  EXPECT_NE(seen.header("Authorization").find("/us-west-2/bedrock/aws4_request"), std::string::npos);
  const auto body = parse_json(seen.body)->as_object();
  EXPECT_EQ(body.at("guardrailConfig").at("guardrailIdentifier"), "gr123abc");
  EXPECT_EQ(body.at("toolConfig").at("tools").as_array().size(), 3U);
}

TEST(InvokeAgentModel, FindsTheWayBackByTheCallsAlone) {
  for (const bool by_api : {false, true}) {
    InvokeAgentFixture fixture;
    ModelRequest request = contract_request();
    const std::vector<ToolCall> wanted = {
        {"", std::string(search_products), json::object{{"query", "x"}, {"limit", 2}}}};
    fixture.imposter.answer(scripted(by_api ? testing::agent_api_calls(wanted) : testing::agent_calls(wanted)));
    const auto first = ask(fixture, request);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->calls.at(0).arguments, wanted[0].arguments);
    add_results(request, *first);
    request.transcript.back().results[0].outcome = ToolOutcome::error;

    InvokeAgentModel another({"AGENT12345", "TSTALIASID", {}}, fixture.endpoint(aws::bedrock_agent_runtime),
                             fixture.access(), {}, fixture.bench.tools());
    fixture.say("fine");
    ASSERT_TRUE(test::run(another.turn(request, Deadline::after(std::chrono::minutes(2)))));
    const auto seen = fixture.imposter.requests();
    EXPECT_EQ(seen[0].target,
              "/agents/AGENT12345/agentAliases/TSTALIASID/sessions/" + invoke_agent_session(request) + "/text");
    EXPECT_EQ(seen[1].target, seen[0].target);
    const auto body = parse_json(seen[1].body)->as_object();
    EXPECT_FALSE(body.contains("inputText"));
    const auto& state = body.at("sessionState").as_object();
    EXPECT_EQ(state.at("invocationId"), "inv-1");
    const auto& result = state.at("returnControlInvocationResults").at(0).as_object();
    const auto& answer = result.at(by_api ? "apiResult" : "functionResult").as_object();
    EXPECT_EQ(answer.at("actionGroup"), by_api ? "LumenApi" : "LumenTools");
    EXPECT_EQ(answer.at(by_api ? "apiPath" : "function"), by_api ? "/search_products" : "search_products");
    EXPECT_EQ(answer.at("responseState"), "REPROMPT");
  }
}

TEST(InvokeAgentModel, BringsItsCitations) {
  InvokeAgentFixture fixture;
  fixture.say(contract_answer());
  const auto turn = ask(fixture, contract_request());
  ASSERT_TRUE(turn);
  ASSERT_EQ(turn->citations.size(), 1U);
  EXPECT_EQ(turn->citations[0].title, "Cleansing");
  EXPECT_EQ(turn->citations[0].source, "Care Society, 2025");
  EXPECT_EQ(turn->citations[0].url, "https://care.example/cleansing");
}

TEST(InvokeAgentModel, AnExceptionInsideTheStreamIsAFailureOfTheCall) {
  const std::pair<const char*, const char*> known[] = {
      {"throttlingException", "remote_throttled 3"},  {"dependencyFailedException", "remote_failed 3"},
      {"internalServerException", "remote_failed 3"}, {"modelNotReadyException", "remote_not_ready 5"},
      {"validationException", "remote_refused 1"},    {"accessDeniedException", "remote_refused 1"}};
  for (const auto& [name, expected] : known) {
    InvokeAgentFixture fixture;
    fixture.imposter.answer_always(
        scripted(testing::agent_stream({testing::agent_chunk("half an ans"), testing::agent_exception(name)})));
    const auto turn = ask(fixture, contract_request());
    ASSERT_FALSE(turn) << name;
    EXPECT_EQ(turn.error().code + " " + std::to_string(fixture.imposter.requests().size()), expected) << name;
  }
  InvokeAgentFixture fixture;
  fixture.imposter.answer_always(scripted(testing::agent_stream({testing::agent_error()})));
  EXPECT_EQ(ask(fixture, contract_request()).error().code, "remote_failed");
}

TEST(InvokeAgentModel, ASessionThatIsInUseIsWaitedFor) {
  InvokeAgentFixture fixture;
  fixture.imposter.answer(scripted(testing::bedrock_error(409, "ConflictException")));
  fixture.say("fine");
  EXPECT_TRUE(ask(fixture, contract_request()));
}

}  // namespace
}  // namespace lumen::agent
