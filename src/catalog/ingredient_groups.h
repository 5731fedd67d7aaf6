// SPDX-License-Identifier: Apache-2.0
#pragma once
// Groups of ingredients that people avoid or have to know about: what belongs to each by its name on a label, what
// to watch for, and the published source that says so (catalog/fact_sources.h). Pure data and a shared matcher.

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/product.h"

namespace lumen::catalog {

enum class Group : std::uint8_t {
  fragrance,
  fragrance_allergen,  // to be named on EU labels
  essential_oil,
  drying_alcohol,
  sulfate,
  paraben,
  silicone,
  mineral_oil,
  formaldehyde_releaser,
  isothiazolinone,
  lanolin,
  nut,
  coconut,
  soy,
  gluten,
  bee_product,
  salicylate,
  animal,  // of animal origin by its name; what can be of either origin (glycerin) is not in it
  retinoid,
  hydroquinone,
  salicylic_acid,
  aha,
  pha,
  benzoyl_peroxide,
  vitamin_c,  // as ascorbic acid itself
  sulfur,
  pore_clogging,  // rated 4 or 5 of 5 in a published list
};
inline constexpr std::size_t group_count = 27;
using GroupSet = std::bitset<group_count>;

constexpr std::size_t place_of(Group group) { return static_cast<std::size_t>(group); }

struct GroupFacts {
  Group group = Group::fragrance;
  std::string_view key;       // "fragrance_allergen"
  std::string_view name;      // for people, in the middle of a sentence
  std::string_view patterns;  // as catalog/pattern_index.h reads them
  std::string_view note;      // what to watch for, after the ingredient's name; "" when there is nothing to say
  std::string_view source;    // keys of fact sources, separated by '|'
};
std::span<const GroupFacts> all_groups();
const GroupFacts& facts_of(Group group);

// The groups that an ingredient belongs to by its name.
GroupSet groups_of(std::string_view ingredient);
// The same for a name in words (search::split_words).
GroupSet groups_of(std::span<const std::string> words);

}  // namespace lumen::catalog
