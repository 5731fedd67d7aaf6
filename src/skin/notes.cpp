// SPDX-License-Identifier: Apache-2.0
#include "skin/notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace lumen::skin {
namespace {

std::string percent(double fraction) {
  const double value = 100 * fraction;
  return value < 10 ? fmt::format("{:.1f} %", value) : fmt::format("{:.0f} %", value);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return count == 0 ? fmt::format("No {}", many) : fmt::format("{} {}", count, count == 1 ? one : many);
}

// "most on the cheeks": where at least half of the spots lie, or nothing.
std::string where_most(const Spots& found, const Scope& scope) {
  if (scope.mode == Mode::close_up || found.spots.size() < 4) return {};
  struct Place {
    std::string_view name;
    std::array<Region, 2> regions;
  };
  static constexpr std::array<Place, 4> places = {{
      {"cheeks", {Region::left_cheek, Region::right_cheek}},
      {"forehead", {Region::forehead, Region::forehead}},
      {"nose", {Region::nose, Region::nose}},
      {"jaw and chin", {Region::lower_third, Region::lower_third}},
  }};
  for (const Place& place : places) {
    const auto inside = std::count_if(found.spots.begin(), found.spots.end(), [&](const Spot& spot) {
      return std::any_of(place.regions.begin(), place.regions.end(), [&](Region region) {
        return face_template().regions[std::size_t(region)].at<std::uint8_t>(cv::Point(spot.centre)) != 0;
      });
    });
    if (2 * std::size_t(inside) >= found.spots.size()) return fmt::format(", most on the {}", place.name);
  }
  return {};
}

std::string spots_note(const SpotMeasure& spots, std::string_view colour, const Scope& scope) {
  const std::size_t count = spots.found.spots.size();
  const std::string text = counted(count, fmt::format("{} spot", colour), fmt::format("{} spots", colour));
  if (count == 0) return text + " stand out on the measured skin.";
  return fmt::format("{} over {} of the measured skin{}.", text, percent(spots.area_fraction),
                     where_most(spots.found, scope));
}

std::string hormonal_note(const Measures& m) {
  if (m.spots.inflamed.found.spots.empty()) return "No red spots stand out on the jaw and chin.";
  return fmt::format("{} of the area of red spots lies on the jaw, the chin and around the mouth.",
                     percent(m.spots.lower_third_share));
}

std::string under_eye_note(const UnderEyes& eyes) {
  if (eyes.worst_percent < 1) return "The skin under the eyes is as light as the cheeks or lighter.";
  return fmt::format("The skin under the eyes is up to {:.0f} % darker than the cheek below it.", eyes.worst_percent);
}

std::string bag_note(const UnderEyes& eyes) {
  if (eyes.bag_depth < 1) return "No shaded groove shows below the eyes.";
  const char* how = eyes.bag_depth < 3 ? "a little darker" : eyes.bag_depth < 6 ? "darker" : "clearly darker";
  return fmt::format("A shaded groove below the eyes is {} than the skin beside it.", how);
}

std::string redness_note(const Redness& redness) {
  if (redness.area_fraction < 0.01) return "The skin is of one redness: nothing stands out from its calm parts.";
  return fmt::format("{} of the measured skin is redder than its calm parts.", percent(redness.area_fraction));
}

std::string shine_note(const Measures& m) {
  const char* where = m.scope.mode == Mode::face ? "forehead, nose and chin" : "the measured skin";
  return fmt::format("Shine covers {} of {}.", percent(m.shine.t_zone_fraction), where);
}

std::string dots_note(const Spots& dots, std::string_view what, std::string_view where) {
  return fmt::format("{} on {}.", counted(dots.spots.size(), what, fmt::format("{}s", what)), where);
}

}  // namespace

std::string note_measured(Label label, const Measures& m) {
  const bool face = m.scope.mode == Mode::face;
  switch (label) {
    case Label::acne: return spots_note(m.spots.inflamed, "red", m.scope);
    case Label::hormonal_acne: return hormonal_note(m);
    case Label::blackheads:
      return dots_note(m.texture.blackheads, "small dark dot", face ? "nose, forehead and chin" : "the measured skin");
    case Label::whiteheads: return dots_note(m.texture.whiteheads, "small light dot", "the measured skin");
    case Label::dark_spots: return spots_note(m.spots.dark, "dark", m.scope);
    case Label::dark_circles: return under_eye_note(m.under_eyes);
    case Label::eye_bags: return bag_note(m.under_eyes);
    case Label::pores:
      return dots_note(m.texture.pores, "pore-sized dark dot", face ? "nose and cheeks" : "the measured skin");
    case Label::wrinkles:
      return fmt::format("Lines cover {} of {}.", percent(m.lines.area_fraction),
                         face ? "the forehead, the cheeks and the skin around the eyes" : "the measured skin");
    case Label::dry_skin:
      return fmt::format("Fine texture makes the skin's lightness vary by {:.1f} %.", m.texture.fine_percent);
    case Label::oily_skin: return shine_note(m);
    case Label::skin_redness: return redness_note(m.redness);
    case Label::healthy: break;
  }
  return {};
}

std::string note_not_measured(Label label, const Needs& needs, const Scope& scope) {
  if (needs.colour && scope.colour == Colour::absent) return "Not judged: the photo is black and white.";
  if (needs.face && scope.mode == Mode::close_up) return "Not judged: the photo shows no whole face.";
  if (needs.fine_detail && !scope.fine_detail) return "Not judged: the photo is too coarse for such small detail.";
  return fmt::format("Not judged: the skin needed for {} cannot be seen.", to_string(label));
}

std::string note_healthy(const std::vector<Finding>& others, const Measures&) {
  const auto judged = std::count_if(others.begin(), others.end(), [](const Finding& f) { return f.measured; });
  const auto present = std::count_if(others.begin(), others.end(),
                                     [](const Finding& f) { return f.measured && f.severity != Severity::none; });
  if (present == 0) return fmt::format("None of the {} concerns that were measured stands out.", judged);
  return fmt::format("{} of the {} concerns that were measured {} out.", present, judged,
                     present == 1 ? "stands" : "stand");
}

std::vector<std::string> notes_for(const Measures& m) {
  std::vector<std::string> notes;
  if (m.scope.colour == Colour::absent) notes.emplace_back("The photo is black and white, so colour was not judged.");
  if (m.scope.mode == Mode::close_up) {
    notes.emplace_back("The photo shows skin without a whole face, so places of the face were not judged.");
  }
  if (!m.scope.fine_detail) {
    notes.emplace_back("The skin is small in the photo: pores and other fine detail cannot be seen.");
  }
  return notes;
}

}  // namespace lumen::skin
