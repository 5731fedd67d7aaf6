// SPDX-License-Identifier: Apache-2.0
#include "catalog/brand_names.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

constexpr std::size_t telling_letters = 6;
constexpr std::array<std::string_view, 6> ordinary_words = {"fresh", "origin", "simple", "pure", "glow", "clean"};

bool is_ordinary(const std::string& word) {
  return std::find(ordinary_words.begin(), ordinary_words.end(), word) != ordinary_words.end();
}

// How many words of the name stand at the start of `words`.
std::size_t shared_words(std::span<const std::string> words, const std::vector<std::string>& name) {
  std::size_t count = 0;
  while (count < words.size() && count < name.size() && words[count] == name[count]) ++count;
  return count;
}

bool is_enough(std::size_t shared, const std::vector<std::string>& name) {
  return shared == name.size() || shared >= 2 || (shared == 1 && name.front().size() >= telling_letters);
}

}  // namespace

void BrandNames::add(std::string_view brand) {
  std::vector<std::string> words = search::split_words(brand);
  const auto says_nothing = [](const std::string& word) {
    const bool number = std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    return search::is_stop_word(word) || word == "since" || (number && word.size() == 4);
  };
  std::erase_if(words, says_nothing);
  if (words.empty()) return;
  std::string key = to_lower(brand);
  std::vector<Name>& names = by_first_word_[words.front()];
  const bool known = std::any_of(names.begin(), names.end(), [&](const Name& name) { return name.brand == key; });
  if (!known) names.push_back({std::move(words), std::move(key)});
}

BrandNames::Found BrandNames::find(std::span<const std::string> words) const {
  Found best;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto names = by_first_word_.find(words[at]);
    if (names == by_first_word_.end()) continue;
    for (const Name& name : names->second) {
      const std::size_t shared = shared_words(words.subspan(at), name.words);
      if (shared <= best.word_count || !is_enough(shared, name.words)) continue;
      if (shared == 1 && is_ordinary(words[at]) && words.size() > 1) continue;
      best = {name.brand, at, shared};
    }
  }
  return best;
}

}  // namespace lumen::catalog
