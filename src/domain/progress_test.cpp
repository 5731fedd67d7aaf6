// SPDX-License-Identifier: Apache-2.0
#include "domain/progress.h"

#include <gtest/gtest.h>

namespace lumen {
namespace {

std::vector<ProgressPoint> series(const std::vector<double>& scores, double confidence = 0.9) {
  std::vector<ProgressPoint> points;
  for (const double score : scores) points.push_back({AnalysisId(), 0, score, confidence});
  return points;
}

TEST(Progress, OnePhotoTellsNothing) {
  EXPECT_EQ(judge_progress({}).change, Change::one_photo);
  EXPECT_EQ(judge_progress(series({40})).change, Change::one_photo);
}

TEST(Progress, BothSidesOfTheBand) {
  // 3 % of 50 points, times 1.96 and the root of two: 4.16 points.
  EXPECT_NEAR(judge_progress(series({50, 46})).band, 4.158, 0.001);
  EXPECT_EQ(judge_progress(series({50, 45.9})).change, Change::same);
  EXPECT_EQ(judge_progress(series({50, 45.8})).change, Change::better);
  EXPECT_EQ(judge_progress(series({45.8, 50})).change, Change::worse);
}

TEST(Progress, LowScoresHaveABandOfTheirOwn) {
  EXPECT_NEAR(judge_progress(series({2, 4})).band, 2.772, 0.001);
  EXPECT_EQ(judge_progress(series({2, 4})).change, Change::same);
  EXPECT_EQ(judge_progress(series({2, 5})).change, Change::worse);
}

TEST(Progress, MorePhotosTellSmallerChanges) {
  EXPECT_EQ(judge_progress(series({50, 47})).change, Change::same);
  const ProgressVerdict verdict = judge_progress(series({50, 50, 50, 47, 47, 47}));
  EXPECT_EQ(verdict.change, Change::better);
  EXPECT_NEAR(verdict.delta, -3, 1e-9);
}

TEST(Progress, ADoubtfulPhotoDecidesNothing) {
  auto points = series({80, 20});
  points.back().confidence = 0.29;
  EXPECT_EQ(judge_progress(points).change, Change::unsure);
  points.back().confidence = 0.3;
  EXPECT_EQ(judge_progress(points).change, Change::better);
}

}  // namespace
}  // namespace lumen
