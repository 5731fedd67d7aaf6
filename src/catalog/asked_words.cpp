// SPDX-License-Identifier: Apache-2.0
#include "catalog/asked_words.h"

#include <algorithm>
#include <array>

#include "catalog/active_matcher.h"

namespace lumen::catalog {
namespace {

struct AskedRole {
  Role role;
  std::string_view phrases;
};

// Whole words: "after washing" and "peeling flakes" ask for no kind of product.
constexpr std::array<AskedRole, 8> asked_roles = {{
    {Role::sun_protection,
     "sun protection|sun protect|sun cream|suncream|sun screen|sun lotion|sunscreen|sunblock|spf|spf30|spf50|"
     "uv|uva|uvb|sun factor"},
    {Role::mask, "mask|masque|sleeping pack|pack"},
    {Role::exfoliator,
     "exfoliator|exfoliant|exfoliating|exfoliate|exfoliation|scrub|peel|gommage|peeling pad|"
     "microdermabrasion|dead skin|gentle acid|acid toner|chemical exfoliation"},
    {Role::cleanser,
     "cleanser|facewash|wash|cleansing|micellar|makeup remov*|make up remov*|remove makeup|"
     "take off makeup|remove make up|soap|clean my face"},
    {Role::toner, "toner|tonic|essence|astringent|mist"},
    {Role::treatment, "serum|ampoule|booster|concentrate"},
    {Role::moisturizer,
     "moisturizer|moisturiser|cream|creme|lotion|balm|hydrator|ointment|emollient|facial oil|face oil"},
    {Role::eye_care, "eye|eyelid|undereye|crow feet|crows feet"},
}};

// `asked`: what people write; `named`: what names of such products say.
struct Form {
  std::string_view asked;
  std::string_view named;
};

constexpr Form forms[] = {
    {"makeup remov*|remove makeup|take off makeup|make up remov*|mascara|melt off|double cleans*",
     "cleansing balm|cleansing oil|micellar|makeup remov*|remover|melting"},
    {"micellar", "micellar"},
    {"sheet mask|sheet", "sheet|facial mask"},
    {"overnight|sleeping|night mask|sleep mask|night time mask", "overnight|sleeping|sleep|night mask"},
    {"night cream|night time|nighttime|at night|overnight", "night|pm|overnight|sleeping|evening"},
    {"day cream|daytime|day moisturizer|day moisturiser", "day|daily|am|spf"},
    {"lightweight|light weight|gel|not greasy|non greasy|not heavy|water cream|light|watery|oil free|not sticky",
     "gel|water cream|water gel|oil free|watery|cloud|light*|surge|fluid|water"},
    {"rich|thick|heavy cream|intense|heavy duty|very dry", "rich|intens*|repair|deep moisture|creme de|barrier|balm"},
    {"mineral sunscreen|physical sunscreen|mineral|zinc oxide|titanium|reef safe|reef",
     "mineral|physical|zinc|100 mineral"},
    {"patch|patches|gel pad|eye pad", "patch|patche|eye mask"},
    {"bar|soap|bar soap", "bar|soap"},
    {"pad|wipe", "pad|wipe"},
    {"foam*|lather*", "foam*"},
    {"powder", "powder"},
    {"spot treatment|target*", "spot treatment|targeted|spot|acne treatment|clarifying treatment"},
    {"scrub|grit*|physical exfol*|beads", "scrub|dermabrasion|microdermabrasion|exfoliat*|polish"},
    {"peel*", "peel*|resurfac*"},
    {"face oil|facial oil|oil", "face oil|facial oil|retinol oil|oil"},
    {"oil free", "oil free|oil control"},
    {"clay", "clay|mud"},
    {"charcoal|carbon", "charcoal"},
    {"spf 50|spf50|high spf|factor 50", "spf 50|spf50"},
    {"spf 30|spf30|factor 30", "spf 30|spf30"},
    {"antioxidant|pollution|city|free radical", "antioxidant|vitamin c|city|urban|green tea|c"},
};
static_assert(std::size(forms) <= forms_max);

constexpr ActiveNickname nicknames[] = {
    {"salicylic_acid", "salicylic|bha|beta hydroxy|beta hydroxy acid"},
    {"benzoyl_peroxide", "benzoyl|bpo"},
    {"azelaic_acid", "azelaic"},
    {"retinoid", "retinoid|retin a|vitamin a|pure retinol"},
    {"bakuchiol", "natural retinol|retinol alternative|plant retinol|phyto retinol"},
    {"aha", "aha|alpha hydroxy|alpha hydroxy acid|fruit acid|glycolic|lactic|mandelic|acid peel"},
    {"pha", "pha|polyhydroxy|polyhydroxy acid"},
    {"enzyme", "enzyme|papaya enzyme"},
    {"niacinamide", "b3|vit b3"},
    {"zinc_salt", "zinc"},
    {"vitamin_c", "vit c|vitamin c|ascorbic|l ascorbic"},
    {"arbutin", "alpha arbutin"},
    {"kojic_acid", "kojic"},
    {"licorice", "liquorice|licorice root|liquorice root"},
    {"clay", "clay|mud"},
    {"peptide", "peptide|matrixyl|argireline|copper peptide"},
    {"coenzyme_q10", "coq10|co q10|coq 10|q10|coenzyme"},
    {"hyaluronic_acid", "hyaluronic|ha serum|hyaluron"},
    {"ceramide", "ceramide"},
    {"panthenol", "b5|vitamin b5|vit b5"},
    {"centella", "cica|gotu kola|tiger grass|centella"},
    {"oat", "oatmeal|oat"},
    {"aloe", "aloe"},
    {"tea_tree", "tea tree oil"},
    {"green_tea", "matcha|green tea extract"},
    {"shea_butter", "shea"},
    {"sulfur", "sulfur|sulphur"},
    {"charcoal", "activated charcoal"},
    {"squalane", "squalene"},
};

template <class Rows>
FormSet forms_in(const std::vector<std::string>& words, const Rows& phrases_of) {
  FormSet found;
  for (std::size_t i = 0; i < std::size(forms); ++i) {
    if (holds_one_of(words, phrases_of(forms[i]))) found.set(i);
  }
  return found;
}

}  // namespace

bool holds_phrase(std::span<const std::string> words, std::string_view phrase) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= phrase.size();) {
    const std::size_t end = std::min(phrase.find(' ', at), phrase.size());
    parts.push_back(phrase.substr(at, end - at));
    at = end + 1;
  }
  const auto matches = [](const std::string& word, std::string_view part) {
    if (!part.ends_with('*')) return word == part;
    return word.starts_with(part.substr(0, part.size() - 1));
  };
  return std::search(words.begin(), words.end(), parts.begin(), parts.end(), matches) != words.end();
}

bool holds_one_of(std::span<const std::string> words, std::string_view phrases) {
  const auto all = split_bar(phrases);
  return std::any_of(all.begin(), all.end(), [&](std::string_view one) { return holds_phrase(words, one); });
}

RoleSet roles_asked(const std::vector<std::string>& words) {
  RoleSet asked;
  for (const AskedRole& row : asked_roles) {
    if (holds_one_of(words, row.phrases)) asked.set(static_cast<std::size_t>(row.role));
  }
  // "Sunscreen that does not sting my eyes" is for the face.
  if (asked.test(static_cast<std::size_t>(Role::sun_protection))) asked.reset(static_cast<std::size_t>(Role::eye_care));
  return without_forms(asked);
}

FormSet forms_asked(const std::vector<std::string>& words) {
  return forms_in(words, [](const Form& form) { return form.asked; });
}

FormSet forms_named(const std::vector<std::string>& words) {
  return forms_in(words, [](const Form& form) { return form.named; });
}

PriceWish price_wish(const std::vector<std::string>& words) {
  if (holds_one_of(words, "cheap*|affordable|inexpensive|budget|drugstore|low cost|bargain")) return PriceWish::low;
  if (holds_one_of(words, "luxury|luxurious|splurge|high end|expensive|premium|fancy")) return PriceWish::high;
  return PriceWish::none;
}

std::span<const ActiveNickname> all_active_nicknames() { return nicknames; }

}  // namespace lumen::catalog
