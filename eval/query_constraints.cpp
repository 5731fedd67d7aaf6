// SPDX-License-Identifier: Apache-2.0
#include "eval/query_constraints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <span>
#include <string_view>

#include "base/encoding.h"
#include "catalog/active_matcher.h"
#include "catalog/active_table.h"
#include "catalog/product_role.h"
#include "search/words.h"

namespace lumen::eval {
namespace {

// Parts of a lower-case ingredient name, separated by '|'; '=' is the whole name.
constexpr std::string_view scented =
    "fragrance|parfum|limonene|linalool|citronellol|geraniol|=citral|eugenol|farnesol|coumarin|cinnamal|"
    "benzyl salicylate|benzyl benzoate|isomethyl ionone|"
    "lavandula angustifolia (lavender) oil|lavandula hybrida oil|peel oil|bergamot) fruit oil|mentha piperita|"
    "pelargonium graveolens|eucalyptus globulus leaf oil|jasmin|cananga";
constexpr std::string_view from_animals =
    "honey extract|=honey|honey/|(honey)|(honey,|honey ferment|royal jelly|propolis|beeswax|cera "
    "alba|lanolin|silk|carmine|"
    "soluble collagen|keratin|milk|yogurt|snail|caviar|lactose";
constexpr std::string_view retinoids = "retinol|retinal|retinyl|retinoate|adapalene|tretinoin|tazarotene";
constexpr std::string_view salicylates = "salicylic acid|betaine salicylate";
constexpr std::string_view drying_alcohols = "alcohol denat|sd alcohol|=alcohol|denatured alcohol|=ethanol";
constexpr std::string_view sulfates = "lauryl sulfate|laureth sulfate|coco sulfate|myreth sulfate|olefin sulfonate";
constexpr std::string_view heavy_oils =
    "cocos nucifera (coconut) oil|coconut oil|cocoa) seed butter|cacao seed butter|isopropyl myristate|petrolatum|"
    "mineral oil|paraffinum liquidum|lanolin";

struct Family {
  std::string_view said;   // separated by '|', as split_words gives them
  std::string_view names;  // parts of label names
};

constexpr std::array<Family, 13> families = {{
    {"paraben", "paraben"},
    {"sulfate|sulphate|sl|sle|sls|sles", sulfates},
    {"silicone", "dimethicon|siloxane|methicone|silsesquioxane|polysilicone"},
    {"alcohol|drying alcohol|denatured alcohol", drying_alcohols},
    {"retinol|retinoid|vitamin a", retinoids},
    {"fragrance|perfume|parfum|scent|essential oil", scented},
    {"salicylic acid|bha|salicylate", salicylates},
    {"aha|acid", "glycolic acid|lactic acid|mandelic acid|malic acid|tartaric acid"},
    {"coconut oil|coconut", "cocos nucifera (coconut) oil|=cocos nucifera oil|coconut oil"},
    {"mineral oil", "mineral oil|paraffinum liquidum"},
    {"hyaluronic acid", "hyaluron"},
    {"honey", "honey|=mel"},
    {"beeswax", "beeswax|cera alba"},
}};

template <class Each>
bool any_part(std::string_view list, const Each& holds) {
  const auto parts = catalog::split_bar(list);
  return std::any_of(parts.begin(), parts.end(), holds);
}

// The first of the ingredients that `names` speaks of.
std::optional<std::string> first_of(std::span<const std::string> ingredients, std::string_view names) {
  for (const std::string& ingredient : ingredients) {
    const std::string name = to_lower(ingredient);
    const bool found = any_part(names, [&](std::string_view part) {
      return part.starts_with('=') ? name == part.substr(1) : name.find(part) != std::string::npos;
    });
    if (found) return ingredient;
  }
  return std::nullopt;
}

std::string joined_words(std::string_view text) {
  std::string joined = " ";
  for (const std::string& word : search::split_words(text)) joined += word + " ";
  return joined;
}

bool holds_words(const Product& product, std::string_view words) {
  const std::string wanted = joined_words(words);
  return std::any_of(product.ingredients.begin(), product.ingredients.end(), [&](const std::string& ingredient) {
    return joined_words(ingredient).find(wanted) != std::string::npos;
  });
}

// The label names of an active that is called like this.
std::string_view patterns_of(std::string_view said) {
  const std::string wanted = joined_words(said);
  for (const catalog::Active& active : catalog::all_actives()) {
    if (joined_words(active.name) == wanted || joined_words(active.key) == wanted) return active.patterns;
    if (any_part(active.patterns, [&](std::string_view one) { return joined_words(one) == wanted; })) {
      return active.patterns;
    }
  }
  return {};
}

bool stays_on(catalog::Role role) {
  return role != catalog::Role::cleanser && role != catalog::Role::mask && role != catalog::Role::body;
}

std::string told(std::string_view constraint, const std::optional<std::string>& ingredient) {
  return ingredient ? fmt::format("{}: {}", constraint, *ingredient) : std::string();
}

// A salicylate, unless the label states two percent or less of it.
std::optional<std::string> strong_salicylate(const Product& product) {
  for (const std::string& ingredient : product.ingredients) {
    if (!first_of(std::span(&ingredient, 1), salicylates)) continue;
    const std::size_t percent = ingredient.find('%');
    const std::size_t number = ingredient.find_first_of("0123456789");
    const bool stated = percent != std::string::npos && number < percent;
    if (!stated || std::strtod(ingredient.c_str() + number, nullptr) > 2) return ingredient;
  }
  return std::nullopt;
}

std::string breaks_pregnancy_safe(const Product& product) {
  if (auto found = first_of(product.ingredients, retinoids)) return told("pregnancy_safe", found);
  if (auto found = first_of(product.ingredients, "hydroquinone")) return told("pregnancy_safe", found);
  if (!stays_on(catalog::role_of(product.name, product.category))) return {};
  return told("pregnancy_safe", strong_salicylate(product));
}

std::string breaks_skin_type(const Product& product, std::string_view skin_type) {
  const auto& all = product.ingredients;
  const std::span<const std::string> first(all.data(), std::min<std::size_t>(all.size(), 5));
  if (skin_type == "oily" || skin_type == "combination") return told("skin_type", first_of(first, heavy_oils));
  if (skin_type != "dry" && skin_type != "sensitive") return {};
  if (auto found = first_of(first, drying_alcohols)) return told("skin_type", found);
  return told("skin_type", skin_type == "dry" ? first_of(first, sulfates) : first_of(all, scented));
}

bool asks_about_ingredients(const Constraints& constraints) {
  return constraints.fragrance_free || constraints.vegan || constraints.pregnancy_safe ||
         !constraints.exclude_ingredients.empty();
}

std::string breaks_ingredients(const Product& product, const Constraints& constraints) {
  if (asks_about_ingredients(constraints) && product.ingredients.empty()) return "no ingredient list";
  for (const std::string& excluded : constraints.exclude_ingredients) {
    if (contains_ingredient(product, excluded)) return "exclude_ingredients: " + excluded;
  }
  std::string broken;
  if (constraints.fragrance_free) broken = told("fragrance_free", first_of(product.ingredients, scented));
  if (broken.empty() && constraints.vegan) broken = told("vegan", first_of(product.ingredients, from_animals));
  if (broken.empty() && constraints.pregnancy_safe) broken = breaks_pregnancy_safe(product);
  if (broken.empty() && !constraints.skin_type.empty()) broken = breaks_skin_type(product, constraints.skin_type);
  return broken;
}

bool is_of_category(const Product& product, const std::string& category) {
  if (to_lower(product.category) == to_lower(category)) return true;
  if (joined_words(product.name).find(joined_words(category)) != std::string::npos) return true;
  const catalog::Role wanted = catalog::role_of(category, category);
  return wanted != catalog::Role::other && catalog::role_of(product.name, product.category) == wanted;
}

}  // namespace

bool contains_ingredient(const Product& product, std::string_view as_said) {
  std::string said = joined_words(as_said);
  said = std::string(trim(said));
  for (const Family& family : families) {
    if (any_part(family.said, [&](std::string_view one) { return one == said; })) {
      return first_of(product.ingredients, family.names).has_value();
    }
  }
  if (holds_words(product, said)) return true;
  const std::string_view patterns = patterns_of(said);
  if (patterns.empty()) return false;
  return any_part(
      patterns, [&](std::string_view one) { return holds_words(product, one.starts_with('=') ? one.substr(1) : one); });
}

std::string broken_constraint(const Product& product, const Constraints& constraints) {
  if (constraints.price_usd_max) {
    const auto price = lowest_usd(product.price_range);
    if (!price || *price > *constraints.price_usd_max) return "price_usd_max: " + product.price_range;
  }
  if (!constraints.brand.empty() && joined_words(product.brand) != joined_words(constraints.brand)) {
    return "brand: " + product.brand;
  }
  if (!constraints.category.empty() && !is_of_category(product, constraints.category)) {
    return "category: " + product.category;
  }
  return breaks_ingredients(product, constraints);
}

}  // namespace lumen::eval
