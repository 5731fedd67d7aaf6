// SPDX-License-Identifier: Apache-2.0
#include "catalog/pattern_index.h"

#include <algorithm>

#include "catalog/active_matcher.h"
#include "search/words.h"

namespace lumen::catalog {

PatternIndex::Part PatternIndex::read_part(std::string_view text) {
  Part part;
  if (text.starts_with('*')) {
    part.suffix = true;
    part.words = {std::string(text.substr(1))};
    return part;
  }
  part.whole = text.starts_with('=');
  part.first = text.starts_with('^');
  part.words = search::split_words(part.whole || part.first ? text.substr(1) : text);
  return part;
}

void PatternIndex::add(std::string_view patterns, std::size_t value) {
  for (const std::string_view text : split_bar(patterns)) {
    Pattern pattern;
    pattern.value = value;
    std::size_t start = 0;
    bool wanted = true;
    for (std::size_t at = 0; at <= text.size(); ++at) {
      if (at < text.size() && text[at] != '&' && text[at] != '!') continue;
      (wanted ? pattern.all : pattern.none).push_back(read_part(text.substr(start, at - start)));
      wanted = at == text.size() || text[at] == '&';
      start = at + 1;
    }
    const Part& first = pattern.all.front();
    if (first.suffix) {
      others_.push_back(std::move(pattern));
    } else {
      by_first_word_[first.words.front()].push_back(std::move(pattern));
    }
  }
}

bool PatternIndex::holds(std::span<const std::string> words, const Part& part) {
  if (part.suffix) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return word.ends_with(part.words.front()); });
  }
  if (part.whole) return std::equal(words.begin(), words.end(), part.words.begin(), part.words.end());
  for (auto from = words.begin();; ++from) {
    const auto found = std::search(from, words.end(), part.words.begin(), part.words.end());
    if (found == words.end() || (part.first && found != words.begin())) return false;
    const auto next = found + static_cast<std::ptrdiff_t>(part.words.size());
    if (next == words.end() || (*next != "free" && *next != "alternative")) return true;
    from = found;
  }
}

bool PatternIndex::matches(std::span<const std::string> words, const Pattern& pattern) {
  const auto is_there = [words](const Part& part) { return holds(words, part); };
  return std::all_of(pattern.all.begin(), pattern.all.end(), is_there) &&
         std::none_of(pattern.none.begin(), pattern.none.end(), is_there);
}

void PatternIndex::find(std::span<const std::string> words, const std::function<void(std::size_t)>& each) const {
  for (const std::string& word : words) {
    const auto candidates = by_first_word_.find(word);
    if (candidates == by_first_word_.end()) continue;
    for (const Pattern& pattern : candidates->second) {
      if (matches(words, pattern)) each(pattern.value);
    }
  }
  for (const Pattern& pattern : others_) {
    if (matches(words, pattern)) each(pattern.value);
  }
}

}  // namespace lumen::catalog
