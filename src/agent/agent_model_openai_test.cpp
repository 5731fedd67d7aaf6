// SPDX-License-Identifier: Apache-2.0
// The adapter against a server that misbehaves in every way it can.
#include "agent/agent_model_openai.h"

#include <gtest/gtest.h>

#include "agent/agent_loop.h"
#include "agent/agent_model_builtin.h"
#include "agent/test_cases.h"
#include "agent/test_metrics.h"
#include "tests/support/http_imposter.h"
#include "tests/support/remote_bench.h"
#include "tests/support/run_task.h"

namespace lumen::agent {
namespace {

using namespace std::chrono_literals;
using lumen::test::Fault;
using lumen::test::HttpImposter;
using lumen::test::ScriptedAnswer;

Deadline soon() { return Deadline::after(2min); }

std::string message(std::string_view inner) {
  return R"({"choices":[{"index":0,"message":{"role":"assistant",)" + std::string(inner) +
         R"(},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":5}})";
}

ScriptedAnswer whole(std::string_view inner) {
  return {.headers = {{"Content-Type", "application/json"}}, .body = message(inner)};
}

std::vector<std::string> events(const std::vector<std::string>& data) {
  std::vector<std::string> pieces;
  for (const std::string& one : data) pieces.push_back("data: " + one + "\n\n");
  return pieces;
}

std::string text_delta(std::string_view text) {
  return R"({"choices":[{"index":0,"delta":{"content":)" + json::serialize(json::value(text)) + "}}]}";
}

ScriptedAnswer streamed(std::vector<std::string> pieces) {
  return {.headers = {{"Content-Type", "text/event-stream; charset=utf-8"}}, .pieces = std::move(pieces)};
}

class OpenAiModel : public ::testing::Test {
 protected:
  OpenAiOptions options() const {
    OpenAiOptions made;
    made.url = imposter_.url("/v1");
    made.token = "sk-very-secret";
    made.chat.model = "skin-7b";
    made.prices = {1'000'000, 0};
    made.time_max = 2min;
    return made;
  }
  static ModelRequest request() {
    ModelRequest made;
    made.skin_case = std::make_shared<const SkinCase>(test_cases::make(test_cases::prediction(Label::acne, 0.5)));
    made.instructions = "Explain.";
    made.transcript = {{Message::Role::user, "acne", {}, {}}};
    return made;
  }
  OpenAiAgentModel& model() {
    if (!model_) model_.emplace(options(), bench_.tools());
    return *model_;
  }
  Result<ModelTurn> turn(Deadline deadline = soon()) { return test::run(model().turn(request(), deadline)); }
  std::string outcome(Deadline deadline = soon()) {
    const auto answer = turn(deadline);
    if (answer) return "answered " + answer->answer;
    EXPECT_EQ((answer.error().message + answer.error().detail).find("sk-very-secret"), std::string::npos);
    return std::string(to_string(answer.error().kind)) + " " + answer.error().code;
  }

  HttpImposter imposter_;
  test::RemoteBench bench_;
  std::optional<OpenAiAgentModel> model_;
};

TEST_F(OpenAiModel, AsksAndReadsAStream) {
  auto pieces = events({text_delta("{\"a\""), text_delta(":1}"), R"({"choices":[{"delta":{},"finish_reason":"stop"}]})",
                        R"({"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}})", "[DONE]"});
  std::string all;
  for (const std::string& piece : pieces) all += piece;
  imposter_.answer(streamed({all.substr(0, 10), all.substr(10, 50), all.substr(60)}));
  const auto answer = turn();
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->answer, "{\"a\":1}");
  EXPECT_EQ(answer->usage.input, 7);
  EXPECT_DOUBLE_EQ(answer->usage.cost_usd, 7);
  const auto seen = imposter_.requests().at(0);
  EXPECT_EQ(seen.method + " " + seen.target, "POST /v1/chat/completions");
  EXPECT_EQ(seen.header("Authorization"), "Bearer sk-very-secret");
  EXPECT_EQ(seen.header("Content-Type"), "application/json");
  EXPECT_EQ(parse_json(seen.body)->at("stream"), json::value(true));
}

TEST_F(OpenAiModel, AServerThatDoesNotStreamAnswersWhole) {
  imposter_.answer(whole(R"("content":"{}")"));
  EXPECT_EQ(outcome(), "answered {}");
}

TEST_F(OpenAiModel, SaysWhatWentWrong) {
  const std::vector<std::pair<ScriptedAnswer, std::string>> cases{
      {{.status = 400, .body = R"({"error":{"message":"bad","param":"messages"}})"}, "invalid remote_refused"},
      {{.status = 401, .body = R"({"error":{"message":"key sk-very-secret"}})"}, "invalid remote_refused"},
      {{.status = 404, .body = R"({"error":{"message":"no such model"}})"}, "invalid remote_refused"},
      {{.status = 429}, "throttled remote_throttled"},
      {{.status = 500}, "unavailable remote_failed"},
      {{.status = 503, .headers = {{"Retry-After", "1"}}, .body = "loading"}, "unavailable remote_failed"},
      {{.fault = Fault::close}, "unavailable remote_broke_off"},
      {{.fault = Fault::reset}, "unavailable remote_broke_off"},
      {{.fault = Fault::garbage}, "unavailable remote_bad_answer"},
      {{.body = "<html>"}, "unavailable remote_bad_answer"},
      {{.body = std::string(10'000'000, 'x')}, "unavailable remote_bad_answer"},
      {{.body = std::string(60'000, ' '), .fault = Fault::endless}, "unavailable remote_bad_answer"},
      {whole(R"("content":")" + std::string(AgentModel::answer_bytes_max + 1, 'x') + "\""), "too_large answer_too_large"},
  };
  for (const auto& [answer, wanted] : cases) {
    HttpImposter misbehaving;
    misbehaving.answer_always(answer);
    OpenAiOptions there = options();
    there.url = misbehaving.url("/v1");
    model_.emplace(there, bench_.tools());  // with a breaker of its own
    EXPECT_EQ(outcome(), wanted) << answer.status << " " << static_cast<int>(answer.fault);
  }
}

TEST_F(OpenAiModel, AStreamThatBreaksOffIsAskedForOnceMore) {
  const auto half = streamed(events({text_delta("half of ")}));
  imposter_.answer(half);
  imposter_.answer(streamed(events({text_delta("{}"), "[DONE]"})));
  EXPECT_EQ(outcome(), "answered {}") << "nothing of the first attempt is left in it";
  imposter_.answer(half);
  imposter_.answer(half);
  EXPECT_EQ(outcome(), "unavailable remote_broke_off");
}

TEST_F(OpenAiModel, AnEndlessStreamIsCut) {
  std::string event = "data: " + text_delta(std::string(10'000, 'x')) + "\n\n";
  imposter_.answer({.headers = {{"Content-Type", "text/event-stream"}}, .body = event, .fault = Fault::endless});
  EXPECT_EQ(outcome(), "unavailable remote_bad_answer");
  imposter_.answer({.headers = {{"Content-Type", "text/event-stream"}}, .body = ": ping\n\n", .fault = Fault::endless});
  EXPECT_EQ(outcome(), "unavailable remote_bad_answer");
  EXPECT_EQ(imposter_.requests().size(), 2U);
}

TEST_F(OpenAiModel, AStreamOfNonsenseIsRefused) {
  imposter_.answer(streamed({"data: {\"choices\":[\n\n"}));
  EXPECT_EQ(outcome(), "unavailable remote_bad_answer");
  imposter_.answer(streamed(events({R"({"error":{"message":"CUDA out of memory"}})"})));
  imposter_.answer(streamed(events({R"({"error":{"message":"CUDA out of memory"}})"})));
  EXPECT_EQ(outcome(), "unavailable remote_failed");
}

TEST_F(OpenAiModel, KeepsTheDeadline) {
  imposter_.answer_always({.fault = Fault::silence});
  EXPECT_EQ(outcome(Deadline::after(50ms)), "timed_out timed_out");
  model_.reset();
  EXPECT_EQ(outcome(Deadline::at(Deadline::Clock::now())), "timed_out timed_out");
}

TEST_F(OpenAiModel, WaitsAsLongAsItIsAskedTo) {
  imposter_.answer({.status = 429, .headers = {{"Retry-After", "2"}}});
  imposter_.answer(whole(R"("content":"{}")"));
  EXPECT_EQ(outcome(), "answered {}");
  ASSERT_EQ(bench_.pause.spans.size(), 1U);
  EXPECT_GE(bench_.pause.spans[0], 2s);
}

TEST_F(OpenAiModel, LeavesOutWhatIsRefusedAndRemembersIt) {
  imposter_.answer({.status = 400, .body = R"({"error":{"message":"unsupported"}})"});
  imposter_.answer({.status = 400, .body = R"({"error":{"param":"temperature","code":"unsupported_value"}})"});
  imposter_.answer({.status = 400, .body = R"({"error":{"param":"max_tokens","code":"unsupported_parameter"}})"});
  imposter_.answer(whole(R"("content":"{}")"));
  imposter_.answer(whole(R"("content":"{}")"));
  EXPECT_EQ(outcome(), "answered {}");
  EXPECT_EQ(outcome(), "answered {}");
  const auto seen = imposter_.requests();
  ASSERT_EQ(seen.size(), 5U);
  const auto first = parse_json(seen[0].body)->as_object();
  EXPECT_TRUE(first.contains("response_format") && first.contains("temperature") && first.contains("max_tokens"));
  const auto last = parse_json(seen[4].body)->as_object();
  EXPECT_FALSE(last.contains("response_format") || last.contains("temperature") || last.contains("max_tokens"));
  EXPECT_TRUE(last.contains("max_completion_tokens"));
}

TEST_F(OpenAiModel, AServerThatRefusesEverythingIsNotAskedForEver) {
  imposter_.answer_always({.status = 400, .body = R"({"error":{"message":"no"}})"});
  EXPECT_EQ(outcome(), "invalid remote_refused");
  EXPECT_EQ(imposter_.requests().size(), 2U) << "once with response_format, once without";
}

// The loop around it: what a person gets when the model behaves badly.
class OpenAiInTheLoop : public OpenAiModel {
 protected:
  Explained explain() {
    static const Knowledge knowledge = Knowledge::load().value();
    BuiltinAgentModel built_in(knowledge);
    Rungs rungs({&model()}, built_in, nullptr, bench_.log, metrics_, AgentOptions());
    AgentLoop loop(rungs, knowledge, metrics_);
    SkinCase skin_case = test_cases::make(test_cases::prediction(Label::acne, 0.5));
    ToolFunction products = [](json::object, Deadline) { return one_product(); };
    std::vector<Tool> tools{search_products_tool(products), products_by_condition_tool(products),
                            analyze_skin_condition_tool(skin_case)};
    return test::run(loop.explain(std::move(skin_case), ToolBox(std::move(tools)), soon()));
  }
  static Task<Result<json::value>> one_product() {
    json::array list{json::object{{"product_id", "p1"}}};
    co_return json::object{{"products", std::move(list)}};
  }
  static std::string good_answer() {
    FinalAnswer answer;
    answer.summary = "A model speaks of the signs of acne that were measured on the face here.";
    answer.recommendations = {"Use a mild cleanser."};
    answer.care_instructions = {"Evening: cleanse."};
    answer.product_ids = {"p1"};
    return R"("content":)" + json::serialize(json::value(to_json_text(answer)));
  }
  static std::string call(std::string_view arguments) {
    return R"("content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"search_products",)"
           R"("arguments":)" +
           json::serialize(json::value(arguments)) + "}}]";
  }
  CountingMetrics metrics_;
};

TEST_F(OpenAiInTheLoop, ItsAnswerIsTaken) {
  imposter_.answer(whole(call(R"({"query":"acne"})")));
  imposter_.answer(whole(good_answer()));
  const Explained explained = explain();
  EXPECT_EQ(explained.explanation.answered_by, "openai-compatible");
  ASSERT_EQ(explained.products.size(), 1U);
  EXPECT_EQ(explained.products[0].text(), "p1");
  EXPECT_EQ(explained.usage.input, 24);
  ASSERT_EQ(explained.explanation.trace.size(), 1U);
  EXPECT_EQ(explained.explanation.trace[0].tokens, 17);
}

TEST_F(OpenAiInTheLoop, BadArgumentsAreToldToTheModel) {
  imposter_.answer(whole(call("{\"query\": acne}")));
  imposter_.answer(whole(good_answer()));
  const Explained explained = explain();
  EXPECT_EQ(explained.explanation.answered_by, "openai-compatible");
  EXPECT_EQ(explained.explanation.trace.at(0).outcome, "invalid_arguments");
  EXPECT_NE(imposter_.requests().at(1).body.find("invalid_arguments"), std::string::npos);
}

TEST_F(OpenAiInTheLoop, AModelThatFailsHalfWayIsLeftForTheBuiltIn) {
  imposter_.answer(whole(call(R"({"query":"acne"})")));
  imposter_.answer_always({.status = 500});
  EXPECT_EQ(explain().explanation.answered_by, "built-in");
}

TEST_F(OpenAiInTheLoop, AModelThatLoopsItsToolsIsLeftForTheBuiltIn) {
  imposter_.answer_always(whole(call(R"({"query":"acne"})")));
  EXPECT_EQ(explain().explanation.answered_by, "built-in");
  EXPECT_LE(imposter_.requests().size(), 10U);
}

TEST_F(OpenAiInTheLoop, NoUserAndNoAnalysisIsNamed) {
  imposter_.answer(whole(good_answer()));
  explain();
  const std::string body = imposter_.requests().at(0).body;
  EXPECT_EQ(body.find(test_cases::id(1).text()), std::string::npos);
  EXPECT_EQ(body.find("user_id"), std::string::npos);
}

TEST(OpenAiBaseUrl, IsReadAsPeopleWriteIt) {
  EXPECT_EQ(openai_base_url("http://localhost:11434"), "http://localhost:11434/v1");
  EXPECT_EQ(openai_base_url("http://localhost:11434/"), "http://localhost:11434/v1");
  EXPECT_EQ(openai_base_url("https://api.openai.com/v1/"), "https://api.openai.com/v1");
  EXPECT_EQ(openai_base_url("https://a.example/v1/chat/completions"), "https://a.example/v1");
  EXPECT_EQ(openai_base_url("https://a.example/openai/api/v1"), "https://a.example/openai/api/v1");
}

}  // namespace
}  // namespace lumen::agent
