// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finds the word of a vocabulary that a misspelt one was meant to be. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace lumen::catalog {

// Insertions, deletions, replacements and swaps of neighbours that make one word of the other (restricted
// Damerau-Levenshtein distance); `most + 1` when it takes more than `most`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most);

class Spelling {
 public:
  explicit Spelling(std::vector<std::string> vocabulary);

  bool knows(const std::string& word) const;

  // The nearest word of the vocabulary that begins with the same letter: one edit away for words of four to seven
  // letters (of four: with the same last letter too), two for longer ones. The first in the alphabet among equals.
  // "" when there is none, and for words with a digit.
  std::string nearest(const std::string& word) const;

 private:
  std::vector<std::string> words_;  // sorted, each once
};

}  // namespace lumen::catalog
