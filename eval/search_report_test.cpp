// SPDX-License-Identifier: Apache-2.0
// The judged queries against their limits, and the reporting itself on a made-up answer.
#include "eval/search_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.h"
#include "eval/limits.h"
#include "eval/query_constraints.h"
#include "tests/support/temp_folder.h"

namespace lumen::eval {
namespace {

constexpr double rounding = 0.0005;  // limits have three digits

TEST(SearchEvaluation, ReachesWhatItReached) {
  const auto chapter = evaluate_search(LUMEN_QUERIES);
  ASSERT_TRUE(chapter) << chapter.error().message;
  for (const Limit& limit : limits_of_search()) {
    const auto figure = std::find_if(chapter->figures.begin(), chapter->figures.end(),
                                     [&](const Figure& one) { return one.name == limit.figure; });
    ASSERT_NE(figure, chapter->figures.end()) << limit.figure;
    const double slack = figure->better == Better::higher ? -rounding : rounding;
    EXPECT_TRUE(reaches(figure->value, limit.value + slack, figure->better))
        << limit.figure << " is " << figure->value << ", its limit " << limit.value;
    EXPECT_EQ(limit.at_goal, reaches(limit.value, figure->goal, figure->better)) << limit.figure;
  }
}

TEST(SearchEvaluation, TheSetIsLargeAndEveryGradedProductExists) {
  const auto queries = read_judged_queries(std::filesystem::path(LUMEN_QUERIES) / "queries.json");
  ASSERT_TRUE(queries) << queries.error().message;
  EXPECT_GE(queries->size(), 150U);
  auto search = SampleSearch::open();
  ASSERT_TRUE(search);
  const auto products = (*search)->products();
  ASSERT_TRUE(products);
  std::unordered_map<std::string, const Product*> by_id;
  for (const Product& product : *products) by_id[product.id.text()] = &product;
  for (const JudgedQuery& query : *queries) {
    for (const auto& [id, grade] : query.grades) {
      ASSERT_TRUE(by_id.contains(id)) << query.query << " grades " << id;
      const Product& product = *by_id[id];
      EXPECT_EQ(broken_constraint(product, query.constraints), "") << query.query << ": " << product.name;
    }
  }
}

TEST(SearchEvaluation, ASecondSetIsReportedApart) {
  const test::TempFolder folder;
  const auto write = [&](const char* name, const std::string& id) {
    const std::string text = R"([{"query": "acne", "grades": {")" + id + R"(": 3}}])";
    ASSERT_TRUE(write_file_durably(folder.path() / name, as_bytes(text)));
  };
  EXPECT_FALSE(evaluate_search(folder.path()));
  write("queries.json", "nobody");
  auto chapter = evaluate_search(folder.path());
  ASSERT_TRUE(chapter);
  EXPECT_EQ(chapter->figures.size(), 2U);
  write("queries_second.json", "nobody");
  chapter = evaluate_search(folder.path());
  ASSERT_TRUE(chapter);
  ASSERT_EQ(chapter->figures.size(), 4U);
  EXPECT_EQ(chapter->figures[2].name, "search_second.ndcg10");
  EXPECT_EQ(chapter->figures[2].value, 0);
}

TEST(SearchEvaluation, ViolationsAndWorstQueriesAreListed) {
  JudgedQuery fine;
  fine.query = "fine";
  JudgedQuery bad;
  bad.query = "bad";
  bad.constraints.vegan = true;
  const std::vector<AskedQuery> asked = {{&fine, 1, {}, {}}, {&bad, 0.2, {}, {"Balm — vegan: Beeswax"}}};
  const Chapter chapter = report_search(asked, "search", "Product search");
  EXPECT_DOUBLE_EQ(chapter.figures[0].value, 0.6);
  EXPECT_DOUBLE_EQ(chapter.figures[0].hardest, 0.2);
  EXPECT_EQ(chapter.figures[1].value, 1);
  ASSERT_EQ(chapter.tables.size(), 3U);
  EXPECT_EQ(chapter.tables[1].rows[0][0].text, "bad");
  EXPECT_EQ(chapter.tables[2].rows[0][1].text, "Balm — vegan: Beeswax");
}

}  // namespace
}  // namespace lumen::eval
