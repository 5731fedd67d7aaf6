// SPDX-License-Identifier: Apache-2.0
#include "eval/search_figures.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lumen::eval {
namespace {

JudgedQuery graded(std::unordered_map<std::string, int> grades) {
  JudgedQuery query;
  query.grades = std::move(grades);
  return query;
}

TEST(Ndcg, TheBestOrderIsOneAndAnythingElseLess) {
  const JudgedQuery query = graded({{"a", 3}, {"b", 2}, {"c", 1}});
  EXPECT_DOUBLE_EQ(ndcg_at_10({"a", "b", "c"}, query), 1);
  EXPECT_DOUBLE_EQ(ndcg_at_10({"a", "b", "c", "x"}, query), 1);
  EXPECT_LT(ndcg_at_10({"b", "a", "c"}, query), 1);
  EXPECT_EQ(ndcg_at_10({"x", "y"}, query), 0);
  EXPECT_EQ(ndcg_at_10({}, query), 0);
  EXPECT_EQ(ndcg_at_10({"a"}, graded({})), 0);
}

// By hand: (2^1 - 1) / log2(2) + (2^3 - 1) / log2(3) over (2^3 - 1) / log2(2) + (2^1 - 1) / log2(3).
TEST(Ndcg, GainIsExponential) {
  const double turned = 1 + 7 / std::log2(3.0);
  const double best = 7 + 1 / std::log2(3.0);
  EXPECT_NEAR(ndcg_at_10({"b", "a"}, graded({{"a", 3}, {"b", 1}})), turned / best, 1e-12);
}

TEST(Ndcg, OnlyTheFirstTenCount) {
  std::vector<std::string> answer(10, "x");
  answer.emplace_back("a");
  EXPECT_EQ(ndcg_at_10(answer, graded({{"a", 3}})), 0);
  std::unordered_map<std::string, int> many;
  std::vector<std::string> ten;
  for (int i = 0; i < 30; ++i) many["p" + std::to_string(i)] = 3;
  for (int i = 0; i < 10; ++i) ten.push_back("p" + std::to_string(i));
  EXPECT_DOUBLE_EQ(ndcg_at_10(ten, graded(many)), 1);
}

TEST(BootstrapMean, IsNarrowForManyAndTheSameEachTime) {
  std::vector<double> values;
  for (int i = 0; i < 400; ++i) values.push_back(i % 2);
  const MeanInterval once = bootstrap_mean(values);
  const MeanInterval again = bootstrap_mean(values);
  EXPECT_DOUBLE_EQ(once.mean, 0.5);
  EXPECT_EQ(once.low, again.low);
  EXPECT_NEAR(once.low, 0.5 - 1.96 * 0.025, 0.01);
  EXPECT_NEAR(once.high, 0.5 + 1.96 * 0.025, 0.01);
  EXPECT_EQ(bootstrap_mean({}).high, 0);
  EXPECT_EQ(bootstrap_mean({0.7, 0.7}).low, 0.7);
}

}  // namespace
}  // namespace lumen::eval
