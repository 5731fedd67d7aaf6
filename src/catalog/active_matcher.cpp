// SPDX-License-Identifier: Apache-2.0
#include "catalog/active_matcher.h"

#include <algorithm>

#include "search/words.h"

namespace lumen::catalog {
namespace {

constexpr double name_strength = 0.9;

double share_at(std::size_t place) { return place < 5 ? 1.0 : place < 10 ? 0.8 : place < 20 ? 0.6 : 0.35; }

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A polymer or a thickener is not the active it is made from.
bool is_derived(const std::vector<std::string>& words) {
  return contains(words, "copolymer") || contains(words, "stearalkonium") || contains(words, "quaternium") ||
         contains(words, "polymer");
}

void keep_strongest(std::vector<FoundActive>& found, const FoundActive& one) {
  const auto same =
      std::find_if(found.begin(), found.end(), [&](const FoundActive& other) { return other.active == one.active; });
  if (same == found.end()) {
    found.push_back(one);
  } else if (one.strength > same->strength) {
    *same = one;
  }
}

}  // namespace

std::vector<std::string_view> split_bar(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('|'), list.size());
    parts.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

ActiveMatcher::ActiveMatcher() {
  const auto actives = all_actives();
  for (std::size_t active = 0; active < actives.size(); ++active) {
    for (std::string_view text : split_bar(actives[active].patterns)) {
      const bool whole = text.front() == '=';
      if (whole) text.remove_prefix(1);
      Pattern pattern{search::split_words(text), active, text, whole};
      patterns_[pattern.words.front()].push_back(std::move(pattern));
    }
  }
}

// `share` is the strength of an active whose place counts, `stated` of every other.
void ActiveMatcher::find_in(const Words& words, std::size_t place, double share, double stated,
                            std::vector<FoundActive>& found) const {
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto candidates = patterns_.find(words[at]);
    if (candidates == patterns_.end()) continue;
    for (const Pattern& pattern : candidates->second) {
      const std::size_t size = pattern.words.size();
      if (pattern.whole && size != words.size()) continue;
      if (at + size > words.size()) continue;
      const auto first = words.begin() + static_cast<std::ptrdiff_t>(at);
      if (!std::equal(pattern.words.begin(), pattern.words.end(), first)) continue;
      const std::string_view next = at + size < words.size() ? std::string_view(words[at + size]) : "";
      if (next == "free" || next == "alternative") continue;
      const bool by_place = all_actives()[pattern.active].presence == Presence::by_place;
      keep_strongest(found, {pattern.active, pattern.text, by_place ? share : stated, place});
    }
  }
}

std::vector<FoundActive> ActiveMatcher::find(const Product& product) const {
  std::vector<FoundActive> found;
  if (product.ingredients.empty()) {
    find_in(search::split_words(product.name), 0, name_strength, name_strength, found);
    return found;
  }
  for (std::size_t place = 0; place < product.ingredients.size(); ++place) {
    const std::string& ingredient = product.ingredients[place];
    const Words words = search::split_words(ingredient);
    if (is_derived(words)) continue;
    const bool percentage = ingredient.find('%') != std::string::npos;
    find_in(words, place, percentage ? 1.0 : share_at(place), 1.0, found);
  }
  return found;
}

const ActiveMatcher& active_matcher() {
  static const ActiveMatcher matcher;
  return matcher;
}

}  // namespace lumen::catalog
