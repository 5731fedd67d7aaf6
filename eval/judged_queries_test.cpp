// SPDX-License-Identifier: Apache-2.0
#include "eval/judged_queries.h"

#include <gtest/gtest.h>

namespace lumen::eval {
namespace {

TEST(JudgedQueries, ReadsEveryPartOfARow) {
  const auto queries = parse_judged_queries(R"([{"query": "q", "constraints": {"exclude_ingredients": ["a", "b"],
      "fragrance_free": true, "vegan": true, "pregnancy_safe": true, "price_usd_max": 20.5, "category": "toner",
      "brand": "B", "skin_type": "oily"}, "grades": {"p1": 3, "p2": 0}}])");
  ASSERT_TRUE(queries) << queries.error().message;
  const JudgedQuery& one = queries->front();
  EXPECT_EQ(one.query, "q");
  EXPECT_EQ(one.constraints.exclude_ingredients, (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(one.constraints.fragrance_free && one.constraints.vegan && one.constraints.pregnancy_safe);
  EXPECT_EQ(one.constraints.price_usd_max, 20.5);
  EXPECT_EQ(one.constraints.category, "toner");
  EXPECT_EQ(one.constraints.brand, "B");
  EXPECT_EQ(one.constraints.skin_type, "oily");
  EXPECT_EQ(one.grades.size(), 1U);
  EXPECT_EQ(one.grades.at("p1"), 3);
}

TEST(JudgedQueries, RefusesWhatWouldMakeAFigureWrong) {
  for (const char* text : {"{}", "[1]", R"([{"grades": {"p": 3}}])", R"([{"query": "q"}])",
                           R"([{"query": "q", "grades": {}}])", R"([{"query": "q", "grades": {"p": 4}}])",
                           R"([{"query": "q", "grades": {"p": -1}}])", R"([{"query": "q", "grades": {"p": "3"}}])",
                           R"([{"query": "q", "constraints": {"fragrance-free": true}, "grades": {"p": 3}}])"}) {
    EXPECT_FALSE(parse_judged_queries(text)) << text;
  }
  EXPECT_EQ(read_judged_queries("/nowhere/queries.json").error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace lumen::eval
