// SPDX-License-Identifier: Apache-2.0
#pragma once
// The conditions Lumen speaks of. Their snake_case names are part of the wire contract.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lumen {

enum class Label : std::uint8_t {
  acne,
  hormonal_acne,
  blackheads,
  whiteheads,
  dark_spots,
  dark_circles,
  eye_bags,
  pores,
  wrinkles,
  dry_skin,
  oily_skin,
  skin_redness,
  healthy,
};

inline constexpr std::size_t label_count = 13;

inline constexpr std::array<Label, label_count> all_labels = {
    Label::acne,         Label::hormonal_acne, Label::blackheads, Label::whiteheads, Label::dark_spots,
    Label::dark_circles, Label::eye_bags,      Label::pores,      Label::wrinkles,   Label::dry_skin,
    Label::oily_skin,    Label::skin_redness,  Label::healthy,
};

// "dark_spots": the wire name.
std::string_view to_string(Label label);

// "Dark spots": for people.
std::string_view display_name(Label label);

// Accepts any case and spaces, hyphens or underscores between words; also `eyebags` and a few plain
// synonyms ("redness", "dryness"). Anything else, such as "General", is no label.
std::optional<Label> parse_label(std::string_view text);

}  // namespace lumen
