// SPDX-License-Identifier: Apache-2.0
#include "catalog/effect_sources.h"

namespace lumen::catalog {
namespace {

constexpr EffectSource sources[] = {
    {"benzoyl_peroxide", Label::acne, "cfr_333"},
    {"benzoyl_peroxide", Label::hormonal_acne, "cfr_333"},
    {"benzoyl_peroxide", Label::whiteheads, "cfr_333"},
    {"salicylic_acid", Label::acne, "cfr_333"},
    {"salicylic_acid", Label::hormonal_acne, "cfr_333"},
    {"salicylic_acid", Label::blackheads, "cfr_333"},
    {"salicylic_acid", Label::whiteheads, "cfr_333"},
    {"salicylic_acid", Label::pores, "peels_2023"},
    {"salicylic_acid", Label::oily_skin, "peels_2023"},
    {"sulfur", Label::acne, "cfr_333"},
    {"sulfur", Label::hormonal_acne, "cfr_333"},
    {"sulfur", Label::blackheads, "cfr_333"},
    {"sulfur", Label::whiteheads, "cfr_333"},
    {"azelaic_acid", Label::acne, "jabfm_2016"},
    {"azelaic_acid", Label::hormonal_acne, "jabfm_2016"},
    {"azelaic_acid", Label::dark_spots, "depigmenting_2018"},
    {"retinoid", Label::acne, "ukt_retinoids"},
    {"retinoid", Label::hormonal_acne, "ukt_retinoids"},
    {"retinoid", Label::wrinkles, "retinoids_2006"},
    {"retinoid", Label::dark_spots, "depigmenting_2018"},
    {"niacinamide", Label::acne, "niacinamide_2025"},
    {"niacinamide", Label::hormonal_acne, "niacinamide_2025"},
    {"niacinamide", Label::oily_skin, "niacinamide_2025"},
    {"niacinamide", Label::pores, "niacinamide_2025"},
    {"niacinamide", Label::skin_redness, "niacinamide_2025"},
    {"niacinamide", Label::healthy, "niacinamide_2025"},
    {"niacinamide", Label::dark_spots, "niacinamide_2021"},
    {"niacinamide", Label::wrinkles, "niacinamide_2021"},
    {"vitamin_c", Label::dark_spots, "vitamin_c_2013"},
    {"vitamin_c", Label::wrinkles, "vitamin_c_2013"},
    {"vitamin_c", Label::healthy, "vitamin_c_2013"},
    {"tranexamic_acid", Label::dark_spots, "depigmenting_2018"},
    {"arbutin", Label::dark_spots, "depigmenting_2018"},
    {"kojic_acid", Label::dark_spots, "depigmenting_2018"},
    {"licorice", Label::dark_spots, "depigmenting_2018"},
    {"aha", Label::acne, "aha_2024"},
    {"aha", Label::dark_spots, "aha_2024"},
    {"aha", Label::wrinkles, "aha_2024"},
    {"caffeine", Label::dark_circles, "caffeine_2015"},
    {"vitamin_k", Label::dark_circles, "caffeine_2015"},
    {"centella", Label::skin_redness, "centella_2016"},
    {"peptide", Label::wrinkles, "peptides_2017"},
    {"glycerin", Label::dry_skin, "moisturisers"},
    {"glycerin", Label::healthy, "moisturisers"},
    {"hyaluronic_acid", Label::dry_skin, "moisturisers"},
    {"hyaluronic_acid", Label::healthy, "moisturisers"},
    {"urea", Label::dry_skin, "moisturisers"},
    {"petrolatum", Label::dry_skin, "cfr_347"},
    {"oat", Label::dry_skin, "cfr_347"},
    {"plant_oil", Label::dry_skin, "moisturisers"},
    {"sunscreen", Label::healthy, "aad_sunscreen"},
    {"sunscreen", Label::wrinkles, "aad_sunscreen"},
    {"sunscreen", Label::dark_spots, "aad_sunscreen"},
};

}  // namespace

std::span<const EffectSource> all_effect_sources() { return sources; }

std::string_view effect_source(std::string_view active, Label label) {
  for (const EffectSource& one : sources) {
    if (one.active == active && one.label == label) return one.source;
  }
  return {};
}

}  // namespace lumen::catalog
