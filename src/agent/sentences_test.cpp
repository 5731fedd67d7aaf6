// SPDX-License-Identifier: Apache-2.0
#include "agent/sentences.h"

#include <gtest/gtest.h>

namespace lumen::agent {
namespace {

using Texts = std::vector<std::string>;

TEST(Sentences, EndWhereTheyEnd) {
  EXPECT_EQ(split_sentences("One. Two! Three? Four"), (Texts{"One.", "Two!", "Three?", "Four"}));
  EXPECT_EQ(split_sentences("  One.\nTwo\n\nThree.  "), (Texts{"One.", "Two", "Three."}));
  EXPECT_EQ(split_sentences("It reads 44.5 of 100. 3 spots."), (Texts{"It reads 44.5 of 100.", "3 spots."}));
}

TEST(Sentences, GoOnBeforeASmallLetter) {
  EXPECT_EQ(split_sentences("Acids, e.g. glycolic acid. More."), (Texts{"Acids, e.g. glycolic acid.", "More."}));
  EXPECT_EQ(split_sentences("What? yes."), Texts{"What? yes."});
}

TEST(Sentences, NothingHasNone) {
  EXPECT_EQ(split_sentences(""), Texts());
  EXPECT_EQ(split_sentences(" \n "), Texts());
}

}  // namespace
}  // namespace lumen::agent
