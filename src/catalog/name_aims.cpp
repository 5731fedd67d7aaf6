// SPDX-License-Identifier: Apache-2.0
#include "catalog/name_aims.h"

#include <algorithm>
#include <vector>

#include "catalog/asked_words.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

// Phrases of names, as split_words gives them, separated by '|'; '*' ends a word that may go on.
struct AimWords {
  Label label;
  float strength;
  std::string_view phrases;
};

constexpr AimWords aim_words[] = {
    {Label::acne, 1.0F, "acne|blemish|breakout|benzoyl peroxide|anti imperfection*|pimple|zit"},
    {Label::acne, 0.6F, "clarif*|clearing|sulfur|sulphur|tea tree|teatree*|salicylic|bha|spot treatment"},
    {Label::hormonal_acne, 1.0F, "hormonal"},
    {Label::hormonal_acne, 0.8F, "acne|blemish|breakout|benzoyl peroxide"},
    {Label::blackheads, 1.0F, "blackhead"},
    {Label::blackheads, 0.7F, "pore*|deep clean*|clay|charcoal|bha|salicylic"},
    {Label::blackheads, 0.4F, "detox*|purif*|mud|clarif*"},
    {Label::whiteheads, 1.0F, "whitehead|milia"},
    {Label::whiteheads, 0.7F, "bha|aha|pha|salicylic|glycolic|lactic|mandelic|exfol*|peel|resurfac*"},
    {Label::whiteheads, 0.5F, "acne|blemish|pore|clearing"},
    {Label::pores, 1.0F, "pore*"},
    {Label::pores, 0.5F, "refin*|resurfac*|exfol*|smoothing|clay|texture|bha|aha|pha|glycolic|peel"},
    {Label::oily_skin, 1.0F, "oil control|oily|matt*|shine|oil free|sebum"},
    {Label::oily_skin, 0.5F, "clay|charcoal|purif*|balanc*|mud|acne|blemish|clarif*"},
    {Label::dark_spots, 1.0F,
     "dark spot|brighten*|bright|brightener|pigment*|discolor*|discolour*|tone correct*|skin tone|radian*"},
    {Label::dark_spots, 0.8F, "vitamin c|c|whitening|lighten*|tranexamic|arbutin|kojic"},
    {Label::dark_spots, 0.5F, "glow|radiance|luminous|glycolic|peel|correct*|age spot"},
    {Label::wrinkles, 1.0F, "wrinkle*|retinol|firm*|lift*|anti aging|anti ageing|age|ageless|sculpt*|bakuchiol"},
    {Label::wrinkles, 0.7F, "youth|renewal|peptide|collagen|longevity|rejuven*|resist|line"},
    {Label::dark_circles, 1.0F, "dark circle|bright*|brighten*|radian*|c"},
    {Label::dark_circles, 0.6F, "awake|luminous|renewal|illumin*"},
    {Label::eye_bags, 1.0F, "puff*|depuff*|de puff*|bag"},
    {Label::eye_bags, 0.5F, "patch|gel|renewal|oxygen*|awake|remedy|cool*"},
    {Label::dry_skin, 1.0F, "hydr*|hyaluronic|ceramid*|barrier|moisture|drench|dry|nourish*"},
    {Label::dry_skin, 0.6F,
     "replenish*|repair*|omega|squalane|b5|overnight|oat|oatmeal|plump*|recovery|sleeping|"
     "lipid|rich|intense|creme|aloe vera"},
    {Label::skin_redness, 1.0F, "redness|calm*|sooth*|cica*|centella|tiger grass|sensitive|rosacea|rescue"},
    {Label::skin_redness, 0.6F, "oat|oatmeal|recovery|gentle|barrier|comfort*|aloe"},
    {Label::healthy, 0.8F, "spf|spf30|sunscreen|daily|every day|gentle|facial cleanser|face cleanser"},
    {Label::healthy, 0.5F, "moisturizer|moisturizing|hydrat*|cleanser|all day"},
};

enum class Kind { blemishes, tone, age, eyes, moisture, calm, none };

Kind kind_of(Label label) {
  switch (label) {
    case Label::acne:
    case Label::hormonal_acne:
    case Label::blackheads:
    case Label::whiteheads:
    case Label::pores:
    case Label::oily_skin: return Kind::blemishes;
    case Label::dark_spots: return Kind::tone;
    case Label::wrinkles: return Kind::age;
    case Label::dark_circles:
    case Label::eye_bags: return Kind::eyes;
    case Label::dry_skin: return Kind::moisture;
    case Label::skin_redness: return Kind::calm;
    case Label::healthy: return Kind::none;
  }
  return Kind::none;
}

bool is_for_eyes(Label label) { return kind_of(label) == Kind::eyes; }

}  // namespace

NameAims aims_of(std::string_view name, Role role) {
  const std::vector<std::string> words = search::split_words(name);
  NameAims aims;
  for (const AimWords& row : aim_words) {
    if (is_for_eyes(row.label) && role != Role::eye_care) continue;
    float& strength = aims.strength[static_cast<std::size_t>(row.label)];
    if (strength >= row.strength) continue;
    if (!holds_one_of(words, row.phrases)) continue;
    strength = row.strength;
    aims.any = aims.any || row.label != Label::healthy;
  }
  return aims;
}

double aim_factor(const NameAims& aims, Label label) {
  constexpr double named_gain = 0.35;
  constexpr double near_by = 0.88;
  constexpr double everyday = 0.8;  // a product for one concern, asked for everyday care
  constexpr double elsewhere = 0.7;
  const float own = aims.at(label);
  if (label == Label::healthy && aims.any) return everyday;
  if (own > 0) return 1 + named_gain * static_cast<double>(own);
  if (!aims.any) return 1;
  const bool near = std::any_of(all_labels.begin(), all_labels.end(),
                                [&](Label other) { return aims.at(other) > 0 && kind_of(other) == kind_of(label); });
  return near ? near_by : elsewhere;
}

}  // namespace lumen::catalog
