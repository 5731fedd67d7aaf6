// SPDX-License-Identifier: Apache-2.0
#include "search/lexicon.h"

#include <algorithm>
#include <bit>

#include "search/hash.h"
#include "search/words.h"

namespace lumen::search {
namespace {

constexpr std::size_t phrase_words_max = 6;

std::string join(std::span<const std::string> words) {
  std::string joined;
  for (const std::string& word : words) {
    if (!joined.empty()) joined.push_back(' ');
    joined += word;
  }
  return joined;
}

}  // namespace

Lexicon::Lexicon(std::span<const LexiconEntry> entries) {
  for (const LexiconEntry& entry : entries) {
    std::vector<std::string> words = split_words(entry.phrase);
    if (words.empty()) continue;
    if (words.size() > phrase_words_max) words.resize(phrase_words_max);
    const std::string phrase = join(words);
    std::vector<Concept>& concepts = concepts_[phrase];
    for (const Concept& one : entry.concepts) {
      concepts.push_back(one);
      fingerprint_ =
          mix(fingerprint_ + hash_text(phrase) + 3 * hash_text(one.name) + std::bit_cast<std::uint32_t>(one.weight));
    }
    std::size_t& longest = longest_[words.front()];
    longest = std::max(longest, words.size());
  }
}

std::vector<Lexicon::Match> Lexicon::find(std::span<const std::string> words) const {
  std::vector<Match> matches;
  for (std::size_t at = 0; at < words.size();) {
    const auto longest = longest_.find(words[at]);
    std::size_t count = longest == longest_.end() ? 0 : std::min(longest->second, words.size() - at);
    for (; count > 0; --count) {
      const auto found = concepts_.find(join(words.subspan(at, count)));
      if (found == concepts_.end()) continue;
      matches.push_back({at, count, &found->second});
      break;
    }
    at += std::max<std::size_t>(count, 1);
  }
  return matches;
}

}  // namespace lumen::search
