// SPDX-License-Identifier: Apache-2.0
#pragma once
// The largest dark spot: whether its halves match, how dark it is, how large. It says nothing about what the spot is;
// the agent's rule for signs that a doctor should see reads it. Own definitions.

#include <optional>

#include "skin/blobs.h"
#include "skin/skin_view.h"

namespace lumen::skin {

struct LargestSpot {
  double asymmetry = 0;         // 0..1: the share of the spot that its mirror image does not cover, over both its axes
  double darkness_percent = 0;  // how much darker than the skin around it, percent of that skin's L*
  double size = 0;              // diameter of the disc of its area, as a fraction of the face's width
};

// Empty when there is no dark spot, or no skin around it to compare with.
std::optional<LargestSpot> measure_largest_spot(const SkinView& view, const Spots& dark);

}  // namespace lumen::skin
