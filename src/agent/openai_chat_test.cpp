// SPDX-License-Identifier: Apache-2.0
#include "agent/openai_chat.h"

#include <gtest/gtest.h>

#include "agent/openai_chat_stream.h"
#include "agent/test_cases.h"

namespace lumen::agent {
namespace {

ModelRequest request() {
  ModelRequest made;
  made.skin_case = std::make_shared<const SkinCase>(test_cases::make(test_cases::prediction(Label::acne, 0.5)));
  made.instructions = "Explain.";
  made.transcript = {{Message::Role::user, "What was measured: acne", {}, {}}};
  made.tools = {{"search_products", "Searches.", json::object{{"type", "object"}}}};
  made.output_tokens_max = 900;
  return made;
}

ChatSettings settings(ChatForm form = ChatForm::whole) { return {"skin-7b", 0.5, form, 512}; }

std::string json_of(const ModelRequest& made, const ChatSettings& chat, const ChatDialect& dialect = {}) {
  return json::serialize(chat_request(made, chat, dialect));
}

TEST(ChatRequest, AFirstTurn) {
  EXPECT_EQ(json_of(request(), settings()),
            R"({"model":"skin-7b","messages":[{"role":"system","content":"Explain."},)"
            R"({"role":"user","content":"What was measured: acne"}],)"
            R"("tools":[{"type":"function","function":{"name":"search_products","description":"Searches.",)"
            R"("parameters":{"type":"object"}}}],"tool_choice":"auto","temperature":5E-1,"max_tokens":512,)"
            R"("stream":false})");
}

TEST(ChatRequest, CallsAreEchoedAndTheirResultsFollowInOrder) {
  ModelRequest made = request();
  const ToolCall good{"c1", "search_products", json::object{{"query", "acne"}}};
  const ToolCall bad{"c2", "search_products", json::value("no object")};
  made.transcript.push_back({Message::Role::model, "", {good, bad}, {}});
  Message results;
  results.results = {{"c1", "search_products", ToolOutcome::ok, json::object{{"products", json::array()}}},
                     {"c2", "search_products", ToolOutcome::error, json::object{{"error", "no"}}}};
  made.transcript.push_back(results);
  made.transcript.push_back({Message::Role::model, "half an answer", {}, {}});
  made.transcript.push_back({Message::Role::user, "Again, please.", {}, {}});
  const json::object body = chat_request(made, settings(), {});
  const json::array& messages = body.at("messages").as_array();
  ASSERT_EQ(messages.size(), 7U);
  EXPECT_EQ(json::serialize(messages[2]),
            R"({"role":"assistant","content":null,"tool_calls":[)"
            R"({"id":"c1","type":"function","function":{"name":"search_products","arguments":"{\"query\":\"acne\"}"}},)"
            R"({"id":"c2","type":"function","function":{"name":"search_products","arguments":"{}"}}]})");
  EXPECT_EQ(json::serialize(messages[3]), R"({"role":"tool","tool_call_id":"c1","content":"{\"products\":[]}"})");
  EXPECT_EQ(json::serialize(messages[4]), R"({"role":"tool","tool_call_id":"c2","content":"{\"error\":\"no\"}"})");
  EXPECT_EQ(json::serialize(messages[5]), R"({"role":"assistant","content":"half an answer"})");
  EXPECT_EQ(json::serialize(messages[6]), R"({"role":"user","content":"Again, please."})");
}

TEST(ChatRequest, WithoutToolsItAsksForJson) {
  ModelRequest made = request();
  made.tools.clear();
  made.output_tokens_max = 100;
  const json::object body = chat_request(made, settings(), {});
  EXPECT_EQ(json::serialize(body.at("response_format")), R"({"type":"json_object"})");
  EXPECT_FALSE(body.contains("tools"));
  EXPECT_FALSE(body.contains("tool_choice"));
  EXPECT_EQ(body.at("max_tokens").as_int64(), 100) << "the lower bound counts";
}

TEST(ChatRequest, LeavesOutWhatAServerRefuses) {
  ModelRequest made = request();
  made.tools.clear();
  const json::object body = chat_request(made, settings(ChatForm::streamed), {});
  EXPECT_TRUE(body.at("stream").as_bool());
  EXPECT_EQ(json::serialize(body.at("stream_options")), R"({"include_usage":true})");
  const auto refused = [&](std::string_view param) {
    const std::string text = R"({"error":{"message":"no","param":)" + std::string(param) + "}}";
    return milder_dialect({}, body, text);
  };
  const auto left = [&](std::string_view param) {
    return chat_request(made, settings(ChatForm::streamed), refused(param).value());
  };
  EXPECT_FALSE(left(R"("temperature")").contains("temperature"));
  EXPECT_FALSE(left(R"("max_tokens")").contains("max_tokens"));
  EXPECT_TRUE(left(R"("max_tokens")").contains("max_completion_tokens"));
  EXPECT_FALSE(left(R"("stream_options")").contains("stream_options"));
  EXPECT_FALSE(left(R"("response_format.type")").contains("response_format"));
  EXPECT_FALSE(left("null").contains("response_format")) << "it names nothing: the most likely one goes";
  EXPECT_FALSE(refused(R"("messages")")) << "that cannot be left out";
  EXPECT_FALSE(milder_dialect({}, chat_request(request(), settings(), {}), "no JSON"));
  const ChatDialect none{.temperature = false, .json_object = false, .usage_in_stream = false, .completion_tokens = true};
  EXPECT_FALSE(milder_dialect(none, body, R"({"error":{"param":"temperature"}})")) << "it is left out already";
}

Result<ModelTurn> read(std::string_view message, std::string_view finish = "stop") {
  return read_chat_answer(R"({"id":"1","object":"chat.completion","choices":[{"index":0,"message":)" +
                              std::string(message) + R"(,"finish_reason":")" + std::string(finish) +
                              R"("}],"usage":{"prompt_tokens":1000,"completion_tokens":10,"total_tokens":1010}})",
                          {2.0, 10.0});
}

TEST(ChatAnswer, TextAndUsage) {
  const auto turn = read(R"({"role":"assistant","content":"{\"summary\":\"x\"}"})");
  ASSERT_TRUE(turn);
  EXPECT_EQ(turn->answer, R"({"summary":"x"})");
  EXPECT_TRUE(turn->calls.empty());
  EXPECT_EQ(turn->usage.input, 1000);
  EXPECT_EQ(turn->usage.output, 10);
  EXPECT_DOUBLE_EQ(turn->usage.cost_usd, 0.0021);
}

TEST(ChatAnswer, ContentComesInManyForms) {
  EXPECT_EQ(read(R"({"content":null})")->answer, "");
  EXPECT_EQ(read(R"({"content":""})")->answer, "");
  EXPECT_EQ(read("{}")->answer, "");
  EXPECT_EQ(read(R"({"content":[{"type":"text","text":"a"},{"type":"text","text":"b"},7]})")->answer, "ab");
  EXPECT_EQ(read(R"({"content":"<think>{hm}</think>{}"})")->answer, "{}");
  EXPECT_EQ(read(R"({"content":"say <think> and </think>"})")->answer, "say <think> and </think>");
}

TEST(ChatAnswer, ToolCallsCountWhateverTheFinishReasonSays) {
  for (const char* finish : {"tool_calls", "stop", "length", "something_new"}) {
    const auto turn = read(R"({"content":null,"tool_calls":[{"id":"call_1","type":"function","function":)"
                           R"({"name":"search_products","arguments":"{\"query\":\"acne\"}"}}]})",
                           finish);
    ASSERT_TRUE(turn) << finish;
    ASSERT_EQ(turn->calls.size(), 1U);
    EXPECT_EQ(turn->calls[0].id, "call_1");
    EXPECT_EQ(turn->calls[0].name, "search_products");
    EXPECT_EQ(turn->calls[0].arguments, json::value(json::object{{"query", "acne"}}));
  }
}

json::value arguments(std::string_view json_value) {
  const auto turn = read(R"({"tool_calls":[{"id":"a","function":{"name":"n","arguments":)" + std::string(json_value) +
                         "}}]}");
  return turn.value().calls.at(0).arguments;
}

TEST(ChatAnswer, ArgumentsThatAreNoJsonStayText) {
  EXPECT_EQ(arguments(R"("{\"query\": ")"), json::value(R"({"query": )"));
  EXPECT_EQ(arguments(R"("acne please")"), json::value("acne please"));
  EXPECT_EQ(arguments(R"("[1]")"), json::value(json::array{1}));
  EXPECT_EQ(arguments(R"("")"), json::value(json::object()));
  EXPECT_EQ(arguments("null"), json::value(json::object()));
  EXPECT_EQ(arguments(R"({"query":"acne"})"), json::value(json::object{{"query", "acne"}}));
}

TEST(ChatAnswer, EveryCallHasAnIdOfItsOwn) {
  const std::string call = R"({"function":{"name":"n"}})";
  const auto turn = read(R"({"tool_calls":[{"id":"x","function":{"name":"n"}},{"id":"x","function":{"name":"n"}},)"
                         R"({"id":")" +
                         std::string(65, 'i') + R"(","function":{"name":")" + std::string(65, 'n') + R"("}},)" + call +
                         "]}");
  ASSERT_TRUE(turn);
  std::vector<std::string> ids;
  for (const ToolCall& one : turn->calls) ids.push_back(one.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"x", "lumen_call_2", "lumen_call_3", "lumen_call_4"}));
  EXPECT_EQ(turn->calls[2].name, "") << "an unknown tool";
}

TEST(ChatAnswer, WhatIsNoAnswerIsSaid) {
  for (const char* body : {"", "<html>", "[]", "{}", R"({"choices":[]})", R"({"choices":[7]})",
                           R"({"choices":[{"text":"old form"}]})", R"({"choices":[{"message":{"tool_calls":[1]}}]})",
                           R"({"error":{"message":"no"}})"}) {
    const auto turn = read_chat_answer(body, {});
    ASSERT_FALSE(turn) << body;
    EXPECT_EQ(turn.error().code, "remote_bad_answer");
  }
}

TEST(ChatAnswer, BothSidesOfItsBounds) {
  const auto text = [](std::size_t bytes) { return read(R"({"content":")" + std::string(bytes, 'x') + "\"}"); };
  EXPECT_TRUE(text(AgentModel::answer_bytes_max));
  const auto over = text(AgentModel::answer_bytes_max + 1);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().kind, ErrorKind::too_large);
  const auto calls = [](std::size_t count) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list += std::string(i == 0 ? "" : ",") + R"({"function":{"name":"n"}})";
    return read(R"({"tool_calls":[)" + list + "]}");
  };
  EXPECT_EQ(calls(chat_calls_max)->calls.size(), chat_calls_max);
  EXPECT_FALSE(calls(chat_calls_max + 1));
}

TEST(ChatAnswer, UsageMayBeMissingOrNonsense) {
  const auto usage = [](std::string_view text) {
    return read_chat_answer(R"({"choices":[{"message":{}}],"usage":)" + std::string(text) + "}", {1, 1}).value().usage;
  };
  EXPECT_EQ(usage("null").input, 0);
  EXPECT_EQ(usage(R"({"prompt_tokens":-5,"completion_tokens":"many"})").input, 0);
  EXPECT_EQ(usage(R"({"prompt_tokens":9000000000000,"completion_tokens":1})").input, 1'000'000'000);
}

Result<ModelTurn> stream(const std::vector<std::string>& events) {
  OpenAiChatStream made;
  for (const std::string& event : events) {
    if (auto taken = made.take(event); !taken) return fail(taken.error());
  }
  return made.finish({1'000'000, 1'000'000});
}

std::string delta(const std::string& inner, const std::string& finish = "null") {
  return R"({"choices":[{"index":0,"delta":)" + inner + R"(,"finish_reason":)" + finish + "}]}";
}

TEST(ChatStream, TextCallsAndUsageArePutTogether) {
  const auto turn = stream(
      {delta(R"({"role":"assistant","content":""})"), delta(R"({"content":"Let me "})"), delta(R"({"content":"look."})"),
       delta(R"({"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"search_products","arguments":""}}]})"),
       delta(R"({"tool_calls":[{"index":0,"function":{"arguments":"{\"que"}}]})"),
       delta(R"({"tool_calls":[{"index":1,"id":"b","function":{"name":"get_history","arguments":"{}"}}]})"),
       delta(R"({"tool_calls":[{"index":0,"function":{"arguments":"ry\":\"acne\"}"}}]})"), delta("{}", "\"tool_calls\""),
       R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}})", "[DONE]"});
  ASSERT_TRUE(turn) << turn.error().detail;
  EXPECT_EQ(turn->answer, "Let me look.");
  ASSERT_EQ(turn->calls.size(), 2U);
  EXPECT_EQ(turn->calls[0].arguments, json::value(json::object{{"query", "acne"}}));
  EXPECT_EQ(turn->calls[0].name, "search_products");
  EXPECT_EQ(turn->calls[1].id, "b");
  EXPECT_EQ(turn->usage.input, 3);
  EXPECT_EQ(turn->usage.output, 4);
  EXPECT_DOUBLE_EQ(turn->usage.cost_usd, 7);
}

TEST(ChatStream, CallsWithoutIndexAreToldApartByTheirId) {
  const auto turn = stream({delta(R"({"tool_calls":[{"id":"a","function":{"name":"x","arguments":"{}"}}]})"),
                            delta(R"({"tool_calls":[{"id":"b","function":{"name":"y","arguments":"{\"n\":"}}]})"),
                            delta(R"({"tool_calls":[{"function":{"arguments":"1}"}}]})"), "[DONE]"});
  ASSERT_TRUE(turn);
  ASSERT_EQ(turn->calls.size(), 2U);
  EXPECT_EQ(turn->calls[1].arguments, json::value(json::object{{"n", 1}}));
}

TEST(ChatStream, AnEndIsWanted) {
  EXPECT_EQ(stream({delta(R"({"content":"half"})")}).error().code, "remote_broke_off");
  EXPECT_EQ(stream({}).error().code, "remote_broke_off");
  EXPECT_TRUE(stream({delta(R"({"content":"all"})", "\"stop\"")})) << "without [DONE]";
  EXPECT_TRUE(stream({delta(R"({"content":"all"})"), "[DONE]"})) << "without finish_reason";
}

TEST(ChatStream, NonsenseIsRefused) {
  EXPECT_EQ(stream({"nonsense"}).error().code, "remote_bad_answer");
  EXPECT_EQ(stream({"7"}).error().code, "remote_bad_answer");
  EXPECT_EQ(stream({delta(R"({"tool_calls":[7]})")}).error().code, "remote_bad_answer");
  EXPECT_EQ(stream({R"({"error":{"message":"out of memory"}})"}).error().code, "remote_failed");
  EXPECT_TRUE(stream({"{}", R"({"choices":[7]})", "[DONE]", "after the end"})) << "what says nothing is skipped";
}

TEST(ChatStream, IsBounded) {
  std::vector<std::string> calls;
  for (std::size_t i = 0; i <= chat_calls_max; ++i) {
    calls.push_back(delta(R"({"tool_calls":[{"index":)" + std::to_string(i) + R"(,"function":{"name":"n"}}]})"));
  }
  EXPECT_EQ(stream(calls).error().code, "remote_bad_answer");
  calls.pop_back();
  calls.emplace_back("[DONE]");
  EXPECT_EQ(stream(calls)->calls.size(), chat_calls_max);

  const std::string piece = delta(R"({"content":")" + std::string(AgentModel::answer_bytes_max, 'x') + "\"}");
  EXPECT_TRUE(stream({piece, "[DONE]"}));
  EXPECT_EQ(stream({piece, delta(R"({"content":"x"})"), "[DONE]"}).error().kind, ErrorKind::too_large);
  EXPECT_EQ(stream(std::vector<std::string>(9, piece)).error().code, "remote_bad_answer");
}

}  // namespace
}  // namespace lumen::agent
