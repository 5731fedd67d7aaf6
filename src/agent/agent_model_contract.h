// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every AgentModel keeps (AgentModelContract), and what those keep that ask another server
// (RemoteAgentModelContract). An adapter's test names a fixture and instantiates the suites with it:
//
//   struct MyModel {
//     AgentModel& model();
//     void say(std::string text);            // the next turn of the model gives this answer
//     void call(std::vector<ToolCall> calls);  // the next turn asks for these tools; ids are the model's own
//     // Remote ones only:
//     static constexpr RemoteModelTraits traits{};   // honest differences
//     test::HttpImposter imposter;                   // the server
//     test::RemoteBench bench;
//     test::ScriptedAnswer answer_of(std::string text);       // what `say` scripts
//     test::ScriptedAnswer throttled();
//     test::ScriptedAnswer refused();                          // a key that is not taken
//     test::ScriptedAnswer guardrail(std::string text);        // the remote guardrail acted; this is left
//     std::vector<test::ScriptedAnswer> nonsense();            // 200, and no answer of this dialect
//   };

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "agent/agent_model.h"
#include "agent/final_answer.h"
#include "agent/instructions.h"
#include "agent/test_cases.h"
#include "base/json_schema.h"
#include "tests/support/http_imposter.h"
#include "tests/support/remote_bench.h"
#include "tests/support/run_task.h"

namespace lumen::agent {

// The prices that a remote fixture gives its model, and the usage that its server tells.
inline constexpr double contract_input_usd_per_million = 1;
inline constexpr double contract_output_usd_per_million = 2;

struct RemoteModelTraits {
  bool has_guardrail = true;
  std::int64_t input_tokens = 412;
  std::int64_t output_tokens = 58;
  std::string_view secret = "secret-key";  // that no error may say
};

inline std::string contract_answer(std::string_view word = "pleasant") {
  FinalAnswer answer;
  answer.summary = "Signs of acne were measured on the left cheek, a " + std::string(word) + " “small” part of it.";
  answer.recommendations = {"Use a mild cleanser."};
  answer.care_instructions = {"Evening: cleanse."};
  answer.product_ids = {"p-1"};
  return to_json_text(answer);
}

inline ModelRequest contract_request(const std::string& conversation_id = "analysis-1") {
  const SkinCase skin_case = test_cases::make(test_cases::prediction(Label::acne, 0.5));
  ModelRequest request;
  request.skin_case = std::make_shared<const SkinCase>(skin_case);
  request.instructions = explain_instructions();
  request.transcript = {Message{Message::Role::user, explain_question(skin_case), {}, {}}};
  request.tools = {search_products_tool({}).spec, products_by_condition_tool({}).spec,
                   analyze_skin_condition_tool(skin_case).spec};
  request.answer_schema = final_answer_schema();
  request.conversation_id = conversation_id;
  return request;
}

// The talk after the model's turn and what its tools gave.
inline void add_results(ModelRequest& request, const ModelTurn& turn) {
  Message results;
  for (const ToolCall& call : turn.calls) {
    json::array products{json::object{{"product_id", "p-1"}, {"name", "Mild cleanser"}}};
    results.results.push_back({call.id, call.name, ToolOutcome::ok, json::object{{"products", std::move(products)}}});
  }
  request.transcript.push_back({Message::Role::model, turn.answer, turn.calls, {}});
  request.transcript.push_back(std::move(results));
}

template <class Fixture>
class AgentModelContract : public ::testing::Test {
 protected:
  static Deadline soon() { return Deadline::after(std::chrono::minutes(2)); }

  Result<ModelTurn> turn(const ModelRequest& request, Deadline deadline = soon()) {
    ModelRequest copy = request;
    auto result = test::run(fixture_.model().turn(std::move(copy), deadline));
    if (result && result->refusal) return fail(*result->refusal);
    return result;
  }
  static std::vector<ToolCall> two_calls() {
    return {{"", std::string(search_products), json::object{{"query", "mild “cleanser”"}, {"limit", 3}}},
            {"", std::string(get_products_by_condition), json::object{{"condition", "acne"}}}};
  }

  Fixture fixture_;
};

TYPED_TEST_SUITE_P(AgentModelContract);

TYPED_TEST_P(AgentModelContract, SaysWhatItIs) {
  EXPECT_FALSE(this->fixture_.model().name().empty());
  EXPECT_FALSE(this->fixture_.model().describe().empty());
}

TYPED_TEST_P(AgentModelContract, AsksForSeveralToolsAndAnswersFromTheirResults) {
  ModelRequest request = contract_request();
  this->fixture_.call(this->two_calls());
  const auto first = this->turn(request);
  ASSERT_TRUE(first) << first.error().detail;
  ASSERT_GE(first->calls.size(), 2U);
  std::set<std::string> ids;
  for (const ToolCall& call : first->calls) {
    EXPECT_TRUE(ids.insert(call.id).second && !call.id.empty()) << call.id;
    const auto spec = std::find_if(request.tools.begin(), request.tools.end(),
                                   [&](const ToolSpec& one) { return one.name == call.name; });
    ASSERT_NE(spec, request.tools.end()) << call.name;
    const auto fits = JsonSchema::compile(spec->parameters)->check(call.arguments);
    EXPECT_TRUE(fits) << json::serialize(call.arguments);
  }
  add_results(request, *first);
  this->fixture_.say(contract_answer());
  const auto second = this->turn(request);
  ASSERT_TRUE(second) << second.error().detail;
  EXPECT_TRUE(second->calls.empty());
  EXPECT_TRUE(parse_final_answer(second->answer, AgentModel::answer_bytes_max)) << second->answer;
  EXPECT_GE(second->usage.input, 0);
  EXPECT_GE(second->usage.cost_usd, 0);
}

TYPED_TEST_P(AgentModelContract, KeepsTwoTalksApart) {
  ModelRequest one = contract_request("analysis-1");
  ModelRequest other = contract_request("analysis-2");
  this->fixture_.call(this->two_calls());
  const auto first = this->turn(one);
  this->fixture_.call(this->two_calls());
  const auto second = this->turn(other);
  ASSERT_TRUE(first && second);
  add_results(other, *second);
  add_results(one, *first);
  for (const ModelRequest* request : {&other, &one}) {
    this->fixture_.say(contract_answer());
    const auto answer = this->turn(*request);
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_TRUE(parse_final_answer(answer->answer, AgentModel::answer_bytes_max)) << answer->answer;
  }
}

TYPED_TEST_P(AgentModelContract, GivesAWrongAnswerAgain) {
  ModelRequest request = contract_request();
  this->fixture_.call(this->two_calls());
  const auto first = this->turn(request);
  ASSERT_TRUE(first) << first.error().detail;
  add_results(request, *first);
  for (const char* wrong : {"This is no JSON.", ""}) {
    request.transcript.push_back({Message::Role::model, wrong, {}, {}});
    request.transcript.push_back({Message::Role::user, repair_question("It is no JSON."), {}, {}});
  }
  this->fixture_.say(contract_answer());
  const auto answer = this->turn(request);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_TRUE(parse_final_answer(answer->answer, AgentModel::answer_bytes_max)) << answer->answer;
}

REGISTER_TYPED_TEST_SUITE_P(AgentModelContract, SaysWhatItIs, AsksForSeveralToolsAndAnswersFromTheirResults,
                            KeepsTwoTalksApart, GivesAWrongAnswerAgain);

template <class Fixture>
class RemoteAgentModelContract : public AgentModelContract<Fixture> {
 protected:
  static constexpr RemoteModelTraits traits() { return Fixture::traits; }

  static std::string outcome(Fixture& fixture, Deadline deadline = AgentModelContract<Fixture>::soon()) {
    const auto result = test::run(fixture.model().turn(contract_request(), deadline));
    if (result && !result->refusal) return "answered";
    const Error& error = result ? *result->refusal : result.error();
    EXPECT_EQ((error.message + error.detail).find(traits().secret), std::string::npos);
    return std::string(to_string(error.kind)) + " " + error.code;
  }
  // Of a model that nothing has happened to yet, when its server says only this.
  static std::string outcome_of(test::ScriptedAnswer answer, Deadline deadline = AgentModelContract<Fixture>::soon()) {
    Fixture fixture;
    fixture.imposter.answer_always(std::move(answer));
    return outcome(fixture, deadline);
  }
  test::ScriptedAnswer broken(test::Fault fault) {
    test::ScriptedAnswer answer = this->fixture_.answer_of(contract_answer());
    answer.fault = fault;
    return answer;
  }
};

TYPED_TEST_SUITE_P(RemoteAgentModelContract);

TYPED_TEST_P(RemoteAgentModelContract, CountsTokensAndTheirCost) {
  this->fixture_.say(contract_answer());
  const auto answer = this->turn(contract_request());
  ASSERT_TRUE(answer) << answer.error().detail;
  const auto traits = this->traits();
  EXPECT_EQ(answer->usage.input, traits.input_tokens);
  EXPECT_EQ(answer->usage.output, traits.output_tokens);
  EXPECT_NEAR(answer->usage.cost_usd,
              (static_cast<double>(traits.input_tokens) * contract_input_usd_per_million +
               static_cast<double>(traits.output_tokens) * contract_output_usd_per_million) /
                  1e6,
              1e-12);
}

TYPED_TEST_P(RemoteAgentModelContract, GivesTextsAndArgumentsAsTheyAre) {
  this->fixture_.call(this->two_calls());
  const auto calls = this->turn(contract_request());
  ASSERT_TRUE(calls) << calls.error().detail;
  ASSERT_EQ(calls->calls.size(), 2U);
  const auto wanted = this->two_calls();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(calls->calls[i].name, wanted[i].name);
    EXPECT_EQ(calls->calls[i].arguments, wanted[i].arguments);
  }
  this->fixture_.say(contract_answer("“señor”"));
  const auto answer = this->turn(contract_request());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->answer, contract_answer("“señor”"));
}

TYPED_TEST_P(RemoteAgentModelContract, WaitsAndAsksAgainWhenThrottled) {
  this->fixture_.imposter.answer(this->fixture_.throttled());
  this->fixture_.say(contract_answer());
  EXPECT_EQ(this->outcome(this->fixture_), "answered");
  EXPECT_EQ(this->fixture_.bench.pause.spans.size(), 1U);
}

TYPED_TEST_P(RemoteAgentModelContract, GivesUpWhenThrottledForGood) {
  this->fixture_.imposter.answer_always(this->fixture_.throttled());
  EXPECT_EQ(this->outcome(this->fixture_), "throttled remote_throttled");
  EXPECT_LE(this->fixture_.imposter.requests().size(), 5U);
}

TYPED_TEST_P(RemoteAgentModelContract, AsksOnceWhenItIsRefused) {
  this->fixture_.imposter.answer_always(this->fixture_.refused());
  EXPECT_EQ(this->outcome(this->fixture_), "invalid remote_refused");
  EXPECT_EQ(this->fixture_.imposter.requests().size(), 1U);
}

TYPED_TEST_P(RemoteAgentModelContract, EndsWithTheDeadline) {
  const auto shortly = [] { return Deadline::after(std::chrono::milliseconds(200)); };
  EXPECT_EQ(this->outcome_of({.fault = test::Fault::silence}, shortly()), "timed_out timed_out");
  EXPECT_EQ(this->outcome_of(this->broken(test::Fault::drip), shortly()), "timed_out timed_out");
}

TYPED_TEST_P(RemoteAgentModelContract, KnowsAnAnswerThatBrokeOff) {
  for (const test::Fault fault :
       {test::Fault::close, test::Fault::reset, test::Fault::half_body, test::Fault::reset_midway}) {
    EXPECT_EQ(this->outcome_of(this->broken(fault)), "unavailable remote_broke_off");
  }
}

TYPED_TEST_P(RemoteAgentModelContract, RefusesNonsense) {
  std::vector<test::ScriptedAnswer> all = this->fixture_.nonsense();
  all.push_back({.fault = test::Fault::garbage});
  for (const test::ScriptedAnswer& answer : all) {
    const std::string seen = this->outcome_of(answer);
    EXPECT_TRUE(seen == "unavailable remote_bad_answer" || seen == "unavailable remote_broke_off")
        << seen << " for " << answer.body.substr(0, 200);
  }
}

TYPED_TEST_P(RemoteAgentModelContract, BoundsWhatItReads) {
  const auto padded = [](std::size_t size) { return std::string(size, 'a'); };
  this->fixture_.imposter.answer(this->fixture_.answer_of(padded(AgentModel::answer_bytes_max)));
  EXPECT_EQ(this->outcome(this->fixture_), "answered");
  this->fixture_.imposter.answer(this->fixture_.answer_of(padded(AgentModel::answer_bytes_max + 1)));
  EXPECT_EQ(this->outcome(this->fixture_), "too_large answer_too_large");
  const std::string seen = this->outcome_of(this->fixture_.answer_of(padded(10 * 1024 * 1024)));
  EXPECT_TRUE(seen == "too_large answer_too_large" || seen == "unavailable remote_bad_answer") << seen;
}

TYPED_TEST_P(RemoteAgentModelContract, IsStoppedByTheRemoteGuardrail) {
  if (!this->traits().has_guardrail) GTEST_SKIP() << "this dialect knows no guardrail";
  this->fixture_.imposter.answer(this->fixture_.guardrail("Sorry, I cannot help with that."));
  ModelRequest request = contract_request();
  auto stopped = test::run(this->fixture_.model().turn(std::move(request), this->soon()));
  ASSERT_TRUE(stopped) << stopped.error().detail;
  ASSERT_TRUE(stopped->refusal);
  EXPECT_EQ(stopped->refusal->code, "guardrail_intervened");
  EXPECT_EQ(stopped->guardrails, std::vector<std::string>{"remote.guardrail"});
  EXPECT_EQ(stopped->usage.input, this->traits().input_tokens);
  EXPECT_TRUE(stopped->answer.empty());
  // What it only masked is still an answer.
  this->fixture_.imposter.answer(this->fixture_.guardrail(contract_answer("{NAME}")));
  const auto masked = this->turn(contract_request());
  ASSERT_TRUE(masked) << masked.error().detail;
  EXPECT_EQ(masked->answer, contract_answer("{NAME}"));
  EXPECT_EQ(masked->guardrails.size(), 1U);
}

REGISTER_TYPED_TEST_SUITE_P(RemoteAgentModelContract, CountsTokensAndTheirCost, GivesTextsAndArgumentsAsTheyAre,
                            WaitsAndAsksAgainWhenThrottled, GivesUpWhenThrottledForGood, AsksOnceWhenItIsRefused,
                            EndsWithTheDeadline, KnowsAnAnswerThatBrokeOff, RefusesNonsense, BoundsWhatItReads,
                            IsStoppedByTheRemoteGuardrail);

}  // namespace lumen::agent
