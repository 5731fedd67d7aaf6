// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finds which of many name patterns an ingredient's words match. Patterns are written as text:
//   "mineral oil"        these words, in this order, next to each other
//   "=alcohol"           the whole name
//   "^alcohol"           the name begins with it
//   "*paraben"           a word that ends so
//   "citrus&oil"         both, anywhere in the name
//   "beeswax!synthetic"  the first, but not beside the second
// A name followed by "free" or "alternative" ("beeswax alternative") matches nothing.
// Reading is thread-safe; `add` wants the index for itself.

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lumen::catalog {

class PatternIndex {
 public:
  // `value` is what a match reports. Patterns are separated by '|'.
  void add(std::string_view patterns, std::size_t value);

  // Calls `each` with the value of every pattern that matches; a value may come more than once.
  // Expects what search::split_words gives.
  void find(std::span<const std::string> words, const std::function<void(std::size_t value)>& each) const;

 private:
  struct Part {
    std::vector<std::string> words;
    bool suffix = false;  // `words` is one ending
    bool whole = false;
    bool first = false;
  };
  struct Pattern {
    std::vector<Part> all;   // every one of them
    std::vector<Part> none;  // and none of these
    std::size_t value = 0;
  };

  static Part read_part(std::string_view text);
  static bool holds(std::span<const std::string> words, const Part& part);
  static bool matches(std::span<const std::string> words, const Pattern& pattern);

  std::unordered_map<std::string, std::vector<Pattern>> by_first_word_;
  std::vector<Pattern> others_;  // that begin with an ending
};

}  // namespace lumen::catalog
