// SPDX-License-Identifier: Apache-2.0
#pragma once
// One found item. Items are dense numbers that the caller gives out, from 0.

#include <cstdint>
#include <functional>

namespace lumen::search {

struct Hit {
  std::uint32_t item = 0;
  double score = 0;

  friend bool operator==(const Hit&, const Hit&) = default;
};

// Higher scores first, lower items first among equals: the order of every result.
constexpr bool comes_before(const Hit& a, const Hit& b) {
  return a.score != b.score ? a.score > b.score : a.item < b.item;
}

// True for the items that may be found; an empty one lets all through.
using Filter = std::function<bool(std::uint32_t item)>;

}  // namespace lumen::search
