// SPDX-License-Identifier: Apache-2.0
#include "analyses/analysis_cache.h"

#include <gtest/gtest.h>

#include <string>

namespace lumen::analyses {
namespace {

std::shared_ptr<const Analysis> row(const std::string& id, std::size_t text_bytes = 0,
                                    const std::string& owner = "ann") {
  auto analysis = std::make_shared<Analysis>();
  analysis->id = AnalysisId::trusted(id);
  analysis->owner = UserId::trusted(owner);
  analysis->documents.prediction = std::string(text_bytes, 'x');
  return analysis;
}

AnalysisId id(const std::string& text) { return AnalysisId::trusted(text); }

void hand_in(AnalysisCache& cache, std::shared_ptr<const Analysis> analysis) {
  const auto ticket = cache.find(analysis->id).ticket;
  cache.remember(std::move(analysis), ticket);
}

// Handed in as often as the doorkeeper asks for.
void remember(AnalysisCache& cache, const std::shared_ptr<const Analysis>& analysis) {
  hand_in(cache, analysis);
  hand_in(cache, analysis);
}

TEST(AnalysisCache, GivesBackWhatItRemembers) {
  AnalysisCache cache(1 << 20);
  EXPECT_EQ(cache.find(id("a")).analysis, nullptr);
  const auto analysis = row("a");
  remember(cache, analysis);
  EXPECT_EQ(cache.find(id("a")).analysis, analysis);
  cache.forget(id("a"));
  EXPECT_EQ(cache.find(id("a")).analysis, nullptr);
  EXPECT_EQ(cache.bytes(), 0U);
}

TEST(AnalysisCache, ARowReadBeforeAForgetIsNotRemembered) {
  AnalysisCache cache(1 << 20);
  const auto ticket = cache.find(id("a")).ticket;
  cache.forget(id("a"));
  cache.remember(row("a"), ticket);
  EXPECT_EQ(cache.find(id("a")).analysis, nullptr);
  remember(cache, row("a"));
  EXPECT_NE(cache.find(id("a")).analysis, nullptr);
}

TEST(AnalysisCache, WhenFullKeepsARowFromTheSecondTimeOn) {
  AnalysisCache cache(1 << 18);
  hand_in(cache, row("first"));
  EXPECT_NE(cache.find(id("first")).analysis, nullptr);
  for (int i = 0; i < 500; ++i) remember(cache, row(std::to_string(i), 2'000));
  hand_in(cache, row("late", 2'000));
  EXPECT_EQ(cache.find(id("late")).analysis, nullptr);
  hand_in(cache, row("late", 2'000));
  EXPECT_NE(cache.find(id("late")).analysis, nullptr);
}

TEST(AnalysisCache, ReadingManyRowsOncePushesNothingOut) {
  AnalysisCache cache(1 << 18);
  for (int i = 0; i < 20; ++i) remember(cache, row("used" + std::to_string(i), 2'000));
  for (int i = 0; i < 5'000; ++i) hand_in(cache, row(std::to_string(i), 2'000));
  for (int i = 0; i < 20; ++i) EXPECT_NE(cache.find(id("used" + std::to_string(i))).analysis, nullptr) << i;
}

TEST(AnalysisCache, StaysWithinItsBytes) {
  constexpr std::size_t bytes_max = 1 << 20;
  AnalysisCache cache(bytes_max);
  for (int i = 0; i < 5'000; ++i) {
    remember(cache, row(std::to_string(i), 2'000));
    ASSERT_LE(cache.bytes(), bytes_max);
  }
  EXPECT_GT(cache.bytes(), bytes_max / 2);
  EXPECT_NE(cache.find(id("4999")).analysis, nullptr);
  EXPECT_EQ(cache.find(id("0")).analysis, nullptr);
}

TEST(AnalysisCache, WhatIsUsedStaysLonger) {
  AnalysisCache cache(1 << 20);
  remember(cache, row("used", 2'000));
  for (int i = 0; i < 5'000; ++i) {
    remember(cache, row(std::to_string(i), 2'000));
    ASSERT_NE(cache.find(id("used")).analysis, nullptr) << i;
  }
}

TEST(AnalysisCache, ARowLargerThanAShardIsNotKept) {
  AnalysisCache cache(1 << 18);
  remember(cache, row("small", 100));
  remember(cache, row("large", 1 << 17));
  EXPECT_EQ(cache.find(id("large")).analysis, nullptr);
  EXPECT_NE(cache.find(id("small")).analysis, nullptr);
}

TEST(AnalysisCache, ForgetsAllOfOnePerson) {
  AnalysisCache cache(1 << 18);
  for (int i = 0; i < 50; ++i) remember(cache, row("ann" + std::to_string(i), 10, "ann"));
  for (int i = 0; i < 50; ++i) remember(cache, row("bob" + std::to_string(i), 10, "bob"));
  const auto in_flight = cache.find(id("ann-late")).ticket;
  cache.forget_all_of(UserId::trusted("ann"));
  cache.remember(row("ann-late"), in_flight);
  EXPECT_EQ(cache.find(id("ann-late")).analysis, nullptr);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(cache.find(id("ann" + std::to_string(i))).analysis, nullptr);
    EXPECT_NE(cache.find(id("bob" + std::to_string(i))).analysis, nullptr);
  }
}

}  // namespace
}  // namespace lumen::analyses
