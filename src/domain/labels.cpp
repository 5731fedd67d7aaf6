// SPDX-License-Identifier: Apache-2.0
#include "domain/labels.h"

#include <cctype>
#include <string>
#include <utility>

namespace lumen {
namespace {

struct Names {
  std::string_view wire;
  std::string_view display;
};

constexpr std::array<Names, label_count> names = {{
    {"acne", "Acne"},
    {"hormonal_acne", "Hormonal acne"},
    {"blackheads", "Blackheads"},
    {"whiteheads", "Whiteheads"},
    {"dark_spots", "Dark spots"},
    {"dark_circles", "Dark circles"},
    {"eye_bags", "Eye bags"},
    {"pores", "Pores"},
    {"wrinkles", "Wrinkles"},
    {"dry_skin", "Dry skin"},
    {"oily_skin", "Oily skin"},
    {"skin_redness", "Skin redness"},
    {"healthy", "Healthy"},
}};

constexpr std::array<std::pair<std::string_view, Label>, 13> synonyms = {{
    {"oily", Label::oily_skin},
    {"dry", Label::dry_skin},
    {"dryness", Label::dry_skin},
    {"redness", Label::skin_redness},
    {"red_skin", Label::skin_redness},
    {"rosacea", Label::skin_redness},
    {"eyebags", Label::eye_bags},
    {"pore", Label::pores},
    {"wrinkle", Label::wrinkles},
    {"fine_lines", Label::wrinkles},
    {"hyperpigmentation", Label::dark_spots},
    {"healthy_skin", Label::healthy},
    {"normal", Label::healthy},
}};

// Lower case, words joined by one underscore.
std::string normalised(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ' || c == '-' || c == '_' || c == '\t') {
      gap = !out.empty();
      continue;
    }
    if (gap) out.push_back('_');
    gap = false;
    out.push_back(static_cast<char>(std::tolower(byte)));
  }
  return out;
}

}  // namespace

std::string_view to_string(Label label) { return names[static_cast<std::size_t>(label)].wire; }

std::string_view display_name(Label label) { return names[static_cast<std::size_t>(label)].display; }

std::optional<Label> parse_label(std::string_view text) {
  if (text.size() > 64) return std::nullopt;
  const std::string wanted = normalised(text);
  for (const Label label : all_labels) {
    if (to_string(label) == wanted) return label;
  }
  for (const auto& [name, label] : synonyms) {
    if (name == wanted) return label;
  }
  return std::nullopt;
}

}  // namespace lumen
