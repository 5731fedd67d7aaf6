// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tone as the individual typology angle, ITA = arctan((L* - 50) / b*) x 180 / pi (light skin high, dark skin low),
// and how even the tone is.

#include "skin/skin_view.h"

namespace lumen::skin {

struct Tone {
  double lightness = 0;  // median L*
  double ita_degrees = 0;
  double unevenness_percent = 0;  // robust deviation of L* between blotch and shading scale, per cent of median L*
  double colour_unevenness = 0;   // the same of a* and b* together, CIELAB units
};

Tone measure_tone(const SkinView& view);

}  // namespace lumen::skin
