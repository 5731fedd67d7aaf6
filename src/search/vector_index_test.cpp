// SPDX-License-Identifier: Apache-2.0
#include "search/vector_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "search/embedder.h"

namespace lumen::search {
namespace {

class Vectors {
 public:
  explicit Vectors(unsigned seed) : engine_(seed) {}
  // Around `centre`, `spread` wide: near vectors make close scores.
  Vector around(const Vector& centre, float spread) {
    Vector vector = centre;
    for (float& value : vector) value += spread * normal_(engine_);
    return vector;
  }
  Vector any(std::size_t dimensions) { return around(Vector(dimensions, 0.0F), 1.0F); }

 private:
  std::mt19937 engine_;
  std::normal_distribution<float> normal_;
};

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

std::vector<Hit> brute_force(const std::vector<Vector>& all, const Vector& query, std::size_t count) {
  std::vector<Hit> hits;
  for (std::uint32_t i = 0; i < all.size(); ++i) hits.push_back({i, dot(all[i], query)});
  std::sort(hits.begin(), hits.end(), comes_before);
  hits.resize(std::min(count, hits.size()));
  return hits;
}

struct Shape {
  std::size_t dimensions;
  float spread;
};

class VectorIndexRecall : public ::testing::TestWithParam<Shape> {};

TEST_P(VectorIndexRecall, IsExact) {
  const auto [dimensions, spread] = GetParam();
  Vectors vectors(7);
  const Vector centre = vectors.any(dimensions);
  std::vector<Vector> all;
  VectorIndex index(dimensions);
  for (std::uint32_t i = 0; i < 800; ++i) {
    all.push_back(vectors.around(centre, spread));
    index.set(i, all.back());
  }
  for (int round = 0; round < 20; ++round) {
    const Vector query = vectors.around(centre, spread);
    const auto expected = brute_force(all, query, 10);
    const auto found = index.search(query, 10);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_NEAR(found[i].score, expected[i].score, 1e-3 * std::abs(expected[i].score) + 1e-4);
      EXPECT_GE(dot(all[found[i].item], query), expected.back().score - 1e-3);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, VectorIndexRecall,
                         ::testing::Values(Shape{1536, 1.0F}, Shape{1536, 0.05F}, Shape{3, 1.0F}, Shape{65, 0.01F}));

TEST(VectorIndex, RescoresOnlyWhatCouldBelongToTheAnswer) {
  Vectors vectors(3);
  VectorIndex index(1536);
  for (std::uint32_t i = 0; i < 2000; ++i) index.set(i, vectors.any(1536));
  std::size_t candidates = 0;
  EXPECT_EQ(index.search(vectors.any(1536), 10, {}, &candidates).size(), 10U);
  EXPECT_GE(candidates, 10U);
  EXPECT_LT(candidates, 400U);
}

TEST(VectorIndex, ThePlainCase) {
  VectorIndex index(2);
  index.set(0, Vector{1, 0});
  index.set(1, Vector{0, 1});
  index.set(2, Vector{0.8F, 0.6F});
  const auto hits = index.search(Vector{1, 0}, 2);
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].item, 0U);
  EXPECT_EQ(hits[1].item, 2U);
  EXPECT_NEAR(hits[1].score, 0.8, 1e-6);
}

TEST(VectorIndex, EqualScoresComeInTheOrderOfTheirItems) {
  VectorIndex index(2);
  for (std::uint32_t i = 0; i < 5; ++i) index.set(i, Vector{1, 0});
  const auto hits = index.search(Vector{2, 0}, 3);
  ASSERT_EQ(hits.size(), 3U);
  for (std::uint32_t i = 0; i < 3; ++i) EXPECT_EQ(hits[i].item, i);
}

TEST(VectorIndex, OnlyWhatPassesTheFilterIsFound) {
  VectorIndex index(2);
  for (std::uint32_t i = 0; i < 100; ++i) index.set(i, Vector{static_cast<float>(i), 1});
  const auto hits = index.search(Vector{1, 0}, 3, [](std::uint32_t item) { return item % 10 == 0; });
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(hits[0].item, 90U);
  EXPECT_EQ(hits[2].item, 70U);
  EXPECT_TRUE(index.search(Vector{1, 0}, 3, [](std::uint32_t) { return false; }).empty());
}

TEST(VectorIndex, AReplacedVectorIsTheOneThatCounts) {
  VectorIndex index(2);
  index.set(0, Vector{1, 0});
  index.set(1, Vector{0, 1});
  index.set(0, Vector{0, -1});
  const auto hits = index.search(Vector{0, 1}, 2);
  EXPECT_EQ(index.size(), 2U);
  EXPECT_EQ(hits[0].item, 1U);
  EXPECT_NEAR(hits[1].score, -1, 1e-6);
}

TEST(VectorIndex, TheSameVectorAgainTakesNoRoom) {
  VectorIndex index(2);
  EXPECT_TRUE(index.set(0, Vector{1, 0}));
  EXPECT_TRUE(index.set(0, Vector{1, 0}));
  EXPECT_EQ(index.figures().slots, 1U);
}

TEST(VectorIndex, AnErasedItemIsNotFoundUntilItIsSetAgain) {
  VectorIndex index(2);
  index.set(0, Vector{1, 0});
  index.set(1, Vector{0, 1});
  index.erase(0);
  index.erase(7);
  EXPECT_EQ(index.size(), 1U);
  ASSERT_EQ(index.search(Vector{1, 0}, 2).size(), 1U);
  index.set(0, Vector{1, 0});
  EXPECT_EQ(index.size(), 2U);
  EXPECT_EQ(index.search(Vector{1, 0}, 2)[0].item, 0U);
}

TEST(VectorIndex, RefusesAVectorOfOtherDimensions) {
  VectorIndex index(3);
  const auto refused = index.set(0, Vector{1, 0});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
  EXPECT_EQ(refused.error().code, "vector_dimensions");
  EXPECT_EQ(refused.error().detail, "2 instead of 3");
  EXPECT_EQ(index.size(), 0U);
}

TEST(VectorIndex, CanBeMoved) {
  VectorIndex index(2);
  VectorIndex other(3);
  other.set(0, Vector{1, 0, 0});
  index = std::move(other);
  EXPECT_EQ(index.dimensions(), 3U);
  EXPECT_EQ(index.search(Vector{1, 0, 0}, 1).size(), 1U);
}

TEST(VectorIndex, AZeroVectorIsFoundLastAndAZeroQueryFindsNothing) {
  VectorIndex index(2);
  index.set(0, Vector{0, 0});
  index.set(1, Vector{1, 0});
  EXPECT_EQ(index.search(Vector{1, 0}, 2)[1].item, 0U);
  EXPECT_TRUE(index.search(Vector{0, 0}, 2).empty());
}

TEST(VectorIndex, AnEmptyIndexACountOfZeroAndAWrongSizeFindNothing) {
  VectorIndex index(2);
  EXPECT_TRUE(index.search(Vector{1, 0}, 5).empty());
  index.set(0, Vector{1, 0});
  EXPECT_TRUE(index.search(Vector{1, 0}, 0).empty());
  EXPECT_TRUE(index.search(Vector{1, 0, 0}, 1).empty());
}

}  // namespace
}  // namespace lumen::search
