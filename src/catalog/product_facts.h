// SPDX-License-Identifier: Apache-2.0
#pragma once
// What follows from a product's ingredient list for people who must or want to avoid something. A product without a
// list is unknown: it passes no filter of this kind. Pure and deterministic.

#include <optional>
#include <string>
#include <vector>

#include "catalog/concern_fit.h"
#include "catalog/ingredient_groups.h"
#include "domain/product.h"

namespace lumen::catalog {

struct ProductFacts {
  bool known = false;  // its source stated an ingredient list
  GroupSet groups;     // that any ingredient belongs to
  GroupSet acting;     // those that act: present at a share that does something (see acting_groups below)
  std::optional<double> salicylic_percent;  // as stated
  std::bitset<skin_kind_count> unsuited;    // skin that something in it speaks against

  bool has(Group group) const { return groups.test(place_of(group)); }
  bool acts(Group group) const { return acting.test(place_of(group)); }

  // No added fragrance, no fragrance allergen of the EU's list, no essential oil.
  bool fragrance_free() const;
  // Nothing of animal origin by its name. What can be of either origin (glycerin, stearic acid) passes.
  bool vegan() const;
  // No retinoid, no hydroquinone, and salicylic acid only where the label states 2 percent or less. It holds for
  // breastfeeding too, where the published advice is laxer.
  bool pregnancy_safe() const;
};

// acting: a retinoid, benzoyl peroxide, sulfur and hydroquinone anywhere; the acids and ascorbic acid among the first
// ten ingredients, in an exfoliator, or with a stated percentage: further down they set the pH.
ProductFacts read_facts(const Product& product, Role role);

// Suited when its source says so; without such a statement when nothing in the list speaks against it: an active with
// an effect of -0.3 or stronger on dry skin, oily skin or (for sensitive skin) redness, or for sensitive skin a
// fragrance. Combination skin counts as oily, normal skin as suited by anything.
bool suits(const Product& product, const ProductFacts& facts, SkinKind skin);

// What to know before using it, for people: at most `notes_max` sentences, the most important first.
inline constexpr std::size_t watch_notes_max = 4;
std::vector<std::string> watch_notes(const Product& product, const ProductFacts& facts);

}  // namespace lumen::catalog
