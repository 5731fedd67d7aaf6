// SPDX-License-Identifier: Apache-2.0
#pragma once
// Looks for phrases in plain English text: words in lower case, apostrophes dropped, clauses kept apart. Made
// for rule tables (red_flags.cpp): small, deterministic, no regular expressions. Pure.
//
// A phrase is words with single spaces: "wont stop bleeding". A word may end in '*' (any ending), and may
// offer choices: "moles/mole", "getting/gotten bigger". '#' is a number, '##' one from 0 to 12, '###' one from 13
// to 17.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lumen::agent {

class WordText {
 public:
  WordText(const WordText&) = delete;
  WordText& operator=(const WordText&) = delete;

  // Reads at most `bytes_max` bytes. Phrases in `masks` are taken out first: "eye cream" then has no eye in it.
  WordText(std::string_view text, std::span<const std::string_view> masks, std::size_t bytes_max = 4'000);

  enum class Negated { counts, does_not_count };

  // Positions of the first word of each match of any phrase, ascending.
  std::vector<std::size_t> find(std::span<const std::string_view> phrases, Negated negated) const;

 private:
  bool matches_at(std::string_view phrase, std::size_t at, std::size_t* length) const;
  bool is_negated(std::size_t at) const;
  void mask(std::string_view phrase);
  void index();
  // Where the first word of `phrase` may stand, ascending.
  std::vector<std::size_t> candidates(std::string_view phrase) const;

  std::vector<std::string> words_;                                // "|" between clauses
  std::vector<std::pair<std::string_view, std::size_t>> places_;  // each word as it was read, sorted
  std::vector<std::string> read_;                                 // what places_ looks into
};

}  // namespace lumen::agent
