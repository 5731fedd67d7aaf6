// SPDX-License-Identifier: Apache-2.0
#include "agent/guard_lexicon.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace lumen::agent {
namespace {

constexpr std::size_t slip_letters_min = 5;
constexpr std::size_t split_letters_max = 96;
constexpr std::size_t split_word_letters_max = 16;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

double number_of(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_number(std::string_view text) {
  return !text.empty() && is_digit(text[0]) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.' || c == ','; });
}

// One letter added, left out, changed, or two neighbours swapped.
bool one_slip_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  const std::string_view rest_a = a.substr(same);
  const std::string_view rest_b = b.substr(same);
  if (a.size() < b.size()) return rest_a == rest_b.substr(1);
  if (rest_a.empty()) return true;
  if (rest_a.substr(1) == rest_b.substr(1)) return true;
  return rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] && rest_a.substr(2) == rest_b.substr(2);
}

bool fits_stars(std::string_view starred, std::string_view word) {
  if (starred.size() != word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (starred[i] != '*' && starred[i] != word[i]) return false;
  }
  return true;
}

}  // namespace

WordId GuardLexicon::add(std::string_view table_word) {
  if (const auto found = known_.find(table_word); found != known_.end()) return found->second;
  const WordId id = next_++;
  known_.emplace(table_word, id);
  if (table_word[0] == '#') {
    const std::size_t dash = table_word.find('-');
    NumberRange range{0, std::numeric_limits<double>::max(), id};
    if (dash != std::string_view::npos)
      range = {number_of(table_word.substr(1)), number_of(table_word.substr(dash + 1)), id};
    numbers_.push_back(range);
  } else if (table_word.ends_with('*')) {
    table_word.remove_suffix(1);
    beginnings_.emplace(table_word, id);
    beginning_letters_min_ = std::min(beginning_letters_min_, table_word.size());
  } else if (table_word.ends_with('~')) {
    table_word.remove_suffix(1);
    add_slips(std::string(table_word), id);
  } else {
    exact_.emplace(table_word, id);
  }
  return id;
}

void GuardLexicon::add_slips(const std::string& word, WordId id) {
  std::vector<std::string> keys = {word};
  for (std::size_t i = 0; i < word.size() && word.size() >= slip_letters_min; ++i) {
    keys.push_back(word.substr(0, i) + word.substr(i + 1));
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  for (std::string& key : keys) slips_[std::move(key)].emplace_back(word, id);
}

void GuardLexicon::find_slips(std::string_view reading, std::vector<WordId>& found) const {
  const auto look_up = [&](std::string_view key) {
    const auto entry = slips_.find(key);
    if (entry == slips_.end()) return;
    for (const auto& [word, id] : entry->second) {
      const bool same_start = word[0] == reading[0];
      const bool fits =
          word == reading || (same_start && word.size() >= slip_letters_min && one_slip_apart(word, reading));
      if (fits && std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
    }
  };
  look_up(reading);
  if (reading.size() + 1 < slip_letters_min || reading.size() > 24) return;
  std::string shorter;
  for (std::size_t i = 0; i < reading.size(); ++i) {
    shorter.assign(reading.substr(0, i));
    shorter.append(reading.substr(i + 1));
    look_up(shorter);
  }
}

void GuardLexicon::find_starred(std::string_view reading, std::vector<WordId>& found) const {
  const auto stars = std::count(reading.begin(), reading.end(), '*');
  if (reading[0] == '*' || reading.size() > 16 || static_cast<std::size_t>(stars) * 3 > reading.size() * 2) return;
  for (const auto& [word, id] : exact_) {
    if (fits_stars(reading, word)) found.push_back(id);
  }
  for (const auto& [beginning, id] : beginnings_) {
    if (reading.size() >= beginning.size() && fits_stars(reading.substr(0, beginning.size()), beginning))
      found.push_back(id);
  }
}

void GuardLexicon::find_number(std::string_view reading, std::vector<WordId>& found) const {
  const double value = number_of(reading);
  for (const NumberRange& range : numbers_) {
    if (value >= range.low && value <= range.high) found.push_back(range.id);
  }
}

void GuardLexicon::find(std::string_view reading, std::vector<WordId>& found) const {
  if (reading.empty()) return;
  if (is_number(reading)) find_number(reading, found);
  if (reading.find('*') != std::string_view::npos) return find_starred(reading, found);
  if (const auto entry = exact_.find(reading); entry != exact_.end()) found.push_back(entry->second);
  for (std::size_t length = beginning_letters_min_; length <= std::min<std::size_t>(reading.size(), 24); ++length) {
    const auto entry = beginnings_.find(reading.substr(0, length));
    if (entry != beginnings_.end()) found.push_back(entry->second);
  }
  find_slips(reading, found);
}

bool GuardLexicon::is_word(std::string_view text) const {
  const auto one = [&](std::string_view word) {
    if (exact_.contains(word) || beginnings_.contains(word)) return true;
    const auto entry = slips_.find(word);
    return entry != slips_.end() && std::any_of(entry->second.begin(), entry->second.end(),
                                                [&](const auto& pair) { return pair.first == word; });
  };
  if (text.size() == 1) return text == "a" || text == "i";
  return one(text) || (text.size() > 3 && text.ends_with('s') && one(text.substr(0, text.size() - 1)));
}

std::optional<std::vector<std::string>> GuardLexicon::split(std::string_view letters) const {
  if (letters.empty() || letters.size() > split_letters_max) return std::nullopt;
  // steps[i]: how many words the first i letters take at least, and where the last of them begins.
  constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  struct Step {
    std::size_t words = none;
    std::size_t begin = 0;
  };
  std::vector<Step> steps(letters.size() + 1);
  steps[0].words = 0;
  for (std::size_t begin = 0; begin < letters.size(); ++begin) {
    if (steps[begin].words == none) continue;
    for (std::size_t end = begin + 1; end <= std::min(letters.size(), begin + split_word_letters_max); ++end) {
      if (steps[begin].words + 1 >= steps[end].words || !is_word(letters.substr(begin, end - begin))) continue;
      steps[end] = {steps[begin].words + 1, begin};
    }
  }
  if (steps.back().words == none) return std::nullopt;
  std::vector<std::string> words;
  for (std::size_t end = letters.size(); end > 0; end = steps[end].begin) {
    words.emplace_back(letters.substr(steps[end].begin, end - steps[end].begin));
  }
  std::reverse(words.begin(), words.end());
  return words;
}

}  // namespace lumen::agent
