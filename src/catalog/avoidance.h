// SPDX-License-Identifier: Apache-2.0
#pragma once
// What people want to leave out, by the names they use ("perfume", "nuts", "anything drying"), and what that means
// for an ingredient list. Pure data and pure functions.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/concern_fit.h"
#include "catalog/ingredient_groups.h"

namespace lumen::catalog {

struct Avoidable {
  std::string_view key;      // "essential_oils": what a filter is given
  std::string_view name;     // "essential oils": for people
  std::string_view words;    // what people say, separated by '|'
  std::string_view groups;   // keys of groups, separated by '|'
  std::string_view actives;  // keys of actives, separated by '|'
};
std::span<const Avoidable> all_avoidables();

// The row that has these words; a key counts as words. Null when none has.
const Avoidable* find_avoidable(std::string_view words);

// None of this may be in a product.
struct Exclusion {
  GroupSet groups;
  ActiveSet actives;
  std::vector<std::vector<std::string>> phrases;  // ingredient names that no row knows, in words

  bool empty() const { return groups.none() && actives.none() && phrases.empty(); }
};

// Names in any spelling: a row above, an active ("retinol", "vitamin C"), else the words of an ingredient's name.
Exclusion exclusion_of(const std::vector<std::string>& names);

// True when nothing excluded is in the list. Phrases are looked for in the ingredients' names.
bool passes(const Exclusion& exclusion, const std::vector<std::string>& ingredients, const GroupSet& groups,
            const ActiveSet& actives);

}  // namespace lumen::catalog
