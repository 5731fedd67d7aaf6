// SPDX-License-Identifier: Apache-2.0
#include "agent/wording.h"

#include <array>
#include <limits>

#include "agent/phrase_match.h"

namespace lumen::agent {
namespace {

constexpr std::array<std::string_view, 22> banned = {"diagnos*",
                                                     "prescri*",
                                                     "guarantee*",
                                                     "cure",
                                                     "cures",
                                                     "cured",
                                                     "curing",
                                                     "you have",
                                                     "youve got",
                                                     "you suffer",
                                                     "you are suffering",
                                                     "suffers from",
                                                     "miracle*",
                                                     "melanoma*",
                                                     "carcinoma*",
                                                     "cancer*",
                                                     "malignan*",
                                                     "will clear your",
                                                     "will heal",
                                                     "100 effective",
                                                     "clinically proven to",
                                                     "no need to see a doctor"};

}  // namespace

std::span<const std::string_view> banned_phrases() { return banned; }

std::string_view banned_wording(std::string_view text) {
  const WordText words(text, {}, std::numeric_limits<std::size_t>::max());
  for (const std::string_view phrase : banned) {
    if (!words.find(std::span(&phrase, 1), WordText::Negated::counts).empty()) return phrase;
  }
  return "";
}

}  // namespace lumen::agent
