// SPDX-License-Identifier: Apache-2.0
#pragma once
// How rough the lips are: dry lips show fine cracks and flakes.

#include <optional>

#include "skin/skin_view.h"

namespace lumen::skin {

struct Lips {
  double roughness_percent = 0;  // mean |L* - smoothed| / smoothed, sigma 1.2 px against 4.5 px
  int seen_px = 0;               // pixels of lips
};

// Lips are where the mouth is expected and redder than the skin. Nothing for close-ups, black-and-white photos and
// mouths that are hidden or too small.
std::optional<Lips> measure_lips(const SkinView& view);

}  // namespace lumen::skin
