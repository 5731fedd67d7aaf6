// SPDX-License-Identifier: Apache-2.0
#include "search/fuse.h"

#include <gtest/gtest.h>

namespace lumen::search {
namespace {

TEST(Fuse, TheScoreIsTheFormulas) {
  const std::vector<Ranking> rankings = {{{{4, 9.0}, {7, 8.0}}, 1.0}, {{{7, 0.1}}, 2.0}};
  const auto hits = fuse(rankings);
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].item, 7U);
  EXPECT_NEAR(hits[0].score, 1.0 / 62 + 2.0 / 61, 1e-12);
  EXPECT_NEAR(hits[1].score, 1.0 / 61, 1e-12);
}

TEST(Fuse, OnlyTheOrderOfARankingCounts) {
  const std::vector<Ranking> loud = {{{{1, 1e9}, {2, 1e8}}, 1.0}, {{{2, 0.2}, {1, 0.1}}, 1.0}};
  const auto hits = fuse(loud);
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_NEAR(hits[0].score, hits[1].score, 1e-12);
  EXPECT_EQ(hits[0].item, 1U);
}

TEST(Fuse, NothingComesOfNothing) { EXPECT_TRUE(fuse({}).empty()); }

}  // namespace
}  // namespace lumen::search
