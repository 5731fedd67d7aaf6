// SPDX-License-Identifier: Apache-2.0
#include "search/bm25_index.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lumen::search {
namespace {

void set(Bm25Index& index, std::uint32_t item, std::string_view text) {
  const Bm25Index::Field field{text, 1.0F};
  index.set(item, {&field, 1});
}

// Two documents of 2 and 4 words; "acne" stands once in the first: idf = ln(1 + 1.5/1.5), length 2 of average 3.
TEST(Bm25Index, TheScoreIsTheFormulas) {
  Bm25Index index;
  set(index, 0, "acne gel");
  set(index, 1, "rich cream dry feet");
  const auto hits = index.search("acne", 5);
  ASSERT_EQ(hits.size(), 1U);
  const double expected = std::log(2.0) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2.0 / 3.0));
  EXPECT_NEAR(hits[0].score, expected, 1e-9);
}

TEST(Bm25Index, ARareWordCountsMoreThanACommonOne) {
  Bm25Index index;
  set(index, 0, "gel cleanser");
  set(index, 1, "gel cream");
  set(index, 2, "gel mask");
  const auto hits = index.search("gel mask", 3);
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(hits[0].item, 2U);
  EXPECT_GT(hits[0].score, 2 * hits[1].score);
}

TEST(Bm25Index, AHeavierFieldCountsMore) {
  Bm25Index index;
  const std::vector<Bm25Index::Field> in_name = {{"retinol", 3.0F}, {"water glycerin", 1.0F}};
  const std::vector<Bm25Index::Field> in_list = {{"water", 3.0F}, {"glycerin retinol", 1.0F}};
  index.set(0, in_list);
  index.set(1, in_name);
  EXPECT_EQ(index.search("retinol", 2)[0].item, 1U);
}

TEST(Bm25Index, AWordAskedTwiceCountsOnceAndStopWordsNotAtAll) {
  Bm25Index index;
  set(index, 0, "retinol cream");
  EXPECT_EQ(index.search("retinol retinol for my skin", 1), index.search("retinol", 1));
  EXPECT_TRUE(index.search("for my skin", 1).empty());
}

TEST(Bm25Index, AReplacedDocumentIsForgotten) {
  Bm25Index index;
  set(index, 0, "old words here");
  set(index, 1, "other gel");
  set(index, 0, "new gel");
  EXPECT_EQ(index.size(), 2U);
  EXPECT_TRUE(index.search("old", 5).empty());
  ASSERT_EQ(index.search("new", 5).size(), 1U);

  Bm25Index fresh;
  set(fresh, 0, "new gel");
  set(fresh, 1, "other gel");
  EXPECT_NEAR(index.search("gel", 5)[0].score, fresh.search("gel", 5)[0].score, 1e-9);
}

TEST(Bm25Index, OnlyWhatPassesTheFilterIsFound) {
  Bm25Index index;
  for (std::uint32_t i = 0; i < 10; ++i) set(index, i, "gel");
  const auto hits = index.search("gel", 2, [](std::uint32_t item) { return item > 6; });
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].item, 7U);
}

TEST(Bm25Index, AnEmptyIndexAndUnknownWordsFindNothing) {
  Bm25Index index;
  EXPECT_TRUE(index.search("gel", 5).empty());
  set(index, 0, "");
  EXPECT_TRUE(index.search("gel", 5).empty());
}

}  // namespace
}  // namespace lumen::search
