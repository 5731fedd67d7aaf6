// SPDX-License-Identifier: Apache-2.0
#include "agent/chat_agent.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "agent/agent_model_builtin.h"
#include "agent/test_cases.h"
#include "agent/test_metrics.h"
#include "tests/support/run_task.h"

namespace lumen::agent {
namespace {

using namespace test_cases;

const Knowledge& knowledge() {
  static const Knowledge loaded = Knowledge::load().value();
  return loaded;
}

Task<Result<ModelTurn>> give(ModelTurn turn) { co_return turn; }
Task<Result<json::value>> give_value(json::value value) { co_return value; }

// A remote model that says one thing and keeps what it was asked.
class SayingModel final : public AgentModel {
 public:
  explicit SayingModel(std::string answer) : answer_(std::move(answer)) {}
  std::string name() const override { return "saying"; }
  std::string describe() const override { return "says one thing"; }
  Task<Result<ModelTurn>> turn(ModelRequest request, Deadline) override {
    requests.push_back(std::move(request));
    ModelTurn turn;
    turn.answer = answer_;
    return give(std::move(turn));
  }
  std::vector<ModelRequest> requests;

 private:
  std::string answer_;
};

class ChatAgentTest : public ::testing::Test {
 protected:
  ToolBox tools() {
    std::vector<Tool> list;
    list.push_back(search_products_tool([](json::object, Deadline) {
      json::array products;
      for (const char* id : {"p1", "p2"}) {
        products.push_back(json::object{{"product_id", id}, {"name", std::string("Cream ") + id}, {"brand", "Mild"}});
      }
      return give_value(json::object{{"products", std::move(products)}});
    }));
    if (!passage_.empty()) {
      list.push_back(search_knowledge_tool([this](json::object, Deadline) {
        json::object passage{{"id", "p.one"}, {"text", passage_}, {"source", "Somebody, 2020"}};
        return give_value(json::object{{"passages", json::array{std::move(passage)}}});
      }));
    }
    return ToolBox(std::move(list));
  }
  ChatReply ask(std::string message, SkinCase skin_case, std::vector<AgentModel*> remote = {},
                ChatQuestion question = {}) {
    Rungs rungs(std::move(remote), built_in_, nullptr, log_, metrics_, {});
    ChatAgent agent(rungs, knowledge(), metrics_);
    question.conversation_id = "analysis.session";
    question.message = std::move(message);
    return test::run(agent.reply(
        std::move(skin_case), std::move(question), tools(),
        [this](std::string_view tool) { tools_used_.emplace_back(tool); }, Deadline::never()));
  }
  ChatReply ask(std::string message) { return ask(std::move(message), make(prediction(Label::acne, 0.5))); }
  static bool holds(const ChatReply& reply, std::string_view text) {
    return joined(reply.statements).find(text) != std::string::npos;
  }

  BuiltinAgentModel built_in_{knowledge()};
  CountingMetrics metrics_;
  NullLog log_;
  std::vector<std::string> tools_used_;
  std::string passage_;  // that search_knowledge finds, whatever is asked
};

TEST_F(ChatAgentTest, TheBuiltInRungNamesTheReading) {
  const ChatReply reply = ask("How bad is my acne?");
  EXPECT_EQ(reply.answered_by, "built-in");
  EXPECT_TRUE(holds(reply, "50 of 100")) << joined(reply.statements);
  EXPECT_FALSE(reply.citations.empty()) << "care is cited";
  EXPECT_TRUE(reply.products.empty()) << "nobody asked for one";
}

TEST_F(ChatAgentTest, AHealthyResultNamesItsLargestReading) {
  Prediction made = prediction(Label::healthy, 0.9);
  find(made, Label::pores) = finding(Label::pores, 0.12, 0.1);
  const ChatReply reply = ask("What does my result mean?", make(made));
  EXPECT_TRUE(holds(reply, "12 of 100")) << joined(reply.statements);
}

TEST_F(ChatAgentTest, ProductsWhenAskedFor) {
  const ChatReply reply = ask("Which cream would you recommend for pimples?");
  EXPECT_EQ(tools_used_, std::vector<std::string>{"search_products"});
  ASSERT_EQ(reply.products.size(), 2U);
  EXPECT_EQ(reply.products[0].text(), "p1");
  EXPECT_TRUE(holds(reply, "Cream p1 by Mild"));
}

TEST_F(ChatAgentTest, AnEarlierPhotoIsCompared) {
  PastResult past;
  past.created_at_ms = now_ms - 21 * day_ms;
  past.condition = Label::acne;
  past.extents = {{Label::acne, 0.8}};
  const ChatReply reply = ask("Did it get better since last time?", make(prediction(Label::acne, 0.5), 1, {past}));
  EXPECT_TRUE(holds(reply, "3 weeks ago")) << joined(reply.statements);
  EXPECT_TRUE(holds(reply, "80"));
  const ChatReply first = ask("Did it get better since last time?");
  EXPECT_FALSE(holds(first, "weeks ago"));
}

TEST_F(ChatAgentTest, WhatLumenDoesNotDoIsDeclinedByARule) {
  SayingModel model(R"({"reply":["Yes, it is rosacea."]})");
  const ChatReply reply = ask("Do I have rosacea?", make(prediction(Label::skin_redness, 0.5)), {&model});
  EXPECT_TRUE(model.requests.empty());
  EXPECT_EQ(reply.answered_by, "guardrail");
  EXPECT_EQ(reply.guardrails, std::vector<std::string>{"input.diagnosis"});
}

TEST_F(ChatAgentTest, PersonalDetailsReachNoModelAndAreNotKept) {
  SayingModel model(R"({"reply":["Fine."]})");
  const ChatReply reply =
      ask("My mail is ann@example.org, how bad is my acne?", make(prediction(Label::acne, 0.5)), {&model});
  ASSERT_EQ(model.requests.size(), 1U);
  EXPECT_EQ(model.requests[0].transcript[0].text.find("ann@example.org"), std::string::npos);
  EXPECT_EQ(reply.message.find("ann@example.org"), std::string::npos);
  EXPECT_NE(reply.message.find("how bad is my acne?"), std::string::npos);
}

TEST_F(ChatAgentTest, SmallTalkAndWhatNobodyKnows) {
  EXPECT_FALSE(holds(ask("hello"), "of 100"));
  EXPECT_FALSE(holds(ask("thanks!"), "of 100"));
  EXPECT_TRUE(holds(ask("Who won the match in Lisbon?"), "sources"));
}

TEST_F(ChatAgentTest, OnlyAPassageThatSpeaksOfWhatWasAskedIsTold) {
  passage_ = "Chocolate is often blamed for spots, with little evidence.";
  EXPECT_TRUE(holds(ask("does chocolate give me zits?"), passage_));
  EXPECT_FALSE(holds(ask("tell me a joke"), passage_));
  EXPECT_FALSE(holds(ask("Did it get better since last time?"), passage_));
}

TEST_F(ChatAgentTest, AnUrgentSignInTheMessageAsksNoModelAndOffersNothing) {
  SayingModel model(R"({"reply":["Buy p1."],"product_ids":["p1"]})");
  const ChatReply reply =
      ask("The mole on my cheek is bleeding, which cream?", make(prediction(Label::acne, 0.5)), {&model});
  EXPECT_TRUE(model.requests.empty());
  EXPECT_TRUE(tools_used_.empty());
  EXPECT_EQ(reply.answered_by, "guardrail");
  EXPECT_NE(std::find(reply.guardrails.begin(), reply.guardrails.end(), "red_flag.bleeding"), reply.guardrails.end());
  EXPECT_TRUE(holds(reply, "doctor"));
  EXPECT_TRUE(reply.products.empty());
  EXPECT_FALSE(reply.citations.empty());
}

TEST_F(ChatAgentTest, AnUrgentSignOnThePhotoWithholdsProductsFromEveryRung) {
  SayingModel model(R"({"reply":["Buy p1."],"product_ids":["p1"]})");
  SkinCase skin_case = make(prediction(Label::dark_spots, 0.5));
  skin_case.red_flags = {red_flag()};
  const ChatReply reply = ask("Which cream do you recommend?", skin_case, {&model});
  EXPECT_TRUE(model.requests.empty());
  EXPECT_TRUE(reply.products.empty());
  EXPECT_TRUE(tools_used_.empty());
  EXPECT_TRUE(holds(reply, "doctor"));
}

TEST_F(ChatAgentTest, ARemoteModelSeesTheCaseAndTheTalkSoFar) {
  SayingModel model(
      R"({"reply":[{"text":"It reads 50 of 100.","cite":["fda_sunscreen"]},"Fine."],"product_ids":["x"]})");
  ChatQuestion question;
  question.digest = "- yesterday: about pores\n";
  question.earlier = {{"s", now_ms - 1, "first question", "first reply", {}, {}, {}, "saying"}};
  const ChatReply reply = ask("and now?", make(prediction(Label::acne, 0.5)), {&model}, question);
  ASSERT_EQ(model.requests.size(), 1U);
  const std::vector<Message>& talk = model.requests[0].transcript;
  ASSERT_EQ(talk.size(), 3U);
  EXPECT_NE(talk[0].text.find("about pores"), std::string::npos);
  EXPECT_NE(talk[0].text.find("\"severity\""), std::string::npos);
  EXPECT_TRUE(talk[0].text.ends_with("first question"));
  EXPECT_EQ(talk[1].text, "first reply");
  EXPECT_EQ(talk[2].text, "and now?");
  EXPECT_EQ(model.requests[0].conversation_id, "chat-analysis.session");
  EXPECT_EQ(reply.answered_by, "saying");
  ASSERT_EQ(reply.citations.size(), 1U);
  EXPECT_TRUE(reply.products.empty()) << "no tool gave x";
  EXPECT_EQ(reply.guardrails, (std::vector<std::string>{"output.ungrounded", "output.unknown_product"}));
  EXPECT_EQ(joined(reply.statements), "It reads 50 of 100.");  // "Fine." has no ground
  EXPECT_EQ(metrics_.value("lumen_agent_ungrounded_total"), 1);
}

TEST_F(ChatAgentTest, AModelWithoutAnyGroundIsNotShown) {
  SayingModel model(R"({"reply":["Moon water helps.","Drink it daily."]})");
  const ChatReply reply = ask("and now?", make(prediction(Label::acne, 0.5)), {&model});
  ASSERT_EQ(reply.statements.size(), 1U);
  EXPECT_EQ(reply.statements[0].text, knowledge().sentences("chat_unknown").front().text);
}

TEST_F(ChatAgentTest, AModelThatDiagnosesIsLeft) {
  SayingModel model(R"({"reply":["You have rosacea."]})");
  const ChatReply reply = ask("Why is my skin red?", make(prediction(Label::skin_redness, 0.5)), {&model});
  EXPECT_EQ(model.requests.size(), 2U) << "asked once more";
  EXPECT_EQ(reply.answered_by, "built-in");
  EXPECT_FALSE(holds(reply, "rosacea."));
  EXPECT_EQ(reply.guardrails, std::vector<std::string>{"output.banned_wording"});
}

}  // namespace
}  // namespace lumen::agent
