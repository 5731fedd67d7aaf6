// SPDX-License-Identifier: Apache-2.0
#include "agent/agent_loop.h"

#include <gtest/gtest.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

#include "agent/agent_model_builtin.h"
#include "agent/test_cases.h"
#include "agent/test_metrics.h"
#include "tests/support/run_task.h"

namespace lumen::agent {
namespace {

using namespace std::chrono_literals;
using namespace test_cases;

const Knowledge& knowledge() {
  static const Knowledge loaded = Knowledge::load().value();
  return loaded;
}

// A model that does what its script says, turn by turn; the last step repeats.
class ScriptedModel final : public AgentModel {
 public:
  using Step = std::function<Task<Result<ModelTurn>>(ModelRequest)>;
  explicit ScriptedModel(std::vector<Step> steps) : steps_(std::move(steps)) {}

  std::string name() const override { return "scripted"; }
  std::string describe() const override { return "a script"; }
  Task<Result<ModelTurn>> turn(ModelRequest request, Deadline) override {
    requests.push_back(request);
    const Step& step = steps_[std::min(requests.size(), steps_.size()) - 1];
    return step(std::move(request));
  }

  std::vector<ModelRequest> requests;

 private:
  std::vector<Step> steps_;
};

Task<Result<ModelTurn>> give(ModelTurn turn) { co_return turn; }
Task<Result<ModelTurn>> refuse(Error error) { co_return fail(std::move(error)); }
Task<Result<ModelTurn>> break_down() {
  co_await boost::asio::this_coro::executor;
  throw std::runtime_error("cut");
}
Task<Result<ModelTurn>> never() {
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer timer(executor, boost::asio::steady_timer::time_point::max());
  co_await timer.async_wait(boost::asio::use_awaitable);
  co_return ModelTurn{};
}

ScriptedModel::Step say(std::string answer) {
  return [answer = std::move(answer)](ModelRequest) {
    ModelTurn turn;
    turn.answer = answer;
    turn.usage = {100, 20, 0.25};
    return give(std::move(turn));
  };
}
ScriptedModel::Step call(std::vector<ToolCall> calls) {
  return [calls = std::move(calls)](ModelRequest) {
    ModelTurn turn;
    turn.calls = calls;
    turn.usage = {10, 5, 0.125};
    return give(std::move(turn));
  };
}

ToolCall search_for(const std::string& query) {
  return {"c-" + query, std::string(search_products), json::object{{"query", query}}};
}

std::string good_answer(std::vector<std::string> product_ids = {}) {
  FinalAnswer answer;
  answer.summary = "A model speaks of the signs of acne that were measured on the face here.";
  answer.recommendations = {"Use a mild cleanser."};
  answer.care_instructions = {"Evening: cleanse."};
  answer.product_ids = std::move(product_ids);
  answer.citation_ids = {"fda_sunscreen", "invented"};
  answer.cites = {{"Use a mild cleanser.", {"invented", "aad_face_washing"}}, {"Evening: cleanse.", {"aad_budget"}}};
  return to_json_text(answer);
}

Task<Result<json::value>> give_products(std::string prefix) {
  json::array list;
  for (int i = 0; i < 4; ++i) list.push_back(json::object{{"product_id", prefix + std::to_string(i)}});
  co_return json::object{{"products", std::move(list)}};
}

class AgentLoopTest : public ::testing::Test {
 protected:
  ToolBox tools(const SkinCase& skin_case) {
    std::vector<Tool> list;
    list.push_back(search_products_tool([this](json::object, Deadline) {
      ++product_calls_;
      return give_products("search-");
    }));
    list.push_back(products_by_condition_tool([this](json::object, Deadline) {
      ++product_calls_;
      return give_products("fit-");
    }));
    list.push_back(analyze_skin_condition_tool(skin_case));
    return ToolBox(std::move(list));
  }
  Explained explain(std::vector<AgentModel*> remote, SkinCase skin_case, Deadline deadline = Deadline::never()) {
    Rungs rungs(std::move(remote), built_in_, nullptr, log_, metrics_, options_);
    AgentLoop loop(rungs, knowledge(), metrics_);
    ToolBox box = tools(skin_case);
    return test::run(loop.explain(std::move(skin_case), std::move(box), deadline));
  }
  Explained explain_with(ScriptedModel& model, Deadline deadline = Deadline::never()) {
    return explain({&model}, make(prediction(Label::acne, 0.5)), deadline);
  }
  static std::vector<std::string> ids(const Explained& explained) {
    std::vector<std::string> texts;
    for (const ProductId& id : explained.products) texts.push_back(id.text());
    return texts;
  }
  void expect_fell_to_built_in(const Explained& explained) {
    EXPECT_EQ(explained.explanation.answered_by, "built-in");
    EXPECT_FALSE(explained.explanation.summary.empty());
    EXPECT_EQ(metrics_.value("lumen_agent_rung_failures_total{rung=scripted}"), 1);
    EXPECT_EQ(metrics_.value("lumen_agent_answers_total{rung=built-in}"), 1);
    EXPECT_EQ(metrics_.value("lumen_agent_seconds{rung=scripted}"), 1);
  }

  BuiltinAgentModel built_in_{knowledge()};
  CountingMetrics metrics_;
  NullLog log_;
  AgentOptions options_;
  int product_calls_ = 0;
};

TEST_F(AgentLoopTest, TheBuiltInAgentCallsTheSameToolsAndChoosesProducts) {
  Prediction made = prediction(Label::acne, 0.5);
  find(made, Label::pores) = finding(Label::pores, 0.3, 0.6);
  const Explained explained = explain({}, make(made));
  const Explanation& explanation = explained.explanation;
  EXPECT_EQ(explanation.answered_by, "built-in");
  EXPECT_EQ(explanation.severity, Severity::moderate);
  EXPECT_TRUE(explanation.products_allowed);
  EXPECT_FALSE(explanation.when_to_see_a_doctor.empty());
  ASSERT_EQ(explanation.trace.size(), 3U);
  EXPECT_EQ(explanation.trace[0].tool, "analyze_skin_condition");
  EXPECT_EQ(explanation.trace[1].tool, "get_products_by_condition");
  EXPECT_EQ(explanation.trace[1].arguments, R"({"condition":"acne","limit":5})");
  EXPECT_EQ(explanation.trace[2].tool, "search_products");
  EXPECT_EQ(ids(explained), (std::vector<std::string>{"fit-0", "fit-1", "search-0", "fit-2", "fit-3"}));
  EXPECT_EQ(explained.usage.input, 0);
  EXPECT_EQ(metrics_.value("lumen_agent_turns_total{rung=built-in}"), 2);
  EXPECT_EQ(metrics_.value("lumen_agent_answers_total{rung=built-in}"), 1);
}

TEST_F(AgentLoopTest, TheSameCaseGivesTheSameExplanation) {
  const Explained first = explain({}, make(prediction(Label::pores, 0.4)));
  const Explained second = explain({}, make(prediction(Label::pores, 0.4)));
  EXPECT_EQ(first.explanation.summary, second.explanation.summary);
  EXPECT_EQ(first.explanation.recommendations, second.explanation.recommendations);
  EXPECT_EQ(first.explanation.care_instructions, second.explanation.care_instructions);
  EXPECT_EQ(ids(first), ids(second));
}

TEST_F(AgentLoopTest, AModelIsAskedFedAndHeard) {
  ScriptedModel model(
      {call({search_for("acne")}), say("Here you are:\n```json\n" + good_answer({"search-2", "search-0"}) + "\n```")});
  const Explained explained = explain_with(model);
  EXPECT_EQ(explained.explanation.answered_by, "scripted");
  EXPECT_EQ(ids(explained), (std::vector<std::string>{"search-2", "search-0"}));
  EXPECT_EQ(explained.usage.input, 110);
  EXPECT_EQ(explained.usage.output, 25);
  ASSERT_EQ(explained.explanation.trace.size(), 1U);
  EXPECT_EQ(explained.explanation.trace[0].tokens, 15);
  EXPECT_EQ(explained.explanation.trace[0].cost_usd, 0.125);

  ASSERT_EQ(model.requests.size(), 2U);
  const auto& talk = model.requests[1].transcript;
  ASSERT_EQ(talk.size(), 3U);
  EXPECT_EQ(talk[0].role, Message::Role::user);
  EXPECT_EQ(talk[1].role, Message::Role::model);
  ASSERT_EQ(talk[2].results.size(), 1U);
  EXPECT_EQ(talk[2].results[0].id, "c-acne");
  EXPECT_EQ(model.requests[0].tools.size(), 3U);
  EXPECT_EQ(model.requests[0].conversation_id, "analysis-" + id(1).text());
}

// Whatever a model writes, these are ours.
TEST_F(AgentLoopTest, SeverityAdviceAndSourcesAreNeverTheModels) {
  std::string answer = good_answer();
  answer.insert(1, R"("severity":"none","when_to_see_a_doctor":"Never.","products_allowed":false,)");
  ScriptedModel model({say(answer)});
  const Explanation explanation = explain_with(model).explanation;
  EXPECT_EQ(explanation.severity, Severity::moderate);
  EXPECT_NE(explanation.when_to_see_a_doctor.find(knowledge().of(Label::acne).doctor_usual), std::string::npos);
  EXPECT_TRUE(explanation.products_allowed);
  const auto& own = knowledge().of(Label::acne).doctor_citations;
  ASSERT_EQ(explanation.citations.size(), 3U + own.size());  // "invented" is dropped
  EXPECT_EQ(explanation.citations[0].url, knowledge().citation("fda_sunscreen")->url);
  EXPECT_EQ(explanation.citations[1].url, knowledge().citation("aad_face_washing")->url);
  EXPECT_EQ(explanation.citations[2].url, knowledge().citation("aad_budget")->url);
  EXPECT_EQ(explanation.citations[3].url, knowledge().citation(own[0])->url);
}

TEST_F(AgentLoopTest, AStatementWithoutAGroundIsDropped) {
  ScriptedModel model({say(R"({"summary":"Signs of acne were measured on the face at 50 of 100. Moonlight is to blame.",
      "recommendations":["Drink moon water.",{"text":"Wash gently.","cite":["routine.how_to_wash"]}],
      "care_instructions":["Sleep under the moon."]})")});
  const Explanation explanation = explain_with(model).explanation;
  EXPECT_EQ(explanation.answered_by, "scripted");
  EXPECT_EQ(explanation.summary, "Signs of acne were measured on the face at 50 of 100.");
  EXPECT_EQ(explanation.recommendations, std::vector<std::string>{"Wash gently."});
  EXPECT_FALSE(explanation.care_instructions.empty()) << "Lumen's own words instead";
  for (const std::string& care : explanation.care_instructions) EXPECT_EQ(care.find("moon"), std::string::npos) << care;
  EXPECT_EQ(explanation.guardrails, std::vector<std::string>{"output.ungrounded"});
  EXPECT_EQ(metrics_.value("lumen_agent_ungrounded_total"), 3);
  EXPECT_EQ(explanation.citations[0].url, knowledge().citation("routine.how_to_wash")->url);
}

TEST_F(AgentLoopTest, ProductsThatNoToolGaveAreDropped) {
  ScriptedModel model({call({search_for("acne")}), say(good_answer({"invented", "search-1"}))});
  const Explained explained = explain_with(model);
  EXPECT_EQ(ids(explained), std::vector<std::string>{"search-1"});
  EXPECT_EQ(explained.explanation.guardrails, std::vector<std::string>{"output.unknown_product"});
}

TEST_F(AgentLoopTest, AHalfAnswerIsRepairedOnce) {
  ScriptedModel model({say(R"({"summary": "too short"})"), say(good_answer())});
  const Explained explained = explain_with(model);
  EXPECT_EQ(explained.explanation.answered_by, "scripted");
  ASSERT_EQ(model.requests.size(), 2U);
  const auto& talk = model.requests[1].transcript;
  ASSERT_EQ(talk.size(), 3U);
  EXPECT_NE(talk[2].text.find("could not be used"), std::string::npos);
}

TEST_F(AgentLoopTest, GarbageTwiceFallsToTheNextRung) {
  for (const std::string& garbage : {std::string("I am a teapot"), std::string("{"), std::string("{}"), std::string(),
                                     std::string("[1,2]"), std::string("\xFF\xFE"), std::string(20'000, '{')}) {
    metrics_.clear();
    ScriptedModel model({say(garbage)});
    expect_fell_to_built_in(explain_with(model));
    EXPECT_EQ(model.requests.size(), 2U);
  }
}

TEST_F(AgentLoopTest, BannedWordingFallsToTheNextRungAndIsNoted) {
  std::string answer = good_answer();
  answer.replace(answer.find("A model speaks"), 14, "You have rosacea");
  ScriptedModel model({say(answer)});
  const Explained explained = explain_with(model);
  expect_fell_to_built_in(explained);
  EXPECT_EQ(explained.explanation.guardrails, std::vector<std::string>{"output.banned_wording"});
}

TEST_F(AgentLoopTest, AModelThatLoopsToolsIsBounded) {
  ScriptedModel model({call({search_for("a"), search_for("b"), search_for("c")})});
  const Explained explained = explain_with(model);
  expect_fell_to_built_in(explained);
  EXPECT_LE(model.requests.size(), static_cast<std::size_t>(options_.turns_max));
  // The rung's eight calls and the built-in rung's own.
  EXPECT_EQ(product_calls_, options_.tools.calls_max + 1);
  EXPECT_LE(explained.explanation.trace.size(), 12U);
}

TEST_F(AgentLoopTest, TooManyCallsAtOnceFallToTheNextRung) {
  ScriptedModel model({call(std::vector<ToolCall>(33, search_for("a")))});
  expect_fell_to_built_in(explain_with(model));
  EXPECT_EQ(product_calls_, 1);
}

TEST_F(AgentLoopTest, OneCallPerTurnForEverIsBoundedByTurns) {
  ScriptedModel model({call({search_for("a")})});
  expect_fell_to_built_in(explain_with(model));
  EXPECT_EQ(model.requests.size(), static_cast<std::size_t>(options_.turns_max));
}

TEST_F(AgentLoopTest, TenMegabytesAreRefusedAndNotSentBack) {
  ScriptedModel model({say(std::string(10'000'000, 'x'))});
  expect_fell_to_built_in(explain_with(model));
  EXPECT_EQ(model.requests.size(), 1U);
}

TEST_F(AgentLoopTest, AModelThatNeverAnswersIsLeft) {
  options_.rung_time_max = 500ms;  // of the built-in rung too, which is slow under sanitizers
  ScriptedModel model({[](ModelRequest) { return never(); }});
  expect_fell_to_built_in(explain_with(model));
}

TEST_F(AgentLoopTest, AModelThatFailsOrThrowsIsLeft) {
  for (const auto& step : {ScriptedModel::Step([](ModelRequest) { return refuse(unavailable("down", "Down.")); }),
                           ScriptedModel::Step([](ModelRequest) { return break_down(); })}) {
    metrics_.clear();
    ScriptedModel model({step});
    expect_fell_to_built_in(explain_with(model));
  }
}

TEST_F(AgentLoopTest, FailingHalfWayKeepsTheTrace) {
  ScriptedModel model({call({search_for("a")}), [](ModelRequest) { return refuse(unavailable("down", "Down.")); }});
  const Explained explained = explain_with(model);
  expect_fell_to_built_in(explained);
  EXPECT_EQ(explained.explanation.trace.front().tool, "search_products");
  EXPECT_EQ(ids(explained).front(), "fit-0");
}

TEST_F(AgentLoopTest, RemoteRungsLeaveTimeForTheBuiltInOne) {
  options_.next_rung_reserve = std::chrono::hours(1);
  ScriptedModel model({say(good_answer())});
  expect_fell_to_built_in(explain_with(model, Deadline::after(std::chrono::minutes(1))));
  EXPECT_TRUE(model.requests.empty());
}

TEST_F(AgentLoopTest, AnExpiredDeadlineGivesThePlainTemplate) {
  const Explained explained =
      explain({}, make(prediction(Label::acne, 0.5)), Deadline::at(Deadline::Clock::now() - 1s));
  EXPECT_EQ(explained.explanation.answered_by, "plain");
  EXPECT_NE(explained.explanation.summary.find("50 of 100"), std::string::npos);
  EXPECT_EQ(explained.explanation.severity, Severity::moderate);
  EXPECT_FALSE(explained.explanation.when_to_see_a_doctor.empty());
  EXPECT_TRUE(explained.products.empty());
  EXPECT_EQ(metrics_.value("lumen_agent_answers_total{rung=plain}"), 1);
}

TEST_F(AgentLoopTest, UrgentSignsAskNoRemoteModelAndNoProductTool) {
  SkinCase skin_case = make(prediction(Label::dark_spots, 0.6));
  skin_case.red_flags = {red_flag()};
  ScriptedModel model({call({search_for("dark spots")}), say(good_answer({"search-0"}))});
  const Explained explained = explain({&model}, std::move(skin_case));
  const Explanation& explanation = explained.explanation;
  EXPECT_TRUE(model.requests.empty());
  EXPECT_EQ(product_calls_, 0);
  EXPECT_TRUE(explained.products.empty());
  EXPECT_FALSE(explanation.products_allowed);
  EXPECT_EQ(explanation.guardrails, std::vector<std::string>{"red_flag.uneven_dark_spot"});
  EXPECT_NE(explanation.summary.find(red_flag().referral), std::string::npos);
  EXPECT_NE(explanation.when_to_see_a_doctor.find(red_flag().referral), std::string::npos);
  for (const ToolTrace& step : explanation.trace) EXPECT_EQ(step.tool, "analyze_skin_condition");
}

TEST_F(AgentLoopTest, UrgentMeasurementsFireByThemselves) {
  Prediction made = prediction(Label::dark_spots, 0.6);
  made.measurements = {{"largest_spot_asymmetry", 0.6, "fraction", "left_cheek"},
                       {"largest_spot_darkness", 40, "percent of L*", "left_cheek"},
                       {"largest_spot_size", 0.08, "fraction of face width", "left_cheek"},
                       {"dark_spots", 1, "count", "face"}};
  const Explained explained = explain({}, make(made));
  EXPECT_FALSE(explained.explanation.products_allowed);
  EXPECT_EQ(product_calls_, 0);
  EXPECT_TRUE(explained.products.empty());
}

TEST_F(AgentLoopTest, ATurnThatTheRemoteGuardrailStoppedIsPaidAndNamed) {
  ScriptedModel model({[](ModelRequest) {
    ModelTurn turn;
    turn.usage = {100, 20, 0.25};
    turn.guardrails = {"remote.guardrail"};
    turn.refusal = invalid("guardrail_intervened", "Stopped.");
    return give(std::move(turn));
  }});
  const Explained explained = explain_with(model);
  expect_fell_to_built_in(explained);
  EXPECT_EQ(explained.usage.input, 100);
  EXPECT_EQ(explained.explanation.guardrails.front(), "remote.guardrail");
  EXPECT_EQ(model.requests.size(), 1U);
}

TEST_F(AgentLoopTest, WhatARungItselfRestsOnIsCited) {
  ScriptedModel model({[](ModelRequest) {
    ModelTurn turn;
    turn.answer = good_answer();
    turn.citations = {{"Cleansing", "Care Society, 2025", "https://care.example/cleansing"}};
    return give(std::move(turn));
  }});
  const Explained explained = explain_with(model);
  EXPECT_EQ(explained.explanation.answered_by, "scripted");
  ASSERT_FALSE(explained.explanation.citations.empty());
  EXPECT_EQ(explained.explanation.citations.back().title, "Cleansing");
}

}  // namespace
}  // namespace lumen::agent
