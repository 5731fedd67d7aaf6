// SPDX-License-Identifier: Apache-2.0
#include "catalog/avoidance.h"

#include <algorithm>
#include <unordered_map>

#include "catalog/active_matcher.h"
#include "catalog/active_table.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

constexpr Avoidable avoidables[] = {
    {"fragrance", "fragrance", "fragrance|perfume|parfum|scent|scented|smell|perfumed|aroma|odor|odour",
     "fragrance|fragrance_allergen|essential_oil", ""},
    {"fragrance_allergens", "fragrance allergens", "fragrance allergen|linalool and limonene", "fragrance_allergen", ""},
    {"essential_oils", "essential oils", "essential oil", "essential_oil", ""},
    {"alcohol", "drying alcohol", "alcohol|denatured alcohol|ethanol|alcohol denat|drying alcohol|sd alcohol",
     "drying_alcohol", "alcohol"},
    {"sulfates", "sulfates", "sulfate|sulphate|sls|sles", "sulfate", ""},
    {"parabens", "parabens", "paraben", "paraben", ""},
    {"silicones", "silicones", "silicone|dimethicone", "silicone", ""},
    {"mineral_oil", "mineral oil", "mineral oil|petroleum|petrolatum|vaseline|paraffin", "mineral_oil", ""},
    {"formaldehyde", "formaldehyde", "formaldehyde|formaldehyde releaser", "formaldehyde_releaser", ""},
    {"isothiazolinones", "isothiazolinones", "isothiazolinone|methylisothiazolinone|mit preservative",
     "isothiazolinone", ""},
    {"lanolin", "lanolin", "lanolin|wool|wool alcohol|wool wax", "lanolin", ""},
    {"nuts", "nuts", "nut|tree nut|nut oil|peanut|almond|almond oil|sweet almond|macadamia|hazelnut|walnut|cashew",
     "nut", ""},
    {"coconut", "coconut", "coconut|coconut oil", "coconut", ""},
    {"soy", "soy", "soy|soya|soybean", "soy", ""},
    {"gluten", "gluten", "gluten|wheat|oat|oatmeal|barley|celiac|coeliac", "gluten", ""},
    {"bee_products", "bee products", "bee product|bee|beeswax|honey|propolis|royal jelly", "bee_product", ""},
    {"salicylates", "salicylates", "salicylate|aspirin|salicylic acid|salicylic|bha|beta hydroxy acid|willow bark",
     "salicylate|salicylic_acid", "salicylic_acid|willow_bark"},
    {"animal", "ingredients of animal origin", "animal product|animal ingredient|animal", "animal", ""},
    {"retinoids", "retinoids", "retinoid|retinol|vitamin a|retin a|retinal|retinyl palmitate|tretinoin|adapalene",
     "retinoid", "retinoid|retinyl_ester"},
    {"hydroquinone", "hydroquinone", "hydroquinone", "hydroquinone", ""},
    {"aha", "alpha hydroxy acids", "aha|alpha hydroxy acid|fruit acid", "aha", "aha"},
    {"acids", "exfoliating acids", "acid|exfoliating acid|chemical exfoliant|exfoliating|exfoliation|exfoliant",
     "aha|pha|salicylic_acid", "aha|pha|salicylic_acid|willow_bark"},
    {"benzoyl_peroxide", "benzoyl peroxide", "benzoyl peroxide|benzoyl|bpo|peroxide", "benzoyl_peroxide",
     "benzoyl_peroxide"},
    {"oils", "oils", "oil|oils", "coconut|mineral_oil|essential_oil", "plant_oil|petrolatum|pore_clogging_oil"},
    {"pore_clogging", "ingredients that can clog pores",
     "comedogenic|pore clogging|clog pore|clogging|clog|clog my pore|block pore|pore blocking|comedogenic ingredient",
     "pore_clogging", "pore_clogging_oil"},
    {"drying", "drying ingredients", "drying|dry out|dries|dehydrating|dryness|stripping|strip|dry my skin|dry skin out",
     "drying_alcohol|sulfate|benzoyl_peroxide|sulfur", "alcohol|harsh_cleanser|benzoyl_peroxide|clay|sulfur"},
    {"greasy", "heavy oils", "greasy|grease|oily feel|oily residue|oily|heavy|greasiness|grease residue",
     "mineral_oil", "petrolatum|shea_butter|pore_clogging_oil|plant_oil"},
    {"irritating", "common irritants",
     "irritating|irritate|irritation|irritant|sting|stinging|burn|burning|harsh|aggressive|redden|sensitizing",
     "fragrance|essential_oil|drying_alcohol|aha|benzoyl_peroxide|retinoid|sulfate|isothiazolinone",
     "alcohol|fragrance|cooling_oil|aha|retinoid|benzoyl_peroxide|harsh_cleanser"},
    {"cooling", "cooling oils", "menthol|peppermint|eucalyptus|mint|camphor|cooling|tingle|tingling", "", "cooling_oil"},
};

std::string key_of(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  std::string key;
  for (const std::string& word : search::split_words(spaced)) key.append(key.empty() ? "" : " ").append(word);
  return key;
}

using ByWords = std::unordered_map<std::string, const Avoidable*>;

const ByWords& by_words() {
  static const ByWords built = [] {
    ByWords rows;
    for (const Avoidable& row : avoidables) {
      rows.emplace(key_of(row.key), &row);
      for (const std::string_view words : split_bar(row.words)) rows.emplace(key_of(words), &row);
    }
    return rows;
  }();
  return built;
}

// Actives by the names on labels and by what people call them.
const std::unordered_map<std::string, std::string_view>& active_by_words() {
  static const std::unordered_map<std::string, std::string_view> built = [] {
    std::unordered_map<std::string, std::string_view> keys;
    for (const Active& active : all_actives()) {
      keys.emplace(key_of(active.name), active.key);
      keys.emplace(key_of(active.key), active.key);
      for (std::string_view pattern : split_bar(active.patterns)) {
        if (pattern.starts_with('=')) pattern.remove_prefix(1);
        keys.emplace(key_of(pattern), active.key);
      }
    }
    return keys;
  }();
  return built;
}

void add_row(const Avoidable& row, Exclusion& exclusion) {
  for (const std::string_view key : split_bar(row.groups)) {
    for (const GroupFacts& facts : all_groups()) {
      if (facts.key == key) exclusion.groups.set(place_of(facts.group));
    }
  }
  std::vector<std::string> actives;
  for (const std::string_view key : split_bar(row.actives)) actives.emplace_back(key);
  exclusion.actives |= actives_with_keys(actives);
}

bool is_named(const std::vector<std::string>& phrase, const std::string& ingredient) {
  // A cheap look first: most names do not have the first word at all.
  const std::string& first = phrase.front();
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; };
  if (std::search(ingredient.begin(), ingredient.end(), first.begin(), first.end(), same) == ingredient.end()) {
    return false;
  }
  const std::vector<std::string> words = search::split_words(ingredient);
  return std::search(words.begin(), words.end(), phrase.begin(), phrase.end()) != words.end();
}

}  // namespace

std::span<const Avoidable> all_avoidables() { return avoidables; }

const Avoidable* find_avoidable(std::string_view words) {
  const auto found = by_words().find(key_of(words));
  return found == by_words().end() ? nullptr : found->second;
}

Exclusion exclusion_of(const std::vector<std::string>& names) {
  Exclusion exclusion;
  for (const std::string& name : names) {
    if (const Avoidable* row = find_avoidable(name)) {
      add_row(*row, exclusion);
      continue;
    }
    const auto active = active_by_words().find(key_of(name));
    if (active != active_by_words().end()) exclusion.actives |= actives_with_keys({std::string(active->second)});
    std::vector<std::string> phrase = search::split_words(name);
    if (!phrase.empty()) exclusion.phrases.push_back(std::move(phrase));
  }
  return exclusion;
}

bool passes(const Exclusion& exclusion, const std::vector<std::string>& ingredients, const GroupSet& groups,
            const ActiveSet& actives) {
  if ((exclusion.groups & groups).any() || (exclusion.actives & actives).any()) return false;
  for (const std::vector<std::string>& phrase : exclusion.phrases) {
    for (const std::string& ingredient : ingredients) {
      if (is_named(phrase, ingredient)) return false;
    }
  }
  return true;
}

}  // namespace lumen::catalog
