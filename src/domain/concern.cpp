// SPDX-License-Identifier: Apache-2.0
#include "domain/concern.h"

#include <cctype>

namespace lumen {
namespace {

struct Names {
  std::string_view wire;
  std::string_view display;
};

constexpr std::array<Names, concern_count> names = {{
    {"inflamed_lesions", "Inflamed lesions"},
    {"comedones", "Comedones"},
    {"blackheads", "Blackheads"},
    {"whiteheads", "Whiteheads"},
    {"post_acne_marks", "Post-acne marks"},
    {"pores", "Pores"},
    {"redness", "Redness"},
    {"dark_spots", "Dark spots"},
    {"unevenness", "Uneven tone"},
    {"dullness", "Dullness"},
    {"roughness", "Rough texture"},
    {"fine_lines", "Fine lines"},
    {"wrinkles", "Wrinkles"},
    {"forehead_lines", "Forehead lines"},
    {"crows_feet", "Crow's feet"},
    {"nasolabial_folds", "Nasolabial folds"},
    {"under_eye_darkness", "Under-eye darkness"},
    {"eye_bags", "Eye bags"},
    {"shine", "Shine"},
    {"dryness", "Dryness"},
    {"flaking", "Flaking"},
    {"sagging", "Sagging"},
    {"lip_dryness", "Dry lips"},
}};

constexpr std::array<std::string_view, 5> skin_type_names = {"unknown", "dry", "normal", "oily", "combination"};

bool same_name(std::string_view text, std::string_view wire) {
  if (text.size() != wire.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i] == ' ' || text[i] == '-' ? '_' : text[i];
    if (std::tolower(static_cast<unsigned char>(c)) != wire[i]) return false;
  }
  return true;
}

}  // namespace

std::array<Concern, concern_count> all_concerns() {
  std::array<Concern, concern_count> all{};
  for (std::size_t i = 0; i < concern_count; ++i) all[i] = static_cast<Concern>(i);
  return all;
}

std::string_view to_string(Concern concern) { return names[static_cast<std::size_t>(concern)].wire; }

std::string_view display_name(Concern concern) { return names[static_cast<std::size_t>(concern)].display; }

std::optional<Concern> parse_concern(std::string_view name) {
  for (const Concern concern : all_concerns()) {
    if (same_name(name, to_string(concern))) return concern;
  }
  return std::nullopt;
}

std::string_view to_string(SkinType type) { return skin_type_names[static_cast<std::size_t>(type)]; }

}  // namespace lumen
