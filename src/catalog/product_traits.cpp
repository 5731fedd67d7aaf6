// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_traits.h"

#include <algorithm>

#include "base/encoding.h"
#include "catalog/active_matcher.h"
#include "catalog/active_table.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

double quality_of(const Product& product) {
  constexpr double prior_stars = 4.0;
  constexpr double prior_votes = 20;
  const double votes = !product.rated ? 0 : product.review_count > 0 ? static_cast<double>(product.review_count) : 10;
  const double stars = (product.rating * votes + prior_stars * prior_votes) / (votes + prior_votes);
  return 0.8 + 0.2 * std::clamp((stars - 3) / 2, 0.0, 1.0);
}

// How much of an active is in a product, by its place in the list; one that the name speaks of counts full.
float strength_of(const FoundActive& found, bool named) {
  if (named) return 1.0F;
  const float by_place = found.place < 3    ? 0.9F
                         : found.place < 6  ? 0.75F
                         : found.place < 10 ? 0.6F
                         : found.place < 20 ? 0.4F
                                            : 0.25F;
  return all_actives()[found.active].presence == Presence::any ? std::max(by_place, 0.45F) : by_place;
}

std::vector<std::pair<std::size_t, float>> strengths_of(const Product& product) {
  Product name_only;
  name_only.name = product.name;
  const std::vector<FoundActive> named = active_matcher().find(name_only);
  const auto in_name = [&](std::size_t active) {
    return std::any_of(named.begin(), named.end(), [&](const FoundActive& one) { return one.active == active; });
  };
  std::vector<std::pair<std::size_t, float>> strengths;
  for (const FoundActive& found : active_matcher().find(product)) {
    strengths.emplace_back(found.active, strength_of(found, in_name(found.active)));
  }
  for (const FoundActive& found : named) {
    const bool listed =
        std::any_of(strengths.begin(), strengths.end(), [&](const auto& one) { return one.first == found.active; });
    if (!listed) strengths.emplace_back(found.active, 1.0F);
  }
  return strengths;
}

// A toner or serum whose acids stand at the front of its list is an exfoliator too.
bool exfoliates(Role role, const std::vector<std::pair<std::size_t, float>>& strengths) {
  if (role != Role::toner && role != Role::treatment) return false;
  return std::any_of(strengths.begin(), strengths.end(), [](const auto& one) {
    const std::string_view key = all_actives()[one.first].key;
    return (key == "aha" || key == "pha" || key == "salicylic_acid") && one.second >= 0.75F;
  });
}

}  // namespace

float ProductTraits::strength(std::size_t active) const {
  const auto held =
      std::find_if(strengths.begin(), strengths.end(), [&](const auto& one) { return one.first == active; });
  return held == strengths.end() ? 0.0F : held->second;
}

ProductTraits traits_of(const Product& product, const ProductFit& fit) {
  const std::vector<std::string> name = search::split_words(product.name);
  ProductTraits traits;
  traits.brand = to_lower(product.brand);
  traits.category = to_lower(product.category);
  traits.price_usd = lowest_usd(product.price_range);
  traits.quality = quality_of(product);
  traits.aims = aims_of(product.name, fit.role);
  traits.forms = forms_named(name);
  traits.strengths = strengths_of(product);
  traits.roles = roles_named(name);
  traits.roles.set(static_cast<std::size_t>(fit.role));
  if (exfoliates(fit.role, traits.strengths)) traits.roles.set(static_cast<std::size_t>(Role::exfoliator));
  return traits;
}

}  // namespace lumen::catalog
