// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads disguised letters as plain ones: zero-width and combining marks vanish, accents and look-alike alphabets
// become a-z, HTML and percent escapes are undone. Each letter remembers the bytes it came from. Linear, pure.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lumen::agent {

struct FoldedLetter {
  char32_t letter;    // lower case; a-z for anything Latin; 0xFFFD for a byte that is no UTF-8
  std::size_t begin;  // bytes of the text
  std::size_t end;
  bool was_capital = false;
};

std::vector<FoldedLetter> fold_letters(std::string_view text);

// What a Cyrillic or Greek letter looks like in Latin, or 0.
char32_t latin_look_alike(char32_t letter);

enum class LetterKind { letter, ideograph, digit, apostrophe, other };
LetterKind kind_of(char32_t letter);

void append_utf8(std::string& text, char32_t letter);

}  // namespace lumen::agent
