// SPDX-License-Identifier: Apache-2.0
#include "agent/invoke_agent_wire.h"

#include <gtest/gtest.h>

#include "agent/agent_call_id.h"
#include "agent/testing/bedrock_samples.h"

namespace lumen::agent {
namespace {

ModelRequest request_of(std::vector<Message> transcript) {
  ModelRequest request;
  request.instructions = "Be brief.";
  request.transcript = std::move(transcript);
  request.conversation_id = "analysis-1";
  return request;
}
Message person(std::string text) { return {Message::Role::user, std::move(text), {}, {}}; }
Message model(std::string text) { return {Message::Role::model, std::move(text), {}, {}}; }

std::vector<ToolSpec> typed_tools() {
  json::object properties;
  for (const char* type : {"integer", "number", "boolean", "array", "object", "string"}) {
    properties[type] = json::object{{"type", type}};
  }
  return {{"look", "Looks.", {{"type", "object"}, {"properties", std::move(properties)}}}};
}

// What the model's turn asks of "look", when the agent gives these texts.
json::object arguments_of(std::vector<std::pair<std::string, std::string>> texts, const std::vector<ToolSpec>& tools) {
  json::array parameters;
  for (const auto& [name, value] : texts) {
    parameters.push_back(json::object{{"name", name}, {"type", "number"}, {"value", value}});
  }
  json::object input{{"actionGroup", "g"}, {"function", "look"}, {"parameters", std::move(parameters)}};
  const auto stream = testing::agent_stream({testing::agent_event(
      "returnControl",
      {{"invocationId", "i"}, {"invocationInputs", json::array{json::object{{"functionInvocationInput", input}}}}})});
  const auto turn = read_invoke_agent_answer(stream.body, tools, {});
  EXPECT_TRUE(turn) << turn.error().detail;
  return turn && !turn->calls.empty() ? turn->calls[0].arguments.as_object() : json::object();
}

TEST(InvokeAgentRequest, TheFirstTurnIsInstructionsAndQuestion) {
  EXPECT_EQ(json::value(invoke_agent_request(request_of({person("Hello")}))),
            json::parse(R"({"enableTrace": true, "inputText": "Be brief.\n\nHello"})"));
}

TEST(InvokeAgentRequest, ATalkIsToldAsText) {
  const auto body =
      invoke_agent_request(request_of({person("One"), model(""), person("Two"), model("2"), person("Three")}));
  EXPECT_EQ(body.at("inputText"),
            "Be brief.\n\nPerson: One\n\nPerson: Two\n\nYou: 2\n\nPerson: Three\n\nAnswer the person's last message.");
}

TEST(InvokeAgentRequest, ResultsGoBackToTheInvocationThatAsked) {
  Message results;
  const AgentCallId first{0, "Tools", "", "inv:7"};
  const AgentCallId second{1, "Api", "GET", "inv:7"};
  results.results = {{to_text(first), "look", ToolOutcome::ok, json::object{{"a", 1}}},
                     {to_text(second), "see", ToolOutcome::ok, json::array{}}};
  EXPECT_EQ(json::value(invoke_agent_request(request_of({person("a"), model(""), results}))), json::parse(R"({
    "enableTrace": true,
    "sessionState": {"invocationId": "inv:7", "returnControlInvocationResults": [
      {"functionResult": {"actionGroup": "Tools", "function": "look", "responseBody": {"TEXT": {"body": "{\"a\":1}"}}}},
      {"apiResult": {"actionGroup": "Api", "apiPath": "/see", "httpMethod": "GET", "httpStatusCode": 200,
                     "responseBody": {"application/json": {"body": "[]"}}}}]}})"));
}

TEST(InvokeAgentSession, IsOfOneAnswerAndTellsNoAnalysis) {
  ModelRequest request = request_of({person("a")});
  const std::string explained = invoke_agent_session(request);
  EXPECT_EQ(explained.size(), 38U);
  EXPECT_TRUE(explained.starts_with("lumen-"));
  EXPECT_EQ(explained.find("analysis"), std::string::npos);
  request.transcript.push_back(model("b"));
  EXPECT_EQ(invoke_agent_session(request), explained);
  request.conversation_id = "analysis-2";
  EXPECT_NE(invoke_agent_session(request), explained);

  ChatQuestion question;
  question.message = "Why?";
  request.chat = std::make_shared<const ChatQuestion>(question);
  const std::string first = invoke_agent_session(request);
  question.earlier.emplace_back();
  request.chat = std::make_shared<const ChatQuestion>(question);
  EXPECT_NE(invoke_agent_session(request), first);
}

TEST(AgentCallId, IsReadAsItIsWritten) {
  for (const AgentCallId& id : {AgentCallId{0, "Tools", "", "inv-1"}, AgentCallId{12, "Api", "GET", "a:b"}}) {
    const auto read = read_agent_call_id(to_text(id));
    ASSERT_TRUE(read);
    EXPECT_EQ(to_text(*read), to_text(id));
    EXPECT_EQ(read->invocation, id.invocation);
  }
  for (const char* bad : {"", "call-1", "x:Tools::inv", "1:Tools:inv"}) EXPECT_FALSE(read_agent_call_id(bad)) << bad;
}

TEST(InvokeAgentAnswer, ParametersBecomeWhatTheSchemaWants) {
  EXPECT_EQ(json::value(arguments_of({{"integer", "3"},
                                      {"number", "0.5"},
                                      {"boolean", "True"},
                                      {"array", "[1]"},
                                      {"object", "{\"a\":1}"},
                                      {"string", "3"}},
                                     typed_tools())),
            json::parse(R"({"integer": 3, "number": 0.5, "boolean": true, "array": [1], "object": {"a": 1},
                            "string": "3"})"));
}

TEST(InvokeAgentAnswer, WhatIsNothingOfThatKindStaysAText) {
  EXPECT_EQ(json::value(arguments_of({{"integer", "three"}, {"boolean", "1"}, {"array", "{}"}, {"object", "[1]"}},
                                     typed_tools())),
            json::parse(R"({"integer": "three", "boolean": "1", "array": "{}", "object": "[1]"})"));
}

TEST(InvokeAgentAnswer, WithoutASchemaTheAgentsTypeCounts) {
  EXPECT_EQ(json::value(arguments_of({{"a", "3"}, {"b", "x"}}, {})), json::parse(R"({"a": 3, "b": "x"})"));
}

std::string error_of(const std::vector<aws::EventMessage>& events) {
  const auto turn = read_invoke_agent_answer(testing::agent_stream(events).body, {}, {});
  return turn ? "" : turn.error().code;
}

TEST(InvokeAgentAnswer, AStreamWithoutAnAnswerIsNone) {
  const auto trace = [](const char* step) {
    return testing::agent_event("trace", {{"trace", {{step, json::object()}}}});
  };
  EXPECT_EQ(error_of({}), "remote_broke_off");
  EXPECT_EQ(error_of({trace("orchestrationTrace")}), "remote_broke_off");
  EXPECT_EQ(error_of({trace("failureTrace")}), "remote_fault");
  EXPECT_EQ(error_of({testing::agent_event("files", {{"files", json::array()}})}), "remote_broke_off");
  EXPECT_EQ(error_of({testing::agent_chunk("")}), "");
}

TEST(InvokeAgentAnswer, UsageIsTheSumOfAllSteps) {
  const auto turn = read_invoke_agent_answer(testing::agent_text("fine").body, {}, {1, 2});
  ASSERT_TRUE(turn);
  EXPECT_EQ(turn->answer, "fine");
  EXPECT_EQ(turn->usage.input, testing::sample_input_tokens);
  EXPECT_EQ(turn->usage.output, testing::sample_output_tokens);
}

TEST(InvokeAgentAnswer, OneInvocationAtATime) {
  const auto control = testing::agent_calls({{"", "look", json::object()}});
  const auto twice = testing::agent_api_calls({{"", "look", json::object()}});
  const auto turn = read_invoke_agent_answer(control.body + twice.body, {}, {});
  ASSERT_FALSE(turn);
  EXPECT_EQ(turn.error().code, "remote_bad_answer");
}

}  // namespace
}  // namespace lumen::agent
