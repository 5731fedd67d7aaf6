// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every Embedder keeps. An adapter's test names a fixture and instantiates the suite with it:
//
//   struct MyEmbedder { Embedder& embedder(); };
//   INSTANTIATE_TYPED_TEST_SUITE_P(Mine, EmbedderContract, MyEmbedder);

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <cmath>
#include <future>
#include <string>
#include <vector>

#include "search/embedder.h"
#include "tests/support/run_task.h"

namespace lumen::search {

inline double dot_product(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  }
  return sum;
}

template <class Fixture>
class EmbedderContract : public ::testing::Test {
 protected:
  Embedder& embedder() { return fixture_.embedder(); }
  static Deadline soon() { return Deadline::after(std::chrono::minutes(2)); }
  std::vector<Vector> embed(std::vector<std::string> texts) {
    auto vectors = lumen::test::run(embedder().embed(std::move(texts), soon()));
    EXPECT_TRUE(vectors) << vectors.error().code << " " << vectors.error().detail;
    return vectors ? std::move(*vectors) : std::vector<Vector>();
  }

  Fixture fixture_;
};

TYPED_TEST_SUITE_P(EmbedderContract);

TYPED_TEST_P(EmbedderContract, HasAnIdThatStays) {
  const std::string id = this->embedder().id();
  EXPECT_FALSE(id.empty());
  EXPECT_EQ(this->embedder().id(), id);
  EXPECT_GT(this->embedder().dimensions(), 0U);
}

TYPED_TEST_P(EmbedderContract, GivesOneVectorOfLengthOnePerText) {
  const auto vectors = this->embed({"salicylic acid cleanser", "shea butter", "a"});
  ASSERT_EQ(vectors.size(), 3U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(vectors[i].size(), this->embedder().dimensions());
    EXPECT_NEAR(dot_product(vectors[i], vectors[i]), 1.0, 1e-5);
  }
}

TYPED_TEST_P(EmbedderContract, VectorsComeInTheOrderOfTheirTexts) {
  const std::vector<std::string> texts{"cleanser for oily skin", "niacinamide serum", "mineral sunscreen", "eye gel"};
  const auto together = this->embed(texts);
  ASSERT_EQ(together.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto alone = this->embed({texts[i]});
    ASSERT_EQ(alone.size(), 1U);
    EXPECT_NEAR(dot_product(alone[0], together[i]), 1.0, 1e-4) << texts[i];
    EXPECT_LT(dot_product(alone[0], together[(i + 1) % texts.size()]), 0.9) << texts[i];
  }
}

TYPED_TEST_P(EmbedderContract, TextsOfOneMeaningAreNear) {
  const auto vectors = this->embed({"salicylic acid wash", "a wash with salicylic acid", "shea butter balm"});
  ASSERT_EQ(vectors.size(), 3U);
  EXPECT_GT(dot_product(vectors[0], vectors[1]), dot_product(vectors[0], vectors[2]));
}

TYPED_TEST_P(EmbedderContract, ATextWithoutAWordIsZero) {
  const auto vectors = this->embed({"", " -- ", "zinc", "\n"});
  ASSERT_EQ(vectors.size(), 4U);
  for (const std::size_t i : {0U, 1U, 3U}) {
    EXPECT_EQ(vectors[i].size(), this->embedder().dimensions());
    EXPECT_EQ(dot_product(vectors[i], vectors[i]), 0.0) << i;
  }
  EXPECT_GT(dot_product(vectors[2], vectors[2]), 0.9);
}

TYPED_TEST_P(EmbedderContract, ManyTextsAndLongOnesAndNone) {
  EXPECT_TRUE(this->embed({}).empty());
  std::vector<std::string> texts;
  for (int i = 0; i < 150; ++i) texts.push_back("product number " + std::to_string(i));
  std::string cream;
  while (cream.size() < 100'000) cream += "crème ";
  texts.push_back(cream);
  EXPECT_EQ(this->embed(texts).size(), texts.size());
}

TYPED_TEST_P(EmbedderContract, ADeadlineThatHasPassedIsSaid) {
  const auto late = lumen::test::run(this->embedder().embed({"zinc"}, Deadline::at(Deadline::Clock::now())));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::timed_out);
}

TYPED_TEST_P(EmbedderContract, SeveralMayAskAtOnce) {
  const auto expected = this->embed({"ceramide cream"});
  std::vector<std::future<Result<std::vector<Vector>>>> answers;
  for (int i = 0; i < 8; ++i) {
    answers.push_back(boost::asio::co_spawn(lumen::test::two_threads(),
                                            this->embedder().embed({"ceramide cream"}, this->soon()),
                                            boost::asio::use_future));
  }
  for (auto& answer : answers) {
    const auto vectors = answer.get();
    ASSERT_TRUE(vectors);
    EXPECT_EQ(*vectors, expected);
  }
}

REGISTER_TYPED_TEST_SUITE_P(EmbedderContract, HasAnIdThatStays, GivesOneVectorOfLengthOnePerText,
                            VectorsComeInTheOrderOfTheirTexts, TextsOfOneMeaningAreNear, ATextWithoutAWordIsZero,
                            ManyTextsAndLongOnesAndNone, ADeadlineThatHasPassedIsSaid, SeveralMayAskAtOnce);

}  // namespace lumen::search
