// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_facts.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "catalog/active_matcher.h"
#include "catalog/active_table.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

constexpr std::size_t acting_places = 10;
constexpr double speaks_against = -0.3;
constexpr double salicylic_percent_max = 2;

// "Salicylic Acid 2%", "0.5 % Retinol"
std::optional<double> percentage_in(std::string_view ingredient) {
  const std::size_t sign = ingredient.find('%');
  if (sign == std::string_view::npos) return std::nullopt;
  std::size_t end = sign;
  while (end > 0 && ingredient[end - 1] == ' ') --end;
  std::size_t start = end;
  while (start > 0 && std::string_view("0123456789.").find(ingredient[start - 1]) != std::string_view::npos) --start;
  double value = 0;
  const auto [stop, error] = std::from_chars(ingredient.data() + start, ingredient.data() + end, value);
  if (start == end || error != std::errc()) return std::nullopt;
  return value;
}

constexpr std::array<Group, 4> share_counts = {Group::aha, Group::pha, Group::salicylic_acid, Group::vitamin_c};

GroupSet acting_groups(const GroupSet& found, std::size_t place, bool stated, Role role) {
  GroupSet acting = found;
  if (place < acting_places || stated || role == Role::exfoliator) return acting;
  for (const Group group : share_counts) acting.reset(place_of(group));
  return acting;
}

std::bitset<skin_kind_count> unsuited_skin(const Product& product, const ProductFacts& facts) {
  std::bitset<skin_kind_count> unsuited;
  const auto set = [&unsuited](SkinKind kind) { unsuited.set(static_cast<std::size_t>(kind)); };
  for (const FoundActive& found : active_matcher().find(product)) {
    for (const Effect& effect : all_effects()) {
      if (effect.active != all_actives()[found.active].key || effect.weight > speaks_against) continue;
      if (effect.label == Label::dry_skin) set(SkinKind::dry);
      if (effect.label == Label::skin_redness) set(SkinKind::sensitive);
      if (effect.label != Label::oily_skin) continue;
      set(SkinKind::oily);
      set(SkinKind::combination);
    }
  }
  if (facts.has(Group::drying_alcohol)) set(SkinKind::dry);
  if (!facts.fragrance_free()) set(SkinKind::sensitive);
  return unsuited;
}

// Groups whose note is worth a sentence, the most important first.
constexpr std::array<Group, 12> noted = {
    Group::hydroquinone,         Group::retinoid,        Group::benzoyl_peroxide, Group::salicylic_acid,
    Group::aha,                  Group::isothiazolinone, Group::fragrance,        Group::essential_oil,
    Group::formaldehyde_releaser, Group::lanolin,        Group::drying_alcohol,   Group::nut,
};

// The first ingredient of the group, as the label writes it.
std::string first_of(const Product& product, Group group) {
  for (const std::string& ingredient : product.ingredients) {
    if (groups_of(ingredient).test(place_of(group))) return ingredient;
  }
  return {};
}

}  // namespace

bool ProductFacts::fragrance_free() const {
  return known && !has(Group::fragrance) && !has(Group::fragrance_allergen) && !has(Group::essential_oil);
}

bool ProductFacts::vegan() const { return known && !has(Group::animal); }

bool ProductFacts::pregnancy_safe() const {
  if (!known || has(Group::retinoid) || has(Group::hydroquinone)) return false;
  return !has(Group::salicylic_acid) || (salicylic_percent && *salicylic_percent <= salicylic_percent_max);
}

ProductFacts read_facts(const Product& product, Role role) {
  ProductFacts facts;
  facts.known = !product.ingredients.empty();
  for (std::size_t place = 0; place < product.ingredients.size(); ++place) {
    const std::string& ingredient = product.ingredients[place];
    const GroupSet found = groups_of(ingredient);
    if (found.none()) continue;
    const std::optional<double> percentage = percentage_in(ingredient);
    facts.groups |= found;
    facts.acting |= acting_groups(found, place, percentage.has_value(), role);
    if (found.test(place_of(Group::salicylic_acid)) && percentage) {
      facts.salicylic_percent = std::max(facts.salicylic_percent.value_or(0), *percentage);
    }
  }
  if (facts.known) facts.unsuited = unsuited_skin(product, facts);
  return facts;
}

bool suits(const Product& product, const ProductFacts& facts, SkinKind skin) {
  const auto& stated = product.skin_kinds;
  if (!stated.empty()) return std::find(stated.begin(), stated.end(), skin) != stated.end();
  return facts.known && !facts.unsuited.test(static_cast<std::size_t>(skin));
}

std::vector<std::string> watch_notes(const Product& product, const ProductFacts& facts) {
  std::vector<std::string> notes;
  for (const Group group : noted) {
    if (notes.size() == watch_notes_max) break;
    const GroupFacts& about = facts_of(group);
    if (!facts.acts(group) || about.note.empty()) continue;
    if (group == Group::essential_oil && facts.has(Group::fragrance)) continue;  // said already
    const std::string ingredient = first_of(product, group);
    notes.push_back(ingredient + " " + std::string(about.note) + ".");
  }
  if (facts.has(Group::fragrance_allergen) && !facts.has(Group::fragrance) && !facts.has(Group::essential_oil) &&
      notes.size() < watch_notes_max) {
    notes.push_back(first_of(product, Group::fragrance_allergen) + " " +
                    std::string(facts_of(Group::fragrance_allergen).note) + ".");
  }
  return notes;
}

}  // namespace lumen::catalog
