// SPDX-License-Identifier: Apache-2.0
#include "skin/measures.h"

namespace lumen::skin {
namespace {

// An eye distance of 56 photo px is about 0.9 px per millimetre.
constexpr double fine_detail_px_per_frame_px = 56 / unit_px;

}  // namespace

Measures measure(const SkinView& view) {
  Measures measures;
  measures.skin_area_units = view.area_units();
  measures.redness = measure_redness(view);
  measures.spots = measure_spots(view);
  measures.largest_spot = measure_largest_spot(view, measures.spots.dark.found);
  measures.texture = measure_texture(view);
  measures.lines = measure_lines(view);
  measures.shine = measure_shine(view);
  measures.under_eyes = measure_under_eyes(view);
  measures.lips = measure_lips(view);
  measures.tone = measure_tone(view);
  measures.scope.mode = view.frame.mode;
  measures.scope.colour = view.colour;
  measures.scope.under_eyes_seen = measures.under_eyes.seen;
  measures.scope.fine_detail = view.frame.photo_px_per_frame_px >= fine_detail_px_per_frame_px;
  return measures;
}

}  // namespace lumen::skin
