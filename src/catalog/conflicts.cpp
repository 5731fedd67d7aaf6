// SPDX-License-Identifier: Apache-2.0
#include "catalog/conflicts.h"

namespace lumen::catalog {
namespace {

constexpr ConflictRule rules[] = {
    {"retinoid_aha", Group::retinoid, Group::aha, Apart::times,
     "A retinoid and an alpha hydroxy acid together can irritate; the acid goes into the morning, the retinoid into the "
     "evening.",
     "knox_aha_retinol"},
    {"retinoid_salicylic_acid", Group::retinoid, Group::salicylic_acid, Apart::days,
     "A retinoid goes on only after the effect of salicylic acid has subsided: use them on different days.",
     "tretinoin_interactions"},
    {"retinoid_benzoyl_peroxide", Group::retinoid, Group::benzoyl_peroxide, Apart::days,
     "A retinoid goes on only after the effect of benzoyl peroxide has subsided: use them on different days.",
     "tretinoin_interactions"},
    {"retinoid_sulfur", Group::retinoid, Group::sulfur, Apart::days,
     "A retinoid goes on only after the effect of sulfur has subsided: use them on different days.",
     "tretinoin_interactions"},
    {"benzoyl_peroxide_salicylic_acid", Group::benzoyl_peroxide, Group::salicylic_acid, Apart::times,
     "Benzoyl peroxide beside another acne active makes dryness and irritation more likely: use them apart.",
     "bpo_label"},
    {"benzoyl_peroxide_sulfur", Group::benzoyl_peroxide, Group::sulfur, Apart::times,
     "Benzoyl peroxide beside another acne active makes dryness and irritation more likely: use them apart.",
     "bpo_label"},
    {"benzoyl_peroxide_vitamin_c", Group::benzoyl_peroxide, Group::vitamin_c, Apart::times,
     "Benzoyl peroxide oxidises vitamin C, which then does less: use one in the morning and one in the evening.",
     "draelos_vitamin_c"},
    {"aha_salicylic_acid", Group::aha, Group::salicylic_acid, Apart::times,
     "Two exfoliating acids add up and can weaken the skin's barrier: use them apart.", "typology_mix"},
    {"aha_vitamin_c", Group::aha, Group::vitamin_c, Apart::times,
     "An exfoliating acid and pure vitamin C together can irritate: use them apart.", "typology_mix"},
    {"salicylic_acid_vitamin_c", Group::salicylic_acid, Group::vitamin_c, Apart::times,
     "An exfoliating acid and pure vitamin C together can irritate: use them apart.", "typology_mix"},
    {"retinoid_vitamin_c", Group::retinoid, Group::vitamin_c, Apart::times,
     "A retinoid and pure vitamin C together can irritate: use them apart.", "typology_mix"},
    {"aha_aha", Group::aha, Group::aha, Apart::times,
     "Two products with alpha hydroxy acids add up and can weaken the skin's barrier: use one at a time.",
     "typology_mix"},
    {"retinoid_retinoid", Group::retinoid, Group::retinoid, Apart::days,
     "Two products with a retinoid add up and can weaken the skin's barrier: use one of them.", "typology_mix"},
};

}  // namespace

std::span<const ConflictRule> all_conflict_rules() { return rules; }

std::vector<const ConflictRule*> conflicts_between(const ProductFacts& one, const ProductFacts& other) {
  std::vector<const ConflictRule*> broken;
  for (const ConflictRule& rule : rules) {
    if ((one.acts(rule.a) && other.acts(rule.b)) || (one.acts(rule.b) && other.acts(rule.a))) broken.push_back(&rule);
  }
  return broken;
}

}  // namespace lumen::catalog
