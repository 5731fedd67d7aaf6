// SPDX-License-Identifier: Apache-2.0
#include "catalog/spelling.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace lumen::catalog {
namespace {

constexpr std::size_t letters_min = 4;
constexpr std::size_t letters_of_a_long_word = 8;
constexpr std::size_t letters_max = 24;

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most) {
  const std::size_t apart = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (apart > most || a.size() > letters_max || b.size() > letters_max) return a == b ? 0 : most + 1;
  std::array<std::size_t, letters_max + 1> before_last{};
  std::array<std::size_t, letters_max + 1> last{};
  std::iota(last.begin(), last.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::array<std::size_t, letters_max + 1> now{};
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) now[j] = std::min(now[j], before_last[j - 2] + 1);
    }
    before_last = last;
    last = now;
  }
  return std::min(last[b.size()], most + 1);
}

Spelling::Spelling(std::vector<std::string> vocabulary) : words_(std::move(vocabulary)) {
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
}

bool Spelling::knows(const std::string& word) const { return std::binary_search(words_.begin(), words_.end(), word); }

std::string Spelling::nearest(const std::string& word) const {
  if (word.size() < letters_min || word.size() > letters_max) return {};
  if (word.find_first_of("0123456789") != std::string::npos) return {};
  std::size_t most = word.size() >= letters_of_a_long_word ? 2 : 1;
  std::string best;
  for (auto at = std::lower_bound(words_.begin(), words_.end(), word.substr(0, 1));
       at != words_.end() && at->front() == word.front(); ++at) {
    if (at->size() < letters_min) continue;
    const bool short_word = word.size() == letters_min || at->size() == letters_min;
    if (short_word && (at->back() != word.back() || at->size() != word.size())) continue;
    const std::size_t distance = edit_distance(word, *at, most);
    if (distance > most || (!best.empty() && distance == most)) continue;
    best = *at;
    most = distance;
  }
  return best;
}

}  // namespace lumen::catalog
