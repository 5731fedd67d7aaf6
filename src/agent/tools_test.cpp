// SPDX-License-Identifier: Apache-2.0
#include "agent/tools.h"

#include <gtest/gtest.h>

#include "agent/knowledge_source.h"
#include "agent/test_cases.h"
#include "agent/test_metrics.h"
#include "agent/tool_runner.h"
#include "base/encoding.h"
#include "tests/support/run_task.h"

namespace lumen::agent {
namespace {

using namespace test_cases;

Task<Result<std::vector<FoundPassage>>> give_found(Result<std::vector<FoundPassage>> found) { co_return found; }
Task<Result<json::value>> give(json::value answer) { co_return answer; }

// Gives what it holds and keeps what it was asked.
class HeldPassages final : public KnowledgeSource {
 public:
  std::string describe() const override { return "held"; }
  Task<Result<std::vector<FoundPassage>>> retrieve(std::string query, int limit, Deadline) override {
    queries.push_back(std::move(query));
    limits.push_back(limit);
    return give_found(found);
  }
  Result<std::vector<FoundPassage>> found = std::vector<FoundPassage>{
      {"a.b", "Text.", {"Title", "Body, 2020", "https://example.org"}, 0.9}};
  std::vector<std::string> queries;
  std::vector<int> limits;
};

class ToolsTest : public ::testing::Test {
 protected:
  ToolResult run(const Tool& tool, json::value arguments) {
    box_ = ToolBox({tool});
    runner_.emplace(box_, limits_, meter_);
    return test::run(runner_->run({"1", tool.spec.name, std::move(arguments)}, Deadline::never()));
  }
  static std::string code_of(const ToolResult& result) {
    if (result.outcome == ToolOutcome::ok) return "";
    return std::string(result.content.at("error").at("code").as_string());
  }

  CountingMetrics metrics_;
  ToolMeter meter_{metrics_};
  ToolLimits limits_;
  ToolBox box_;
  std::optional<ToolRunner> runner_;
  HeldPassages source_;
};

TEST_F(ToolsTest, SearchKnowledgeGivesPassagesWithTheirSources) {
  const ToolResult result = run(search_knowledge_tool(source_), {{"query", "spots"}});
  ASSERT_EQ(result.outcome, ToolOutcome::ok);
  EXPECT_EQ(json::serialize(result.content),
            R"({"passages":[{"id":"a.b","text":"Text.","source":)"
            R"({"title":"Title","source":"Body, 2020","url":"https://example.org"}}]})");
  EXPECT_EQ(source_.queries, std::vector<std::string>{"spots"});
  EXPECT_EQ(source_.limits, std::vector<int>{tool_passages_default});
  ASSERT_EQ(runner_->passages().size(), 1U);
  EXPECT_EQ(runner_->passages()[0].id, "a.b");
  EXPECT_EQ(runner_->passages()[0].source.url, "https://example.org");
  EXPECT_EQ(metrics_.value("lumen_agent_tool_calls_total{tool=search_knowledge,outcome=ok}"), 1);
}

TEST_F(ToolsTest, SearchKnowledgeIsClosed) {
  const Tool tool = search_knowledge_tool(source_);
  EXPECT_EQ(code_of(run(tool, {{"query", std::string(200, 'x')}, {"limit", tool_passages_max}})), "");
  for (const char* bad : {R"({})", R"({"query": ""})", R"({"query": 7})", R"({"query": "x", "limit": 0})",
                          R"({"query": "x", "limit": 6})", R"({"query": "x", "limit": 1.5})",
                          R"({"query": "x", "user_id": "somebody"})", R"([])"}) {
    EXPECT_EQ(code_of(run(tool, json::parse(bad))), "invalid_arguments") << bad;
  }
  EXPECT_EQ(code_of(run(tool, {{"query", std::string(201, 'x')}})), "invalid_arguments");
  EXPECT_EQ(source_.queries.size(), 1U);
}

TEST_F(ToolsTest, ALongPassageIsCutAtACharacter) {
  source_.found->front().text = std::string(tool_passage_bytes_max - 1, 'x') + "\xC3\xA4 more";
  const ToolResult result = run(search_knowledge_tool(source_), {{"query", "spots"}});
  const json::string& text = result.content.at("passages").at(0).at("text").as_string();
  EXPECT_EQ(text.size(), tool_passage_bytes_max - 1);
  EXPECT_TRUE(is_utf8(text));
}

TEST_F(ToolsTest, AFailedSearchIsAnErrorOfTheTool) {
  source_.found = fail(make_error(ErrorKind::unavailable, "knowledge_away", "The library is away."));
  EXPECT_EQ(code_of(run(search_knowledge_tool(source_), {{"query", "spots"}})), "knowledge_away");
  EXPECT_TRUE(runner_->passages().empty());
}

TEST_F(ToolsTest, PassagesAreNotedOnceAndOnlyWithASource) {
  Tool tool = search_knowledge_tool(source_);
  tool.run = [](json::object, Deadline) {
    return give(json::parse(R"({"passages":[{"id":"a","source":{"title":"T"}},{"id":"a","source":{"title":"U"}},
        {"id":"","source":{}},{"id":"b"},{"id":7,"source":{}},{"source":{}},3]})"));
  };
  run(tool, {{"query", "x"}});
  ASSERT_EQ(runner_->passages().size(), 1U);
  EXPECT_EQ(runner_->passages()[0].source.title, "T");
}

PastResult past(int days_ago, double extent) {
  return {now_ms - days_ago * day_ms, Label::acne, {{Label::acne, extent}}};
}

TEST_F(ToolsTest, GetHistoryGivesThisPersonsResults) {
  const SkinCase skin_case = make(prediction(Label::acne, 0.5), 1, {past(30, 0.8), past(7, 0.625)});
  const ToolResult result = run(get_history_tool(skin_case), json::object());
  ASSERT_EQ(result.outcome, ToolOutcome::ok);
  EXPECT_EQ(json::serialize(result.content),
            R"({"results":[{"days_ago":7,"condition":"acne","extents":{"acne":6.25E-1}},)"
            R"({"days_ago":30,"condition":"acne","extents":{"acne":8E-1}}]})");
  const ToolResult one = run(get_history_tool(skin_case), {{"limit", 1}});
  EXPECT_EQ(one.content.at("results").as_array().size(), 1U);
  const ToolResult none = run(get_history_tool(make(prediction(Label::acne, 0.5))), json::object());
  EXPECT_EQ(json::serialize(none.content), R"({"results":[]})");
}

TEST_F(ToolsTest, GetHistoryNamesNobody) {
  const Tool tool = get_history_tool(make(prediction(Label::acne, 0.5)));
  for (const char* bad : {R"({"user_id": "somebody"})", R"({"limit": 0})", R"({"limit": 11})", R"({"limit": "5"})"}) {
    EXPECT_EQ(code_of(run(tool, json::parse(bad))), "invalid_arguments") << bad;
  }
  EXPECT_EQ(code_of(run(tool, {{"limit", tool_results_max}})), "");
}

TEST_F(ToolsTest, CheckRoutineTakesProductsOrIngredients) {
  std::vector<json::object> seen;
  const Tool tool = check_routine_tool([&seen](json::object arguments, Deadline) {
    seen.push_back(std::move(arguments));
    return give(json::object{{"morning", json::array()}, {"evening", json::array()}, {"conflicts", json::array()}});
  });
  const auto list = [](std::size_t count, std::size_t characters) {
    json::array names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(json::string(std::string(characters, 'x')));
    return names;
  };
  EXPECT_EQ(code_of(run(tool, {{"products", list(routine_products_max, 128)}})), "");
  limits_.arguments_bytes_max = 8'192;
  EXPECT_EQ(code_of(run(tool, {{"ingredients", list(routine_ingredients_max, 100)}})), "");
  EXPECT_EQ(seen.size(), 2U);
  EXPECT_EQ(code_of(run(tool, {{"products", list(routine_products_max + 1, 1)}})), "invalid_arguments");
  EXPECT_EQ(code_of(run(tool, {{"ingredients", list(routine_ingredients_max + 1, 1)}})), "invalid_arguments");
  EXPECT_EQ(code_of(run(tool, {{"ingredients", list(1, 101)}})), "invalid_arguments");
  EXPECT_EQ(code_of(run(tool, {{"products", list(1, 0)}})), "invalid_arguments");
  EXPECT_EQ(code_of(run(tool, json::object())), "invalid_arguments");
  EXPECT_EQ(code_of(run(tool, {{"ingredients", list(1, 1)}, {"user_id", "somebody"}})), "invalid_arguments");
  EXPECT_EQ(seen.size(), 2U);
}

// An urgent sign takes away what leads to products.
TEST_F(ToolsTest, AnUrgentSignLeavesInformationOnly) {
  const SkinCase skin_case = make(prediction(Label::acne, 0.5));
  const ToolFunction nothing = [](json::object, Deadline) { return give(json::object()); };
  const ToolBox box({search_knowledge_tool(source_), get_history_tool(skin_case), check_routine_tool(nothing),
                     search_products_tool(nothing)});
  const ToolBox left = box.without_products();
  EXPECT_NE(left.find(search_knowledge), nullptr);
  EXPECT_NE(left.find(get_history), nullptr);
  EXPECT_EQ(left.find(check_routine), nullptr);
  EXPECT_EQ(left.find(search_products), nullptr);
}

}  // namespace
}  // namespace lumen::agent
