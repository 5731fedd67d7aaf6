// SPDX-License-Identifier: Apache-2.0
#include "search/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lumen::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SplitWords, FoldsCaseAccentsAndSigns) {
  EXPECT_THAT(split_words("Crème de la Mer™, 30ml"), ElementsAre("creme", "de", "la", "mer", "30ml"));
  EXPECT_THAT(split_words("Protini™Polypeptide"), ElementsAre("protini", "polypeptide"));
  EXPECT_THAT(split_words("LANCÔME Œil × Straße"), ElementsAre("lancome", "oeil", "strasse"));
}

TEST(SplitWords, AnApostropheJoins) {
  EXPECT_THAT(split_words("Paula's Kiehl’s"), ElementsAre("paula", "kiehl"));
  EXPECT_THAT(split_words("Cleans'r"), ElementsAre("cleansr"));
}

TEST(SplitWords, PluralsAreOneWordWithTheirSingular) {
  EXPECT_THAT(split_words("pores pore"), ElementsAre("pore", "pore"));
  EXPECT_THAT(split_words("berries berry"), ElementsAre("berry", "berry"));
  EXPECT_THAT(split_words("ceramides acids"), ElementsAre("ceramide", "acid"));
}

TEST(SplitWords, WordsThatOnlyLookLikePluralsStay) {
  EXPECT_THAT(split_words("redness citrus dermatitis gas"), ElementsAre("redness", "citrus", "dermatitis", "gas"));
}

TEST(SplitWords, MalformedUtf8SeparatesAndNothingIsLost) {
  EXPECT_THAT(split_words("a\xFFt \xC3"), ElementsAre("a", "t"));
  EXPECT_THAT(split_words("\xE2\x84"), IsEmpty());
}

TEST(SplitWords, OtherScriptsAreWords) { EXPECT_THAT(split_words("肌 ok"), ElementsAre("肌", "ok")); }

TEST(SplitWords, ReadsAtMostTheStatedNumberOfWords) {
  std::string text;
  for (std::size_t i = 0; i < words_max + 1; ++i) text += "w ";
  EXPECT_EQ(split_words(text).size(), words_max);
  text.resize(2 * words_max - 2);
  EXPECT_EQ(split_words(text).size(), words_max - 1);
}

TEST(StopWords, SayNothingAboutAProduct) {
  for (const char* word : {"a", "your", "something", "skin"}) EXPECT_TRUE(is_stop_word(word)) << word;
  for (const char* word : {"dry", "acne", "red", "oil"}) EXPECT_FALSE(is_stop_word(word)) << word;
}

}  // namespace
}  // namespace lumen::search
