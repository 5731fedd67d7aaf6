// SPDX-License-Identifier: Apache-2.0
#include "agent/phrase_match.h"

#include <gtest/gtest.h>

namespace lumen::agent {
namespace {

struct Case {
  const char* text;
  std::string_view phrase;
  bool found;
};

bool finds(const char* text, std::string_view phrase, WordText::Negated negated = WordText::Negated::counts) {
  return !WordText(text, {}).find(std::span(&phrase, 1), negated).empty();
}

TEST(PhraseMatch, MatchesWordsChoicesEndingsAndNumbers) {
  const Case cases[] = {{"My MOLE grew", "mole", true},
                        {"moles", "mole", false},
                        {"moles", "mole*", true},
                        {"it won't stop", "wont/doesnt stop", true},
                        {"it doesn\xE2\x80\x99t stop", "wont/doesnt stop", true},
                        {"does stop", "wont/doesnt stop", false},
                        {"8mm wide", "# mm", true},
                        {"12 mm", "# mm", true},
                        {"eight mm", "# mm", false},
                        {"red, hot", "red hot", true},
                        {"red. Hot", "red hot", false},
                        {"stop", "stop it now", false},
                        {"", "stop", false}};
  for (const Case& one : cases) EXPECT_EQ(finds(one.text, one.phrase), one.found) << one.text << " / " << one.phrase;
}

TEST(PhraseMatch, ANegatedSignDoesNotCount) {
  const Case cases[] = {
      {"it does not bleed", "bleed*", false},           {"no itching, pain or bleeding", "bleed*", false},
      {"without any bleeding", "bleed*", false},        {"it never bled", "bled", false},
      {"it is not painful. It bleeds", "bleed*", true}, {"not painful but it bleeds", "bleed*", true},
      {"I do not know why it bleeds", "bleed*", true},  {"not just itching, bleeding too", "bleed*", true},
      {"it is not painful and bleeds", "bleed*", true}, {"no, it bleeds", "bleed*", true}};
  for (const Case& one : cases) {
    EXPECT_EQ(finds(one.text, one.phrase, WordText::Negated::does_not_count), one.found) << one.text;
  }
}

TEST(PhraseMatch, MaskedWordsAreNotThere) {
  constexpr std::string_view mask = "eye cream*";
  constexpr std::string_view eye = "eye";
  EXPECT_TRUE(
      WordText("my eye creams sting", std::span(&mask, 1)).find(std::span(&eye, 1), WordText::Negated::counts).empty());
  EXPECT_EQ(
      WordText("eye cream in my eye", std::span(&mask, 1)).find(std::span(&eye, 1), WordText::Negated::counts).size(),
      1U);
}

}  // namespace
}  // namespace lumen::agent
