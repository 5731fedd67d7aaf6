// SPDX-License-Identifier: Apache-2.0
// The small evaluation against its limits. Not built under the sanitizers, where it would take many minutes.
#include "eval/drawn.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "eval/draw_case.h"
#include "eval/limits.h"

namespace lumen::eval {
namespace {

constexpr double rounding = 0.0005;  // limits have three digits

const Figure* find(const std::vector<Figure>& figures, std::string_view name) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const auto& f) { return f.name == name; });
  return found == figures.end() ? nullptr : &*found;
}

TEST(DrawnEvaluation, ReachesWhatItReached) {
  const auto crew = EngineCrew::load(LUMEN_CASCADES, 2);
  ASSERT_TRUE(crew);
  const DrawnEvaluation evaluation = evaluate_drawn(*crew, small_size);
  for (const Limit& limit : limits_of_small()) {
    const Figure* figure = find(evaluation.figures, limit.figure);
    ASSERT_NE(figure, nullptr) << limit.figure;
    const double slack = figure->better == Better::higher ? -rounding : rounding;
    EXPECT_TRUE(reaches(figure->value, limit.value + slack, figure->better))
        << limit.figure << " is " << figure->value << ", its limit " << limit.value;
    EXPECT_EQ(limit.at_goal, reaches(limit.value, figure->goal, figure->better)) << limit.figure;
  }
}

TEST(DrawCase, TheSameNumberGivesTheSamePhoto) {
  Case one = random_case(7);
  add_random_causes(one, 7);
  const DrawnPhoto first = take_photo(one.person);
  const DrawnPhoto second = take_photo(one.person);
  EXPECT_EQ(cv::norm(first.photo.bgr, second.photo.bgr, cv::NORM_INF), 0);
  EXPECT_EQ(first.truth.spots.size(), second.truth.spots.size());
  EXPECT_GT(cv::norm(first.photo.bgr, take_photo(random_case(7).person).photo.bgr, cv::NORM_INF), 0);
}

}  // namespace
}  // namespace lumen::eval
