// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a caller knows about its words: phrases and the concepts they speak of. The built-in embedder brings
// texts together that share a concept but no word ("zit" and "salicylic acid"). Immutable, thread-safe.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lumen::search {

struct Concept {
  std::string name;  // e.g. "concern:acne"; never shown
  float weight = 1;  // how strongly the phrase speaks of it, 0..1
};

struct LexiconEntry {
  std::string phrase;  // one or more words, in any spelling that split_words makes equal
  std::vector<Concept> concepts;
};

class Lexicon {
 public:
  // Entries of the same phrase are joined; phrases of more than 6 words are cut.
  explicit Lexicon(std::span<const LexiconEntry> entries);

  struct Match {
    std::size_t first_word = 0;
    std::size_t word_count = 0;
    const std::vector<Concept>* concepts = nullptr;  // lives as long as the lexicon
  };
  // The longest phrase at each place, left to right, without overlap. Expects what split_words gives.
  std::vector<Match> find(std::span<const std::string> words) const;

  // Changes whenever a phrase, concept or weight does.
  std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  std::unordered_map<std::string, std::vector<Concept>> concepts_;  // by words joined with one space
  std::unordered_map<std::string, std::size_t> longest_;            // words of the longest phrase, by its first word
  std::uint64_t fingerprint_ = 0;
};

}  // namespace lumen::search
