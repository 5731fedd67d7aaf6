// SPDX-License-Identifier: Apache-2.0
#include "skin/measurement_list.h"

#include <cmath>

namespace lumen::skin {
namespace {

// Three significant digits are more than a photo carries, and hide the last bits of floating point.
double significant(double value) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const double step = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2);
  const double rounded = std::round(value / step) * step;
  return std::round(rounded * 1e6) / 1e6;
}

class List {
 public:
  void add(const char* name, double value, const char* unit, const char* region) {
    items_.push_back({name, significant(value), unit, region});
  }
  std::vector<Measurement> take() { return std::move(items_); }

 private:
  std::vector<Measurement> items_;
};

void add_colour(List& list, const Measures& m, const char* whole) {
  list.add("redness_area", m.redness.area_fraction, "fraction", whole);
  list.add("redness_delta_a", m.redness.delta_a, "CIELAB a*", whole);
  list.add("redness_spread_a", m.redness.spread_a, "CIELAB a*", whole);
  list.add("inflamed_spots", double(m.spots.inflamed.found.spots.size()), "count", whole);
  list.add("inflamed_area", m.spots.inflamed.area_fraction, "fraction", whole);
  list.add("inflamed_contrast_a", m.spots.inflamed.contrast_mean, "CIELAB a*", whole);
  list.add("dark_spots", double(m.spots.dark.found.spots.size()), "count", whole);
  list.add("dark_spot_area", m.spots.dark.area_fraction, "fraction", whole);
  list.add("dark_spot_contrast_l", m.spots.dark.contrast_mean, "CIELAB L*", whole);
  list.add("shine_specularity", m.shine.specularity, "chroma per L*", whole);
  list.add("tone_ita", m.tone.ita_degrees, "degrees", whole);
  list.add("colour_unevenness", m.tone.colour_unevenness, "CIELAB", whole);
}

void add_face(List& list, const Measures& m) {
  list.add("lines_forehead", m.lines.forehead_per_unit, "lengths per area", "forehead");
  list.add("lines_eyes", m.lines.eyes_per_unit, "lengths per area", "around_eyes");
  if (m.scope.colour == Colour::present) {
    list.add("redness_centre_delta_a", m.redness.centre_delta_a, "CIELAB a*", "cheeks_and_nose");
    list.add("inflamed_lower_third_share", m.spots.lower_third_share, "fraction", "jaw_and_chin");
  }
  if (!m.under_eyes.seen) return;
  list.add("under_eye_darkness", m.under_eyes.darkness_percent, "percent of cheek L*", "under_eyes");
  list.add("under_eye_darkness_worst", m.under_eyes.worst_percent, "percent of cheek L*", "under_eyes");
  list.add("eye_bag_depth_l", m.under_eyes.bag_depth, "CIELAB L*", "under_eyes");
  if (m.scope.colour == Colour::absent) return;
  list.add("under_eye_redness_a", m.under_eyes.redness, "CIELAB a*", "under_eyes");
  list.add("under_eye_blueness_b", m.under_eyes.blueness, "CIELAB b*", "under_eyes");
}

}  // namespace

std::vector<Measurement> list_measurements(const Measures& m) {
  const bool face = m.scope.mode == Mode::face;
  const char* whole = face ? "face" : "skin";
  const char* t_zone = face ? "t_zone" : "skin";
  List list;
  list.add("skin_area", m.skin_area_units, "squared eye distances", whole);
  list.add("lightness", m.tone.lightness, "CIELAB L*", whole);
  list.add("unevenness", m.tone.unevenness_percent, "percent of L*", whole);
  list.add("roughness", m.texture.fine_percent, "percent of L*", whole);
  list.add("bright_skew", m.texture.bright_skew, "ratio", whole);
  list.add("line_area", m.lines.area_fraction, "fraction", whole);
  list.add("lines", m.lines.length_per_unit, "lengths per area", whole);
  list.add("shine_area", m.shine.area_fraction, "fraction", whole);
  list.add("shine_t_zone", m.shine.t_zone_fraction, "fraction", t_zone);
  if (m.scope.fine_detail) {
    list.add("pores", m.texture.pores_per_unit, "per area", face ? "nose_and_cheeks" : "skin");
    list.add("pore_contrast", m.texture.pore_contrast, "percent of L*", face ? "nose_and_cheeks" : "skin");
    list.add("blackheads", m.texture.blackheads_per_unit, "per area", t_zone);
    list.add("whiteheads", m.texture.whiteheads_per_unit, "per area", whole);
  }
  if (m.largest_spot) {
    list.add("largest_spot_asymmetry", m.largest_spot->asymmetry, "fraction", whole);
    list.add("largest_spot_darkness", m.largest_spot->darkness_percent, "percent of L*", whole);
    list.add("largest_spot_size", m.largest_spot->size, "fraction of face width", whole);
  }
  if (m.scope.colour == Colour::present) add_colour(list, m, whole);
  if (face) add_face(list, m);
  return list.take();
}

}  // namespace lumen::skin
