// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_role.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/encoding.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

struct WordRule {
  std::string_view words;  // separated by '|', as split_words gives them
  Role role;
};

// The first rule with a word of the name decides.
constexpr std::array<WordRule, 11> name_rules = {{
    {"lip|lips|hair|shampoo|brush|device|supplement|capsule|nail|razor|foundation|concealer|brow|lash|mascara",
     Role::other},
    {"bath|shower|body|hand|foot|heel|deodorant|leg|bust", Role::body},
    {"spot", Role::treatment},
    {"cleanser|cleansing|cleanse|remover|makeup|wash|micellar|soap|demakeup|demaquillant", Role::cleanser},
    {"spf|sunscreen|sunblock", Role::sun_protection},
    {"eye|eyes|eyecare", Role::eye_care},
    {"mask|masque|masks", Role::mask},
    {"peel|peeling|scrub|exfoliant|exfoliating|exfoliator|exfoliate|polish|microdermabrasion", Role::exfoliator},
    {"toner|tonic|tonique|mist|astringent", Role::toner},
    {"serum|treatment|concentrate|ampoule|booster|corrector", Role::treatment},
    {"moisturizer|moisturiser|cream|creme|moisturizing|moisturising|balm|oil", Role::moisturizer},
}};

struct CategoryRule {
  std::string_view stated;  // lower case
  std::string_view shown;
  Role role;
};

constexpr std::array<CategoryRule, 37> category_rules = {{
    {"cleanser", "Cleanser", Role::cleanser},
    {"cleansers", "Cleanser", Role::cleanser},
    {"face wash", "Cleanser", Role::cleanser},
    {"toner", "Toner", Role::toner},
    {"toners", "Toner", Role::toner},
    {"mist", "Mist", Role::toner},
    {"mists", "Mist", Role::toner},
    {"treatment", "Treatment", Role::treatment},
    {"treatments", "Treatment", Role::treatment},
    {"serum", "Treatment", Role::treatment},
    {"serums", "Treatment", Role::treatment},
    {"exfoliator", "Exfoliator", Role::exfoliator},
    {"exfoliators", "Exfoliator", Role::exfoliator},
    {"exfoliant", "Exfoliator", Role::exfoliator},
    {"peel", "Exfoliator", Role::exfoliator},
    {"mask", "Mask", Role::mask},
    {"masks", "Mask", Role::mask},
    {"face mask", "Mask", Role::mask},
    {"moisturizer", "Moisturizer", Role::moisturizer},
    {"moisturizers", "Moisturizer", Role::moisturizer},
    {"moisturiser", "Moisturizer", Role::moisturizer},
    {"moisturisers", "Moisturizer", Role::moisturizer},
    {"oil", "Face oil", Role::moisturizer},
    {"face oil", "Face oil", Role::moisturizer},
    {"balm", "Balm", Role::moisturizer},
    {"eye cream", "Eye care", Role::eye_care},
    {"eye care", "Eye care", Role::eye_care},
    {"eye", "Eye care", Role::eye_care},
    {"sun protect", "Sun protection", Role::sun_protection},
    {"sun protection", "Sun protection", Role::sun_protection},
    {"sunscreen", "Sun protection", Role::sun_protection},
    {"sunscreens", "Sun protection", Role::sun_protection},
    {"body wash", "Body wash", Role::body},
    {"bath salts", "Bath", Role::body},
    {"bath oil", "Bath", Role::body},
    {"body", "Body", Role::body},
    {"bath", "Bath", Role::body},
}};

const CategoryRule* find_category(std::string_view stated) {
  const std::string wanted = to_lower(trim(stated));
  const auto rule = std::find_if(category_rules.begin(), category_rules.end(),
                                 [&](const CategoryRule& one) { return one.stated == wanted; });
  return rule == category_rules.end() ? nullptr : &*rule;
}

bool holds(std::string_view words, std::string_view word) {
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t end = std::min(words.find('|', at), words.size());
    if (words.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

std::optional<Role> role_by_name(const std::vector<std::string>& words) {
  const bool for_the_face = std::find(words.begin(), words.end(), "face") != words.end();
  for (const WordRule& rule : name_rules) {
    if (rule.role == Role::body && for_the_face) continue;
    for (const std::string& word : words) {
      if (holds(rule.words, word)) return rule.role;
    }
  }
  return std::nullopt;
}

struct Factors {
  Role role;
  double blemishes;  // acne, hormonal acne, blackheads, whiteheads, pores, oily skin
  double dark_spots;
  double wrinkles;
  double eyes;  // dark circles, eye bags
  double dry;
  double redness;
  double healthy;
};

constexpr std::array<Factors, role_count> factors = {{
    {Role::cleanser, 0.80, 0.35, 0.25, 0.05, 0.45, 0.65, 0.90},
    {Role::toner, 0.90, 0.80, 0.70, 0.10, 0.70, 0.80, 0.50},
    {Role::treatment, 1.00, 1.00, 1.00, 0.25, 0.85, 1.00, 0.40},
    {Role::exfoliator, 0.95, 0.90, 0.70, 0.05, 0.35, 0.35, 0.10},
    {Role::mask, 0.85, 0.75, 0.65, 0.20, 0.85, 0.85, 0.30},
    {Role::moisturizer, 0.85, 0.90, 1.00, 0.20, 1.00, 1.00, 1.00},
    {Role::eye_care, 0.10, 0.30, 0.80, 1.00, 0.40, 0.30, 0.15},
    {Role::sun_protection, 0.40, 0.90, 0.85, 0.10, 0.50, 0.60, 1.00},
    {Role::body, 0.25, 0.25, 0.20, 0.00, 0.45, 0.30, 0.20},
    {Role::other, 0.30, 0.30, 0.30, 0.05, 0.30, 0.30, 0.15},
}};

constexpr std::array<std::string_view, role_count> phrases = {
    "a cleanser",    "a toner",        "a treatment", "an exfoliator",  "a mask",
    "a moisturizer", "an eye product", "a sunscreen", "a body product", "a product",
};

constexpr std::array<std::string_view, role_count> names = {
    "cleanser",    "toner",    "treatment",      "exfoliator", "mask",
    "moisturizer", "eye_care", "sun_protection", "body",       "other",
};

}  // namespace

std::string_view to_string(Role role) { return names[static_cast<std::size_t>(role)]; }

Role role_of(std::string_view name, std::string_view category) {
  const CategoryRule* stated = find_category(category);
  if (stated != nullptr && stated->role == Role::body) return Role::body;
  const auto named = role_by_name(search::split_words(name));
  // "Cream", "balm" and "oil" say less than a category does: there are cream masks and oil serums.
  if (named && (*named != Role::moisturizer || stated == nullptr)) return *named;
  return stated == nullptr ? Role::other : stated->role;
}

std::string_view role_phrase(Role role) { return phrases[static_cast<std::size_t>(role)]; }

double role_factor(Role role, Label label) {
  const Factors& row = factors[static_cast<std::size_t>(role)];
  switch (label) {
    case Label::acne:
    case Label::hormonal_acne:
    case Label::blackheads:
    case Label::whiteheads:
    case Label::pores:
    case Label::oily_skin: return row.blemishes;
    case Label::dark_spots: return row.dark_spots;
    case Label::wrinkles: return row.wrinkles;
    case Label::dark_circles:
    case Label::eye_bags: return row.eyes;
    case Label::dry_skin: return row.dry;
    case Label::skin_redness: return row.redness;
    case Label::healthy: return row.healthy;
  }
  return 0;
}

std::string display_category(std::string_view stated) {
  const CategoryRule* rule = find_category(stated);
  return rule == nullptr ? std::string(trim(stated)) : std::string(rule->shown);
}

}  // namespace lumen::catalog
