// SPDX-License-Identifier: Apache-2.0
#include "agent/phrase_match.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace lumen::agent {
namespace {

constexpr std::string_view clause_break = "|";
constexpr std::size_t negation_reach_words = 6;

constexpr std::array<std::string_view, 22> negations = {
    "no",    "not",    "never", "without", "isnt", "arent", "wasnt",  "werent", "dont", "doesnt", "didnt",
    "hasnt", "havent", "nor",   "neither", "none", "wont",  "cannot", "aint",   "zero", "hadnt",  "nothing"};
constexpr std::array<std::string_view, 6> breaking_words = {"but", "however", "though", "although", "yet", "because"};
// Between a negation and a sign, one of these starts a new thought: "I do not know why it bleeds" affirms.
constexpr std::array<std::string_view, 18> new_thoughts = {"and",  "it",   "its",   "they", "my",   "i",
                                                           "this", "that", "which", "when", "why",  "where",
                                                           "what", "just", "only",  "sure", "know", "always"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool word_fits_one(std::string_view pattern, std::string_view word) {
  if (pattern == "#") return is_number(word);
  if (pattern == "##") return is_number(word) && (word.size() == 1 || word == "10" || word == "11" || word == "12");
  if (pattern == "###") return is_number(word) && word.size() == 2 && word >= "13" && word <= "17";
  if (pattern.ends_with('*')) return word.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == word;
}

bool word_fits(std::string_view pattern, std::string_view word) {
  while (true) {
    const std::size_t slash = pattern.find('/');
    if (word_fits_one(pattern.substr(0, slash), word)) return true;
    if (slash == std::string_view::npos) return false;
    pattern.remove_prefix(slash + 1);
  }
}

// The byte length of an apostrophe at `at` (ASCII or U+2019), else 0.
std::size_t apostrophe_length(std::string_view text, std::size_t at) {
  if (text[at] == '\'') return 1;
  return text.substr(at).starts_with("\xE2\x80\x99") ? 3 : 0;
}

bool ends_clause(char c) { return std::string_view(".;:!?\n()").find(c) != std::string_view::npos; }

}  // namespace

WordText::WordText(std::string_view text, std::span<const std::string_view> masks, std::size_t bytes_max) {
  text = text.substr(0, bytes_max);
  std::string word;
  const auto finish_word = [&] {
    if (word.empty()) return;
    if (is_one_of(word, breaking_words)) words_.emplace_back(clause_break);
    words_.push_back(std::exchange(word, {}));
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (const std::size_t length = apostrophe_length(text, i); length > 0) {
      i += length - 1;
    } else if (std::isalnum(c) != 0) {
      // "6mm" is a number and a unit.
      if (std::isalpha(c) != 0 && is_number(word)) finish_word();
      word.push_back(static_cast<char>(std::tolower(c)));
    } else {
      finish_word();
      if (ends_clause(text[i])) words_.emplace_back(clause_break);
    }
  }
  finish_word();
  index();
  for (const std::string_view phrase : masks) mask(phrase);
}

void WordText::index() {
  read_ = words_;
  places_.reserve(read_.size());
  for (std::size_t at = 0; at < read_.size(); ++at) places_.emplace_back(read_[at], at);
  std::sort(places_.begin(), places_.end());
}

std::vector<std::size_t> WordText::candidates(std::string_view phrase) const {
  std::vector<std::size_t> found;
  std::string_view choices = phrase.substr(0, phrase.find(' '));
  while (true) {
    const std::size_t slash = choices.find('/');
    std::string_view pattern = choices.substr(0, slash);
    const bool number = pattern.starts_with('#');
    const bool beginning = pattern.ends_with('*');
    if (beginning) pattern.remove_suffix(1);
    auto place = std::lower_bound(places_.begin(), places_.end(),
                                  std::pair(number ? std::string_view("0") : pattern, std::size_t{0}));
    for (; place != places_.end(); ++place) {
      const std::string_view word = place->first;
      if (number ? word[0] > '9' : beginning ? !word.starts_with(pattern) : word != pattern) break;
      found.push_back(place->second);
    }
    if (slash == std::string_view::npos) break;
    choices.remove_prefix(slash + 1);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

void WordText::mask(std::string_view phrase) {
  for (const std::size_t at : candidates(phrase)) {
    std::size_t length = 0;
    if (!matches_at(phrase, at, &length)) continue;
    for (std::size_t i = at; i < at + length; ++i) words_[i] = "_";
  }
}

bool WordText::matches_at(std::string_view phrase, std::size_t at, std::size_t* length) const {
  *length = 0;
  while (!phrase.empty()) {
    const std::size_t space = phrase.find(' ');
    const std::string_view pattern = phrase.substr(0, space);
    if (at + *length >= words_.size() || !word_fits(pattern, words_[at + *length])) return false;
    ++*length;
    phrase.remove_prefix(space == std::string_view::npos ? phrase.size() : space + 1);
  }
  return *length > 0;
}

bool WordText::is_negated(std::size_t at) const {
  for (std::size_t back = 1; back <= negation_reach_words && back <= at; ++back) {
    const std::string& word = words_[at - back];
    if (word == clause_break || is_one_of(word, new_thoughts)) return false;
    if (is_one_of(word, negations)) return true;
  }
  return false;
}

std::vector<std::size_t> WordText::find(std::span<const std::string_view> phrases, Negated negated) const {
  std::vector<std::size_t> found;
  for (const std::string_view phrase : phrases) {
    for (const std::size_t at : candidates(phrase)) {
      std::size_t length = 0;
      if (!matches_at(phrase, at, &length)) continue;
      if (negated == Negated::counts || !is_negated(at)) found.push_back(at);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace lumen::agent
