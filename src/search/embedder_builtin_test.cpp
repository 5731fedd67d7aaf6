// SPDX-License-Identifier: Apache-2.0
#include "search/embedder_builtin.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/run_task.h"

namespace lumen::search {
namespace {

Lexicon small_lexicon() {
  const std::vector<LexiconEntry> entries = {
      {"zit", {{"concern:acne", 1.0F}}},
      {"salicylic acid", {{"concern:acne", 0.8F}}},
      {"shea butter", {{"concern:dry", 0.8F}}},
  };
  return Lexicon(entries);
}

double cosine(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

class EmbedderBuiltinTest : public ::testing::Test {
 protected:
  double near(std::string_view a, std::string_view b) { return cosine(embedder_.embed_one(a), embedder_.embed_one(b)); }
  EmbedderBuiltin embedder_{small_lexicon()};
};

TEST_F(EmbedderBuiltinTest, VectorsHaveTheStatedSizeAndLengthOne) {
  const Vector vector = embedder_.embed_one("Water, Glycerin, Niacinamide");
  EXPECT_EQ(vector.size(), embedder_.dimensions());
  EXPECT_EQ(vector.size(), 1536U);
  EXPECT_NEAR(cosine(vector, vector), 1.0, 1e-5);
}

TEST_F(EmbedderBuiltinTest, ATextWithoutAWordIsZero) {
  for (const char* text : {"", " -- ", "the and with"}) {
    const Vector vector = embedder_.embed_one(text);
    EXPECT_EQ(cosine(vector, vector), 0.0) << text;
  }
}

TEST_F(EmbedderBuiltinTest, SpellingDoesNotMatter) { EXPECT_NEAR(near("Crème for PORES", "creme pore"), 1.0, 1e-5); }

TEST_F(EmbedderBuiltinTest, ASharedConceptBringsTextsTogetherThatShareNoWord) {
  EXPECT_GT(near("zit", "cleanser with salicylic acid"), 0.3);
  EXPECT_LT(std::abs(near("zit", "cleanser with shea butter")), 0.1);
}

TEST_F(EmbedderBuiltinTest, FormsOfAWordAreNear) {
  EXPECT_GT(near("exfoliant", "exfoliating"), 0.15);
  EXPECT_LT(std::abs(near("exfoliant", "mascara")), 0.1);
}

// Pins the vectors: stored ones of the same id must stay comparable. A change here needs a new id.
TEST_F(EmbedderBuiltinTest, VectorsOfThisIdNeverChange) {
  const EmbedderBuiltin plain{Lexicon({})};
  EXPECT_EQ(plain.id(), "lumen-hash/2-0000000000000000");
  const Vector vector = plain.embed_one("dry");
  std::size_t non_zero = 0;
  double weighted = 0;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    if (vector[i] != 0.0F) ++non_zero;
    weighted += static_cast<double>(vector[i]) * static_cast<double>(i);
  }
  EXPECT_EQ(non_zero, 28U);
  EXPECT_NEAR(weighted, 951.0098, 0.001);
}

TEST_F(EmbedderBuiltinTest, TheIdFollowsTheLexicon) {
  const std::vector<LexiconEntry> entries = {{"zit", {{"concern:acne", 0.9F}}}};
  const EmbedderBuiltin other{Lexicon(entries)};
  EXPECT_NE(other.id(), embedder_.id());
  EXPECT_EQ(EmbedderBuiltin{small_lexicon()}.id(), embedder_.id());
}

TEST_F(EmbedderBuiltinTest, AnswersOneVectorPerTextInOrder) {
  const auto vectors = test::run(embedder_.embed({"zit", "", "shea butter"}, Deadline::never()));
  ASSERT_TRUE(vectors);
  ASSERT_EQ(vectors->size(), 3U);
  EXPECT_EQ((*vectors)[0], embedder_.embed_one("zit"));
  EXPECT_EQ((*vectors)[2], embedder_.embed_one("shea butter"));
}

TEST_F(EmbedderBuiltinTest, StopsAtTheDeadline) {
  const auto vectors = test::run(embedder_.embed({"zit"}, Deadline::after(std::chrono::seconds(-1))));
  ASSERT_FALSE(vectors);
  EXPECT_EQ(vectors.error().kind, ErrorKind::timed_out);
}

TEST(Lexicon, FindsTheLongestPhraseWithoutOverlap) {
  const std::vector<LexiconEntry> entries = {
      {"dark", {{"a"}}}, {"dark circles", {{"b"}}}, {"circles under eyes", {{"c"}}}};
  const Lexicon lexicon(entries);
  const std::vector<std::string> words = {"dark", "circle", "under", "eye", "dark"};
  const auto matches = lexicon.find(words);
  ASSERT_EQ(matches.size(), 2U);
  EXPECT_EQ(matches[0].word_count, 2U);
  EXPECT_EQ(matches[0].concepts->front().name, "b");
  EXPECT_EQ(matches[1].first_word, 4U);
  EXPECT_EQ(matches[1].concepts->front().name, "a");
}

}  // namespace
}  // namespace lumen::search
