// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the built-in engine measures one by one. A concern is finer than a label: a label is what a photo shows, a
// concern is a number that can be explained, shown on the photo and compared over time. Names are part of the wire.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/severity.h"

namespace lumen {

enum class Concern : std::uint8_t {
  inflamed_lesions,  // red, raised spots: papules and pustules
  comedones,         // blackheads and whiteheads together
  blackheads,
  whiteheads,
  post_acne_marks,  // flat marks, red to brown, that lesions left
  pores,
  redness,  // diffuse, against the same face's calm skin
  dark_spots,
  unevenness,  // of lightness and colour
  dullness,
  roughness,  // texture
  fine_lines,
  wrinkles,
  forehead_lines,
  crows_feet,
  nasolabial_folds,
  under_eye_darkness,
  eye_bags,
  shine,
  dryness,
  flaking,
  sagging,
  lip_dryness,
};

inline constexpr std::size_t concern_count = 23;

std::array<Concern, concern_count> all_concerns();
std::string_view to_string(Concern concern);                  // "inflamed_lesions"
std::string_view display_name(Concern concern);               // "Inflamed lesions"
std::optional<Concern> parse_concern(std::string_view name);  // any case; spaces, hyphens or underscores

// A circle on the upright photo: centre and radius as fractions of its width and height (radius: of its width).
struct ConcernPlace {
  double x = 0;
  double y = 0;
  double radius = 0;
};

struct ConcernInRegion {
  std::string region;  // "forehead", "left_cheek", …
  double score = 0;    // 0..100
  std::optional<int> count;
  std::optional<double> area;  // fraction of the region's measured skin
};

// Why a score is what it is.
struct ConcernExplanation {
  struct Input {
    std::string name;  // snake_case, as in docs/MEASUREMENTS.md
    double value = 0;
    std::string unit;
  };
  std::string formula;  // the name of the formula in docs/MEASUREMENTS.md
  std::vector<Input> inputs;
  double quantity = 0;                 // what the formula gives
  std::string unit;                    // of the quantity and the thresholds
  std::array<double, 4> thresholds{};  // quantity at the scores 15, 40, 70 and 100, where the bands begin
  std::string next_band;               // for people: what would move it to the next band, up or down
};

struct ConcernResult {
  Concern concern = Concern::redness;
  bool measured = true;   // false: this photo does not allow it (see `note`); all numbers are then 0
  double score = 0;       // 0..100: 0 nothing to see, 15 mild, 40 moderate, 70 severe begins
  double confidence = 0;  // 0..1: of the score, falls with blur, bad light, few pixels and little skin
  Severity severity = Severity::none;
  std::optional<int> count;    // of lesions, spots, dots, lines
  std::optional<double> area;  // fraction of the measured skin
  std::string type;            // under_eye_darkness: "pigmented" | "vascular" | "structural" | "mixed"; else ""
  std::vector<ConcernInRegion> regions;  // where it was looked for
  std::vector<ConcernPlace> positions;   // at most 100, the strongest first
  ConcernExplanation explanation;
  std::string note;  // for people
};

enum class SkinType : std::uint8_t { unknown, dry, normal, oily, combination };
std::string_view to_string(SkinType type);

// The colour of the person's own calm skin, and what kind of skin it is.
struct SkinProfile {
  bool tone_measured = false;  // false for black-and-white photos
  double ita_degrees = 0;      // individual typology angle
  double hue_degrees = 0;      // of a* and b*
  int monk_tone = 0;           // 1 (lightest) to 10 of the Monk Skin Tone scale, 0 when not measured
  double monk_confidence = 0;  // 0..1
  SkinType type = SkinType::unknown;
  double type_confidence = 0;
};

// The light of the photo as the engine estimated it; gains are 1 for neutral light.
struct LightEstimate {
  bool estimated = false;
  double red_to_green = 1;
  double blue_to_green = 1;
  std::array<double, 3> gain_rgb{1, 1, 1};  // applied before measuring
};

// All of it for one photo. Empty `concerns` when no engine measured (a remote model alone).
struct SkinReport {
  std::vector<ConcernResult> concerns;  // every one once, in the order of all_concerns()
  SkinProfile profile;
  LightEstimate light;
};

}  // namespace lumen
