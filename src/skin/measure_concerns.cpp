// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_concerns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "skin/components.h"
#include "skin/concern_table.h"
#include "skin/explain_concern.h"
#include "skin/scores.h"

namespace lumen::skin {
namespace {

constexpr std::size_t positions_max = 100;
constexpr int region_px_min = 150;

struct Evidence {
  const SkinView& view;
  const Measures& measures;
  const PhotoQuality& quality;
};

// The skin where a concern is looked for; what lies under the eyes and the lips is cut by their own measures.
cv::Mat where_of(const ConcernRule& rule, const SkinView& view) {
  if (view.frame.mode == Mode::close_up || rule.place == Place::skin) return view.inner;
  cv::Mat all = cv::Mat::zeros(view.mask.size(), CV_8U);
  for (const Region region : rule.regions) all |= face_template().regions[std::size_t(region)];
  return all & (rule.place == Place::regions ? view.inner : view.frame.valid);
}

bool is_measurable(const ConcernRule& rule, const Measures& measures) {
  const Scope& scope = measures.scope;
  if (rule.needs.colour && scope.colour == Colour::absent) return false;
  if (rule.needs.face && scope.mode == Mode::close_up) return false;
  if (rule.needs.fine_detail && !scope.fine_detail) return false;
  if (rule.place == Place::under_eyes && !scope.under_eyes_seen) return false;
  return rule.place != Place::lips || measures.lips.has_value();
}

double expected_px(const ConcernRule& rule, const SkinView& view) {
  if (view.frame.mode == Mode::close_up) return unit_px * unit_px;
  if (rule.place == Place::skin) return 2.5 * unit_px * unit_px;
  double area = 0;
  for (const Region region : rule.regions) area += cv::countNonZero(face_template().regions[std::size_t(region)]);
  return 0.6 * area;
}

// A product of what speaks against the number: each factor is 1 when nothing does.
double confidence_of(const ConcernRule& rule, const Evidence& evidence, const Part& part) {
  const SkinView& view = evidence.view;
  const double sharp = std::clamp((evidence.quality.sharpness - 0.10) / 0.18, 0.2, 1.0);
  const double seen = std::clamp(part.px / expected_px(rule, view), 0.1, 1.0);
  const double resolution = rule.needs.fine_detail ? std::clamp(view.frame.photo_px_per_frame_px, 0.3, 1.0) : 1.0;
  const double neutral = rule.needs.colour ? 1 - 0.5 * std::clamp(evidence.quality.gain_away / 0.25, 0.0, 1.0) : 1.0;
  const double scale_known = view.frame.mode == Mode::close_up ? 0.8 : 1.0;
  const double about_light = rule.concern == Concern::dullness ? 0.5 : 1.0;
  return sharp * seen * resolution * neutral * scale_known * about_light;
}

ConcernPlace to_place(const Evidence& evidence, cv::Point2d centre, double radius_px) {
  const Frame& frame = evidence.view.frame;
  const cv::Point2d at = frame.to_photo(centre + cv::Point2d(0.5, 0.5));
  const cv::Size size = evidence.quality.photo_size;
  return {at.x / size.width, at.y / size.height, radius_px * frame.photo_px_per_frame_px / size.width};
}

std::vector<ConcernPlace> places_of_spots(const ConcernRule& rule, const Evidence& evidence, const Part& part) {
  std::vector<Spot> all;
  for (const Spots* list : rule.spots(evidence.measures)) {
    for (const Spot& spot : list->spots) {
      if (part.holds(spot.peak)) all.push_back(spot);
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Spot& a, const Spot& b) { return a.contrast > b.contrast; });
  if (all.size() > positions_max) all.resize(positions_max);
  std::vector<ConcernPlace> places;
  places.reserve(all.size());
  for (const Spot& spot : all) places.push_back(to_place(evidence, spot.centre, std::sqrt(spot.area_px / CV_PI) + 1));
  return places;
}

std::vector<ConcernPlace> places_of_patches(const ConcernRule& rule, const Evidence& evidence, const Part& part) {
  std::vector<Component> patches = find_components((*rule.patches(evidence.measures))(part.box) & part.mask);
  std::stable_sort(patches.begin(), patches.end(),
                   [](const Component& a, const Component& b) { return a.pixels.size() > b.pixels.size(); });
  if (patches.size() > positions_max) patches.resize(positions_max);
  std::vector<ConcernPlace> places;
  places.reserve(patches.size());
  for (const Component& patch : patches) {
    const cv::Point2d middle(part.box.x + patch.box.x + patch.box.width / 2.0,
                             part.box.y + patch.box.y + patch.box.height / 2.0);
    places.push_back(to_place(evidence, middle, std::hypot(patch.box.width, patch.box.height) / 2));
  }
  return places;
}

ConcernInRegion region_result(const ConcernRule& rule, const Evidence& evidence, std::string name, const Part& part) {
  const Reading reading = rule.read(evidence.view, evidence.measures, part);
  return {std::move(name), score_from_thresholds(reading.quantity, rule.thresholds), reading.count, reading.area};
}

std::vector<ConcernInRegion> by_region(const ConcernRule& rule, const Evidence& evidence, const Part& part) {
  std::vector<ConcernInRegion> regions;
  const SkinView& view = evidence.view;
  if (view.frame.mode == Mode::close_up) return {region_result(rule, evidence, "skin", part)};
  if (rule.place == Place::under_eyes || rule.place == Place::lips) {
    return {region_result(rule, evidence, rule.place == Place::lips ? "lips" : "under_eyes", part)};
  }
  for (const Region region : rule.regions) {
    const Part here(evidence.view.part(region) & evidence.view.inner);
    if (here.px < region_px_min) continue;
    regions.push_back(region_result(rule, evidence, std::string(to_string(region)), here));
  }
  return regions;
}

// Blue and red speak for vessels that shine through, depth for a groove that casts a shadow, neither for pigment.
std::string under_eye_type(const UnderEyes& eyes) {
  const bool vascular = eyes.redness > 1.5 || eyes.blueness > 2.5;
  const bool structural = eyes.bag_depth > 4;
  const bool pigmented = eyes.blueness < 0 && eyes.darkness > 2;
  const int kinds = int(vascular) + int(structural) + int(pigmented);
  if (kinds > 1) return "mixed";
  if (vascular) return "vascular";
  if (structural) return "structural";
  return pigmented ? "pigmented" : "";
}

ConcernResult measure_one(const ConcernRule& rule, const Evidence& evidence) {
  ConcernResult result;
  result.concern = rule.concern;
  const Part part(where_of(rule, evidence.view));
  result.measured = is_measurable(rule, evidence.measures) && part.px >= region_px_min;
  if (!result.measured) {
    result.note = why_not_measured(rule, evidence.measures.scope);
    return result;
  }
  Reading reading = rule.read(evidence.view, evidence.measures, part);
  result.score = score_from_thresholds(reading.quantity, rule.thresholds);
  result.severity = severity_from_extent(result.score / 100);
  result.confidence = confidence_of(rule, evidence, part);
  result.count = reading.count;
  result.area = reading.area;
  result.regions = by_region(rule, evidence, part);
  if (rule.spots != nullptr) result.positions = places_of_spots(rule, evidence, part);
  if (rule.patches != nullptr) result.positions = places_of_patches(rule, evidence, part);
  if (rule.concern == Concern::under_eye_darkness && result.score >= 15) {
    result.type = under_eye_type(evidence.measures.under_eyes);
  }
  result.explanation = explain_concern(rule, std::move(reading));
  result.note = note_of_concern(result);
  return result;
}

}  // namespace

double score_from_thresholds(double quantity, const std::array<double, 4>& thresholds) {
  return 100 * extent_from_bands(quantity, thresholds);
}

std::vector<ConcernResult> measure_concerns(const SkinView& view, const Measures& measures,
                                            const PhotoQuality& quality) {
  const Evidence evidence{view, measures, quality};
  std::vector<ConcernResult> results;
  results.reserve(concern_count);
  for (const ConcernRule& rule : concern_rules()) results.push_back(measure_one(rule, evidence));
  return results;
}

}  // namespace lumen::skin
