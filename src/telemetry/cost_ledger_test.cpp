// SPDX-License-Identifier: Apache-2.0
#include "telemetry/cost_ledger.h"

#include <gtest/gtest.h>

#include <limits>

namespace lumen::telemetry {
namespace {

TEST(CostLedger, AnHourOfOneCoreCostsItsPrice) {
  const auto costs = cost_of({{"classify", 3'600}, {"explain", 36}}, PriceTable{0.05});
  ASSERT_EQ(costs.size(), 2U);
  EXPECT_EQ(costs[0].stage, "classify");
  EXPECT_DOUBLE_EQ(costs[0].usd, 0.05);
  EXPECT_EQ(costs[1].stage, "explain");
  EXPECT_DOUBLE_EQ(costs[1].usd, 0.0005);
  EXPECT_DOUBLE_EQ(total_usd(costs), 0.0505);
}

TEST(CostLedger, WithoutUseOrPriceItIsFree) {
  EXPECT_TRUE(cost_of({}, PriceTable{1}).empty());
  EXPECT_EQ(total_usd({}), 0);
  EXPECT_EQ(total_usd(cost_of({{"classify", 10}}, PriceTable{})), 0);
}

TEST(CostLedger, WhatIsNoAmountCountsAsZero) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(total_usd(cost_of({{"a", -1}, {"b", nan}, {"c", infinite}}, PriceTable{1})), 0);
  EXPECT_EQ(total_usd(cost_of({{"a", 1}}, PriceTable{-1})), 0);
  EXPECT_EQ(total_usd(cost_of({{"a", 1}}, PriceTable{nan})), 0);
}

}  // namespace
}  // namespace lumen::telemetry
