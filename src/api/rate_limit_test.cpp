// SPDX-License-Identifier: Apache-2.0
#include "api/rate_limit.h"

#include <gtest/gtest.h>

namespace lumen::api {
namespace {

TEST(RateLimit, ABurstThenTheSustainedRate) {
  ManualClock clock(1'000'000);
  RateLimit limit(clock, 2, 3);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allow("ann"));
  EXPECT_FALSE(limit.allow("ann"));
  EXPECT_TRUE(limit.allow("bob"));
  clock.advance_ms(499);
  EXPECT_FALSE(limit.allow("ann"));
  clock.advance_ms(1);
  EXPECT_TRUE(limit.allow("ann"));
  EXPECT_FALSE(limit.allow("ann"));
  clock.advance_ms(60'000);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allow("ann"));
  EXPECT_FALSE(limit.allow("ann"));
}

TEST(RateLimit, ZeroMeansNoLimitAndAClockThatGoesBackHarmsNobody) {
  ManualClock clock(1'000'000);
  RateLimit none(clock, 0, 1);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(none.allow("ann"));
  RateLimit limit(clock, 1, 1);
  EXPECT_TRUE(limit.allow("ann"));
  clock.set_ms(0);
  EXPECT_FALSE(limit.allow("ann"));
  clock.advance_ms(1'000);
  EXPECT_TRUE(limit.allow("ann"));
}

}  // namespace
}  // namespace lumen::api
