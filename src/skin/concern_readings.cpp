// SPDX-License-Identifier: Apache-2.0
#include "skin/concern_readings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "skin/measure_folds.h"

namespace lumen::skin {
namespace {

constexpr double half_face_units = 2;  // a frontal photo shows about 4 squared units of skin

double units_of(const Part& part) { return std::max(0.05, part.units()); }

bool lies_in(const Spot& spot, const Part& part) { return part.holds(spot.peak); }

int count_in(const Spots& spots, const Part& part) {
  return int(
      std::count_if(spots.spots.begin(), spots.spots.end(), [&](const Spot& one) { return lies_in(one, part); }));
}

double area_in(const Spots& spots, const Part& part) {
  double area_px = 0;
  for (const Spot& spot : spots.spots) area_px += lies_in(spot, part) ? spot.area_px : 0;
  return area_px / std::max(1, part.px);
}

// The sum over spots of area x contrast, per cent of the skin x units of contrast.
double load_in(const Spots& spots, const Part& part) {
  double sum = 0;
  for (const Spot& spot : spots.spots) {
    if (lies_in(spot, part)) sum += spot.area_px * spot.contrast;
  }
  return 100 * sum / std::max(1, part.px);
}

Reading count_reading(const Spots& spots, const Part& part, double per_units) {
  Reading reading;
  const double soft = soft_count(spots, part);
  reading.count = count_in(spots, part);
  reading.area = area_in(spots, part);
  reading.quantity = soft * per_units / units_of(part);
  reading.inputs = {{"weighted_count", soft, "count"},
                    {"threshold", spots.threshold, "contrast"},
                    {"skin_area", units_of(part), "squared eye distances"}};
  return reading;
}

double deviation(const cv::Mat& fine, const cv::Mat& coarse, const Part& part) {
  return robust_deviation(fine(part.box) - coarse(part.box), part.mask, -40, 40);
}

Reading length_reading(const cv::Mat& lines, const Part& part) {
  Reading reading;
  const double covered = cv::countNonZero(lines(part.box) & part.mask);
  const double area = std::max(1, part.px);
  reading.area = covered / area;
  reading.quantity = covered / line_width_px / area * unit_px;
  reading.inputs = {{"line_length", covered / line_width_px / unit_px, "eye distances"},
                    {"skin_area", units_of(part), "squared eye distances"}};
  return reading;
}

// Means over a part, per cent of local L*.
struct Grain {
  double roughness = 0;  // |excursion|
  double bright = 0;     // bright excursions beyond the bulk
  double dark = 0;       // dark ones
  double flakes = 0;     // fraction of pixels brighter than the bulk by `flake_percent`

  double bright_skew() const { return bright + dark > 1e-6 ? (bright - dark) / (bright + dark) : 0; }
};

constexpr float flake_percent = 2;

Grain grain_of(const Measures& m, const Part& part) {
  Grain grain;
  const auto bulk = float(m.texture.bulk);
  for (int y = 0; y < part.box.height; ++y) {
    const auto* in = part.mask.ptr<std::uint8_t>(y);
    const auto* excursion = m.texture.excursion.ptr<float>(part.box.y + y) + part.box.x;
    for (int x = 0; x < part.box.width; ++x) {
      if (in[x] == 0) continue;
      const float value = excursion[x];
      grain.roughness += std::abs(value);
      grain.bright += std::max(0.0F, value - bulk);
      grain.dark += std::max(0.0F, -value - bulk);
      grain.flakes += value > bulk + flake_percent ? 1 : 0;
    }
  }
  const double count = std::max(1, part.px);
  return {grain.roughness / count, grain.bright / count, grain.dark / count, grain.flakes / count};
}

}  // namespace

Part::Part(const cv::Mat& whole_mask)
    : box(cv::boundingRect(whole_mask)), mask(whole_mask(box)), px(cv::countNonZero(mask)) {}

double Part::units() const { return px / (unit_px * unit_px); }

double soft_count(const Spots& spots, const Part& part) {
  double sum = 0;
  for (const Spot& spot : spots.spots) {
    if (lies_in(spot, part)) sum += std::clamp(spot.contrast / spots.threshold - 1, 0.0, 1.0);
  }
  return sum;
}

Reading read_inflamed_lesions(const SkinView&, const Measures& m, const Part& part) {
  return count_reading(m.spots.lesions, part, half_face_units);
}

Reading read_blackheads(const SkinView&, const Measures& m, const Part& part) {
  return count_reading(m.texture.blackheads, part, 1);
}

Reading read_whiteheads(const SkinView&, const Measures& m, const Part& part) {
  return count_reading(m.texture.whiteheads, part, 1);
}

Reading read_comedones(const SkinView& view, const Measures& m, const Part& part) {
  const Reading black = read_blackheads(view, m, part);
  const Reading white = read_whiteheads(view, m, part);
  Reading reading;
  reading.count = *black.count + *white.count;
  reading.area = *black.area + *white.area;
  reading.quantity = black.quantity + white.quantity;
  reading.inputs = {{"blackheads", black.quantity, "per area"}, {"whiteheads", white.quantity, "per area"}};
  return reading;
}

Reading read_post_acne_marks(const SkinView&, const Measures& m, const Part& part) {
  return count_reading(m.spots.marks, part, half_face_units);
}

Reading read_pores(const SkinView&, const Measures& m, const Part& part) {
  Reading reading = count_reading(m.texture.pores, part, 1);
  double contrast = 0;
  double weight = 0;
  for (const Spot& spot : m.texture.pores.spots) {
    if (!lies_in(spot, part)) continue;
    contrast += spot.contrast;
    weight += 1;
  }
  const double mean = weight > 0 ? contrast / weight : 0;
  reading.inputs.push_back({"pore_contrast", mean, "percent of L*"});
  reading.quantity *= mean;
  return reading;
}

Reading read_redness(const SkinView& view, const Measures& m, const Part& part) {
  Reading reading;
  const cv::Mat red = m.redness.map(part.box) & part.mask;
  reading.area = cv::countNonZero(red) / double(std::max(1, part.px));
  const double redness = *reading.area > 0 ? cv::mean(view.a(blotch_sigma_px)(part.box), red)[0] : 0;
  const double mean = *reading.area > 0 ? redness - view.reference.calm_a : 0;
  reading.quantity = *reading.area * mean;
  reading.inputs = {{"redness_area", *reading.area, "fraction"},
                    {"redness_delta_a", mean, "CIELAB a*"},
                    {"calm_a", view.reference.calm_a, "CIELAB a*"}};
  return reading;
}

Reading read_dark_spots(const SkinView&, const Measures& m, const Part& part) {
  Reading reading;
  reading.count = count_in(m.spots.brown, part);
  reading.area = area_in(m.spots.brown, part);
  reading.quantity = load_in(m.spots.brown, part);
  reading.inputs = {
      {"dark_spot_area", *reading.area, "fraction"},
      {"dark_spot_contrast_l", *reading.area > 0 ? reading.quantity / *reading.area / 100 : 0, "CIELAB L*"}};
  return reading;
}

Reading read_unevenness(const SkinView& view, const Measures& m, const Part& part) {
  Reading reading;
  const double light = deviation(view.lightness(blotch_sigma_px), view.lightness(shading_sigma_px), part);
  const double percent = 100 * light / std::max(5.0, m.tone.lightness);
  double colour = 0;
  if (view.colour == Colour::present) {
    colour = std::hypot(deviation(view.a(blotch_sigma_px), view.a(shading_sigma_px), part),
                        deviation(view.b(blotch_sigma_px), view.b(shading_sigma_px), part));
  }
  reading.quantity = std::hypot(percent, colour);
  reading.inputs = {{"unevenness", percent, "percent of L*"}, {"colour_unevenness", colour, "CIELAB"}};
  return reading;
}

// The chroma of skin at a lightness: the swatches of the Monk Skin Tone scale (the three lightest as one), linear in
// between.
double usual_chroma(double lightness) {
  struct Swatch {
    double lightness;
    double chroma;
  };
  constexpr std::array<Swatch, 8> swatches = {
      {{14.6, 3.8}, {21.1, 6.5}, {30.7, 17.7}, {42.5, 23.9}, {55.1, 27.9}, {77.9, 23.4}, {87.6, 17.8}, {93.2, 9.1}}};
  if (lightness <= swatches.front().lightness) return swatches.front().chroma;
  for (std::size_t i = 1; i < swatches.size(); ++i) {
    const Swatch& low = swatches[i - 1];
    const Swatch& high = swatches[i];
    if (lightness > high.lightness) continue;
    return low.chroma + (high.chroma - low.chroma) * (lightness - low.lightness) / (high.lightness - low.lightness);
  }
  return swatches.back().chroma;
}

Reading read_dullness(const SkinView& view, const Measures&, const Part& part) {
  constexpr double lively_percent = 16;  // highlights of fresh skin over its median
  Reading reading;
  const cv::Mat soft = view.lightness(blotch_sigma_px)(part.box);
  const double median = std::max(5.0, percentile(soft, part.mask, 0.5, 0, 100));
  const double glow = 100 * (percentile(soft, part.mask, 0.95, 0, 100) - median) / median;
  const double a = percentile(view.a(blotch_sigma_px)(part.box), part.mask, 0.5, -40, 100);
  const double b = percentile(view.b(blotch_sigma_px)(part.box), part.mask, 0.5, -40, 100);
  const double colour_missing = 1 - std::hypot(a, b) / usual_chroma(median);
  const double glow_missing = std::clamp(1 - glow / lively_percent, 0.0, 1.0);
  reading.quantity = 75 * std::clamp(0.5 + colour_missing, 0.0, 1.0) + 25 * glow_missing;
  reading.inputs = {{"glow", glow, "percent of L*"},
                    {"colour_missing", 100 * colour_missing, "percent of usual chroma"}};
  return reading;
}

Reading read_roughness(const SkinView&, const Measures& m, const Part& part) {
  Reading reading;
  reading.quantity = grain_of(m, part).roughness;
  reading.inputs = {{"roughness", reading.quantity, "percent of L*"}};
  return reading;
}

Reading read_fine_lines(const SkinView&, const Measures& m, const Part& part) {
  return length_reading(m.lines.fine, part);
}

Reading read_wrinkles(const SkinView&, const Measures& m, const Part& part) {
  return length_reading(m.lines.deep, part);
}

Reading read_lines(const SkinView&, const Measures& m, const Part& part) { return length_reading(m.lines.mask, part); }

Reading read_folds(const SkinView& view, const Measures&, const Part& part) {
  Reading reading;
  reading.quantity = fold_depth_percent(view, part.box, part.mask);
  reading.inputs = {{"fold_depth", reading.quantity, "percent of L*"}};
  return reading;
}

Reading read_under_eye_darkness(const SkinView&, const Measures& m, const Part&) {
  Reading reading;
  reading.quantity = std::max(0.0, 0.5 * (m.under_eyes.darkness_percent + m.under_eyes.worst_percent));
  reading.inputs = {{"under_eye_darkness", m.under_eyes.darkness_percent, "percent of cheek L*"},
                    {"under_eye_darkness_worst", m.under_eyes.worst_percent, "percent of cheek L*"},
                    {"under_eye_redness_a", m.under_eyes.redness, "CIELAB a*"},
                    {"under_eye_blueness_b", m.under_eyes.blueness, "CIELAB b*"},
                    {"eye_bag_depth_l", m.under_eyes.bag_depth, "CIELAB L*"}};
  return reading;
}

Reading read_eye_bags(const SkinView&, const Measures& m, const Part&) {
  Reading reading;
  reading.quantity = 100 * m.under_eyes.bag_depth / std::max(5.0, m.tone.lightness);
  reading.inputs = {{"eye_bag_depth_l", m.under_eyes.bag_depth, "CIELAB L*"},
                    {"lightness", m.tone.lightness, "CIELAB L*"}};
  return reading;
}

Reading read_shine(const SkinView&, const Measures& m, const Part& part) {
  Reading reading;
  reading.area = cv::countNonZero(m.shine.mask(part.box) & part.mask) / double(std::max(1, part.px));
  reading.quantity = 100 * *reading.area;
  reading.inputs = {{"shine_area", *reading.area, "fraction"}};
  return reading;
}

Reading read_dryness(const SkinView&, const Measures& m, const Part& part) {
  Reading reading;
  const Grain grain = grain_of(m, part);
  reading.quantity = grain.roughness * (1 + grain.bright_skew()) / 2;
  reading.inputs = {{"roughness", grain.roughness, "percent of L*"}, {"bright_skew", grain.bright_skew(), "ratio"}};
  return reading;
}

Reading read_flaking(const SkinView&, const Measures& m, const Part& part) {
  Reading reading;
  const Grain grain = grain_of(m, part);
  reading.area = grain.flakes;
  reading.quantity = std::max(0.0, grain.bright - grain.dark);
  reading.inputs = {{"bright_excess", grain.bright, "percent of L*"}, {"dark_excess", grain.dark, "percent of L*"}};
  return reading;
}

Reading read_lip_dryness(const SkinView&, const Measures& m, const Part&) {
  Reading reading;
  reading.quantity = m.lips->roughness_percent;
  reading.inputs = {{"lip_roughness", m.lips->roughness_percent, "percent of L*"}};
  return reading;
}

}  // namespace lumen::skin
