// SPDX-License-Identifier: Apache-2.0
#include "agent/converse_wire.h"

#include <gtest/gtest.h>

#include "agent/testing/bedrock_samples.h"

namespace lumen::agent {
namespace {

const ConverseOptions options{"amazon.nova-lite-v1:0", "", "", 0.5, 300, {1, 2}};

ModelRequest request_of(std::vector<Message> transcript) {
  ModelRequest request;
  request.instructions = "Be brief.";
  request.transcript = std::move(transcript);
  return request;
}
Message person(std::string text) { return {Message::Role::user, std::move(text), {}, {}}; }
Message model(std::string text, std::vector<ToolCall> calls = {}) {
  return {Message::Role::model, std::move(text), std::move(calls), {}};
}
Message results(std::vector<ToolResult> list) { return {Message::Role::user, "", {}, std::move(list)}; }

json::value asked(const std::vector<Message>& transcript) { return converse_request(request_of(transcript), options); }
json::value messages_of(const std::vector<Message>& transcript) { return asked(transcript).at("messages"); }

TEST(ConverseRequest, SaysEverythingOnce) {
  ModelRequest request = request_of({person("Hello")});
  request.tools = {{"look",
                    "Looks.",
                    {{"type", "object"},
                     {"properties", {{"a", {{"type", "string"}}}}},
                     {"required", {"a"}},
                     {"additionalProperties", false}}}};
  ConverseOptions guarded = options;
  guarded.guardrail_id = "gr1";
  guarded.guardrail_version = "DRAFT";
  EXPECT_EQ(json::value(converse_request(request, guarded)), json::parse(R"({
    "system": [{"text": "Be brief."}],
    "messages": [{"role": "user", "content": [{"text": "Hello"}]}],
    "inferenceConfig": {"maxTokens": 300, "temperature": 0.5},
    "toolConfig": {"tools": [{"toolSpec": {"name": "look", "description": "Looks.", "inputSchema": {"json":
      {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}}}}]},
    "guardrailConfig": {"guardrailIdentifier": "gr1", "guardrailVersion": "DRAFT", "trace": "enabled"}})"));
}

TEST(ConverseRequest, LeavesOutWhatIsNotThere) {
  ModelRequest request = request_of({person("Hello")});
  request.instructions.clear();
  const json::object body = converse_request(request, options);
  for (const char* member : {"system", "toolConfig", "guardrailConfig"}) EXPECT_FALSE(body.contains(member)) << member;
}

TEST(ConverseRequest, TellsCallsAndResultsInOrder) {
  const std::vector<ToolCall> calls = {{"t1", "look", json::object{{"a", "b"}}}, {"t2", "look", json::array{1}}};
  const json::value messages =
      messages_of({person("Hello"), model("Let me see.", calls),
                   results({{"t1", "look", ToolOutcome::ok, json::object{{"c", 1}}},
                            {"t2", "look", ToolOutcome::error, json::object{{"error", "no"}}}}),
                   model("{}"), person("Again")});
  EXPECT_EQ(messages, json::parse(R"([
    {"role": "user", "content": [{"text": "Hello"}]},
    {"role": "assistant", "content": [{"text": "Let me see."},
      {"toolUse": {"toolUseId": "t1", "name": "look", "input": {"a": "b"}}},
      {"toolUse": {"toolUseId": "t2", "name": "look", "input": {"arguments": [1]}}}]},
    {"role": "user", "content": [
      {"toolResult": {"toolUseId": "t1", "content": [{"json": {"c": 1}}], "status": "success"}},
      {"toolResult": {"toolUseId": "t2", "content": [{"text": "{\"error\":\"no\"}"}], "status": "error"}}]},
    {"role": "assistant", "content": [{"text": "{}"}]},
    {"role": "user", "content": [{"text": "Again"}]}])"));
}

TEST(ConverseRequest, AResultThatIsNoObjectIsAText) {
  const json::value messages = messages_of({person("a"), model("", {{"t1", "look", json::object()}}),
                                            results({{"t1", "look", ToolOutcome::ok, json::array{1, 2}}})});
  EXPECT_EQ(messages.at(2).at("content").at(0).at("toolResult").at("content"), json::parse(R"([{"text": "[1,2]"}])"));
}

TEST(ConverseRequest, RolesAlternateAndNoTextIsBlank) {
  const json::value messages = messages_of({person("a"), person("b"), model(" \n"), person("c")});
  EXPECT_EQ(messages, json::parse(R"json([
    {"role": "user", "content": [{"text": "a"}, {"text": "b"}]},
    {"role": "assistant", "content": [{"text": "(no answer)"
}]
},
    {"role": "user", "content": [{"text": "c"}]}])json"));
}

TEST(ConverseRequest, NamesThatAModelMadeUpDoNotSpoilIt) {
  const std::string odd_name = "functions.look up" + std::string(80, 'x');
  const json::value body = asked({person("a"), model("", {{"id with space", odd_name, json::object()}}),
                                  results({{"id with space", odd_name, ToolOutcome::error, "no"}})});
  const json::value& use = body.at("messages").at(1).at("content").at(0).at("toolUse");
  EXPECT_EQ(use.at("toolUseId"), "id_with_space");
  EXPECT_EQ(use.at("name").as_string().size(), 64U);
  EXPECT_TRUE(std::string_view(use.at("name").as_string()).starts_with("functions_look_up"));
  EXPECT_EQ(body.at("messages").at(2).at("content").at(0).at("toolResult").at("toolUseId"), "id_with_space");
  // The talk has used a tool, so tools are described although none is offered.
  EXPECT_EQ(body.at("toolConfig").at("tools").as_array().size(), 1U);
}

TEST(ConversePath, EncodesTheModelOnce) {
  EXPECT_EQ(converse_path("anthropic.claude-v1:0"), "/model/anthropic.claude-v1%3A0/converse");
  EXPECT_EQ(converse_path("arn:aws:bedrock:us-east-1:1:inference-profile/us.x"),
            "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.x/converse");
}

Result<ModelTurn> read(const testing::WireAnswer& answer) { return read_converse_answer(answer.body, options.prices); }

TEST(ConverseAnswer, KeepsCallsAndSkipsOtherContent) {
  const auto turn = read(testing::converse_of(
      {json::object{{"reasoningContent", {{"reasoningText", {{"text", "hm"}}}}}}, json::object{{"text", "A "}},
       json::object{{"somethingNew", 1}}, json::object{{"text", "B"}},
       json::object{{"toolUse", {{"toolUseId", "t"}, {"name", "look"}}}}},
      "end_turn"));
  ASSERT_TRUE(turn);
  EXPECT_EQ(turn->answer, "A B");
  ASSERT_EQ(turn->calls.size(), 1U);
  EXPECT_EQ(turn->calls[0].arguments, json::object());
}

TEST(ConverseAnswer, CountsCachedTokens) {
  const auto turn = read_converse_answer(
      R"({"output":{"message":{"content":[]}},"stopReason":"end_turn",
          "usage":{"inputTokens":5,"outputTokens":3,"cacheReadInputTokens":10,"cacheWriteInputTokens":-4,"x":1}})",
      {1, 2});
  ASSERT_TRUE(turn);
  EXPECT_EQ(turn->usage.input, 15);
  EXPECT_EQ(turn->usage.output, 3);
  EXPECT_NEAR(turn->usage.cost_usd, 21e-6, 1e-12);
}

TEST(ConverseAnswer, WhyItStoppedMatters) {
  for (const char* plain : {"end_turn", "max_tokens", "stop_sequence", "something_new", "tool_use"}) {
    const auto turn = read(testing::converse_stopped(plain, "words"));
    ASSERT_TRUE(turn) << plain;
    EXPECT_EQ(turn->answer, "words");
    EXPECT_FALSE(turn->refusal);
    EXPECT_TRUE(turn->guardrails.empty());
  }
  for (const char* broken : {"malformed_model_output", "malformed_tool_use"}) {
    const auto turn = read(testing::converse_stopped(broken, "wor"));
    ASSERT_TRUE(turn) << broken;
    EXPECT_EQ(turn->answer, "");
    EXPECT_EQ(turn->usage.input, testing::sample_input_tokens);
  }
  for (const char* guarded : {"guardrail_intervened", "content_filtered"}) {
    const auto turn = read(testing::converse_stopped(guarded, "Sorry."));
    ASSERT_TRUE(turn && turn->refusal) << guarded;
    EXPECT_EQ(turn->refusal->code, "guardrail_intervened");
  }
  const auto full = read(testing::converse_stopped("model_context_window_exceeded", "wor"));
  ASSERT_TRUE(full && full->refusal);
  EXPECT_EQ(full->refusal->code, "context_too_long");
}

}  // namespace
}  // namespace lumen::agent
