// SPDX-License-Identifier: Apache-2.0
#pragma once
// How well a product suits each concern, from its ingredients (catalog/active_table.h) and its role.
//
// For a label, with w the weight of an active found, s its strength and f the factor of the product's role:
//   score = f * (1 - Π(1 - w*s) over actives with w > 0) * Π(1 + w*s) over actives with w < 0
// s is 1, or for actives whose share counts 1 / 0.8 / 0.6 / 0.35 by place in the list (first 5, 10, 20, later),
// and 1 whenever the list states a percentage. A sunscreen filter counts only in a sunscreen: elsewhere it is a
// pigment. A concern in the product's name ("Redness Solutions") turns the score into 1 - 0.65 * (1 - score).
// Without an ingredient list the name is read instead, at strength 0.9.
// Pure and deterministic.

#include <array>
#include <bitset>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/product_role.h"
#include "domain/labels.h"
#include "domain/product.h"

namespace lumen::catalog {

inline constexpr std::size_t actives_max = 128;
using ActiveSet = std::bitset<actives_max>;  // by place in all_actives()

struct ProductFit {
  Role role = Role::other;
  ActiveSet actives;
  std::array<float, label_count> scores{};  // 0..1, by label

  float score(Label label) const { return scores[static_cast<std::size_t>(label)]; }
};

// From this score on a product is said to be for a concern; from `light_fit` on it is a lighter fit.
inline constexpr float good_fit = 0.5F;
inline constexpr float light_fit = 0.2F;

// A condition among `product.target_conditions` counts at least `good_fit`: its source said so.
ProductFit assess(const Product& product);

// What a product is for: labels with a good fit, best first, at most 6.
std::vector<Label> target_conditions(const ProductFit& fit);

// Why a product answers a request about `label`: one sentence that names ingredients and concern, and says so
// when the product is only a lighter fit or fills the list.
std::string explain_fit(const Product& product, const ProductFit& fit, Label label);

// One ingredient that speaks for a product and a concern.
struct FitReason {
  std::string ingredient;   // as people call it: "niacinamide", "glycolic acid"
  std::string_view reason;  // "help balance oil"
  std::string_view source;  // key of the fact source that says so (catalog/effect_sources.h); "" when none was read
};

// The ingredients that count for `label`, the strongest first; those with a published source before the others.
std::vector<FitReason> fit_reasons(const Product& product, const ProductFit& fit, Label label);

// The set of actives with these keys; unknown keys are ignored.
ActiveSet actives_with_keys(const std::vector<std::string>& keys);

}  // namespace lumen::catalog
