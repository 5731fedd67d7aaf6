// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text as a list of words: the same rule for what is indexed and what is asked. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace lumen::search {

// Lower-case words of UTF-8 text. Letters of Latin-1 lose their accents ("crème" = "creme"); an apostrophe
// joins ("Paula's" = "paulas"); every other sign, ™ and ® included, separates. A plural s goes ("pores" =
// "pore"). At most `words_max` words are read.
inline constexpr std::size_t words_max = 4'000;
std::vector<std::string> split_words(std::string_view text);

// Words that say nothing about a product ("the", "with", "my", "skin"). Expects what split_words gives.
bool is_stop_word(std::string_view word);

}  // namespace lumen::search
