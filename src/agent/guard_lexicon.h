// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words that rule tables name, each found in constant time from a word of a text. A word of a table is
//   ignore    this word
//   ignor*    any word that begins so
//   ignore~   this word, or one with a single slip: a letter missing, doubled, wrong or swapped
//   #         a number;  #0-12  one in this range
// Filled once, then read from any thread.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lumen::agent {

using WordId = std::uint32_t;

class GuardLexicon {
 public:
  WordId add(std::string_view table_word);
  std::size_t size() const { return next_; }

  // Appends the id of each table word that fits `reading`.
  void find(std::string_view reading, std::vector<WordId>& found) const;

  // The words that a run of letters without spaces is made of; nothing when some letters are left over.
  std::optional<std::vector<std::string>> split(std::string_view letters) const;

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <typename Value>
  using ByText = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;
  struct NumberRange {
    double low;
    double high;
    WordId id;
  };

  void add_slips(const std::string& word, WordId id);
  void find_slips(std::string_view reading, std::vector<WordId>& found) const;
  void find_starred(std::string_view reading, std::vector<WordId>& found) const;
  void find_number(std::string_view reading, std::vector<WordId>& found) const;
  bool is_word(std::string_view text) const;

  ByText<WordId> known_;  // as written in the tables
  ByText<WordId> exact_;
  ByText<WordId> beginnings_;
  ByText<std::vector<std::pair<std::string, WordId>>> slips_;  // by the word with one letter left out
  std::vector<NumberRange> numbers_;
  std::size_t beginning_letters_min_ = 64;
  WordId next_ = 0;
};

}  // namespace lumen::agent
