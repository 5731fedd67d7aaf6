// SPDX-License-Identifier: Apache-2.0
#pragma once
// Active ingredients that published advice keeps apart: which two, why, and how to use both all the same. Only
// ingredients that act count (catalog/product_facts.h): an acid at the end of a list sets the pH. Pure.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/product_facts.h"

namespace lumen::catalog {

enum class Apart : std::uint8_t {
  times,  // one in the morning, the other in the evening
  days,   // not on the same day
};

struct ConflictRule {
  std::string_view key;  // "retinoid_aha"
  Group a = Group::retinoid;
  Group b = Group::aha;
  Apart apart = Apart::days;
  std::string_view why;     // a sentence, for people
  std::string_view source;  // key of a fact source
};
std::span<const ConflictRule> all_conflict_rules();

// Rules that two different products break together, whichever of them holds which ingredient.
std::vector<const ConflictRule*> conflicts_between(const ProductFacts& one, const ProductFacts& other);

}  // namespace lumen::catalog
