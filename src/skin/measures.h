// SPDX-License-Identifier: Apache-2.0
#pragma once
// All that is measured on one photo, in one value: what scores, notes and overlay are made of.

#include "skin/measure_largest_spot.h"
#include "skin/measure_lines.h"
#include "skin/measure_lips.h"
#include "skin/measure_redness.h"
#include "skin/measure_shine.h"
#include "skin/measure_spots.h"
#include "skin/measure_texture.h"
#include "skin/measure_tone.h"
#include "skin/measure_under_eyes.h"
#include "skin/skin_view.h"

namespace lumen::skin {

// What the photo allows to be judged.
struct Scope {
  Mode mode = Mode::close_up;
  Colour colour = Colour::present;
  bool under_eyes_seen = false;
  bool fine_detail = false;  // dots of a millimetre span at least one photo pixel
};

struct Measures {
  Scope scope;
  double skin_area_units = 0;
  Redness redness;
  SpotMeasures spots;
  std::optional<LargestSpot> largest_spot;
  Texture texture;
  Lines lines;
  Shine shine;
  UnderEyes under_eyes;
  std::optional<Lips> lips;
  Tone tone;
};

Measures measure(const SkinView& view);

}  // namespace lumen::skin
