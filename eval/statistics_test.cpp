// SPDX-License-Identifier: Apache-2.0
#include "eval/statistics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lumen::eval {
namespace {

TEST(Statistics, RanksShareTies) {
  EXPECT_EQ(mid_ranks({30, 10, 20, 10}), (std::vector<double>{4, 1.5, 3, 1.5}));
  EXPECT_TRUE(mid_ranks({}).empty());
}

TEST(Statistics, CorrelationsOfKnownSeries) {
  EXPECT_DOUBLE_EQ(pearson({1, 2, 3}, {2, 4, 6}), 1);
  EXPECT_NEAR(pearson({1, 2, 3, 4}, {1, 3, 2, 4}), 0.8, 1e-12);
  EXPECT_DOUBLE_EQ(spearman({1, 2, 3, 4}, {1, 8, 27, 1'000}), 1);
  EXPECT_DOUBLE_EQ(spearman({1, 2, 3}, {3, 2, 1}), -1);
  EXPECT_EQ(spearman({1, 2, 3}, {5, 5, 5}), 0);
  EXPECT_EQ(pearson({1}, {1}), 0);
}

TEST(Statistics, Quantiles) {
  EXPECT_EQ(quantile({3, 1, 2}, 0.5), 2);
  EXPECT_EQ(quantile({1, 2}, 0.25), 1.25);
  EXPECT_EQ(quantile({}, 0.5), 0);
  EXPECT_NEAR(standard_deviation({2, 4, 4, 4, 5, 5, 7, 9}), 2.138, 1e-3);
}

TEST(Statistics, AurocCountsPairsAndTies) {
  const Auroc some = auroc({0.9, 0.8, 0.4}, {0.8, 0.3, 0.2, 0.1});
  EXPECT_NEAR(some.value, (4 + 3.5 + 3) / 12, 1e-12);
  EXPECT_LT(some.low, some.value);
  EXPECT_GT(some.high, some.value);
  EXPECT_NEAR(auroc({0.1, 0.2}, {0.1, 0.2}).value, 0.5, 1e-12);
}

// By hand: the positives beat 1 and 0.5 of the other side, the negatives 0 and 0.5: both variances are 0.125.
TEST(Statistics, AurocIntervalIsDeLongsOnTheLogitScale) {
  const Auroc one = auroc({4, 2}, {1, 3});
  EXPECT_NEAR(one.value, 0.75, 1e-12);
  const double spread = std::sqrt(0.125 / 2 + 0.125 / 2);
  const double half = 1.96 * spread / (0.75 * 0.25);
  EXPECT_NEAR(one.low, 1 / (1 + std::exp(half - std::log(3.0))), 1e-9);
  EXPECT_NEAR(one.high, 1 / (1 + std::exp(-half - std::log(3.0))), 1e-9);
}

TEST(Statistics, APerfectOrderOfFewPhotosIsNotCertain) {
  const Auroc few = auroc({0.9, 0.8, 0.7}, {0.1, 0.2, 0.3});
  EXPECT_EQ(few.value, 1);
  EXPECT_LT(few.low, 0.9);
  std::vector<double> high(200);
  std::vector<double> low(200);
  for (std::size_t i = 0; i < high.size(); ++i) {
    high[i] = 1 + double(i);
    low[i] = -double(i);
  }
  EXPECT_GT(auroc(high, low).low, 0.95);
}

TEST(Statistics, AnEmptySideSaysNothing) {
  const Auroc none = auroc({}, {0.3});
  EXPECT_EQ(none.value, 0.5);
  EXPECT_EQ(none.low, 0);
  EXPECT_EQ(none.high, 1);
}

TEST(Statistics, CalibrationError) {
  EXPECT_EQ(calibration_error({}), 0);
  EXPECT_NEAR(calibration_error({{0.95, true}, {0.05, false}}), 0.05, 1e-12);
  EXPECT_NEAR(calibration_error({{0.95, false}, {0.95, true}}), 0.45, 1e-12);
  EXPECT_NEAR(calibration_error({{1.0, true}}), 0, 1e-12);
}

TEST(Statistics, Jaccard) {
  EXPECT_EQ(jaccard(0, 0, 0), 1);
  EXPECT_EQ(jaccard(2, 4, 4), 2.0 / 6);
  EXPECT_EQ(jaccard(0, 3, 0), 0);
}

}  // namespace
}  // namespace lumen::eval
