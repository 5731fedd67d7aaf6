// SPDX-License-Identifier: Apache-2.0
#pragma once
// From measures to concerns: the table's rows evaluated on the whole and on each region, with confidence, positions
// and an explanation. Deterministic.

#include <vector>

#include "domain/concern.h"
#include "skin/measures.h"
#include "skin/skin_view.h"

namespace lumen::skin {

// How good the photo is for measuring; every member at 1 means nothing speaks against it.
struct PhotoQuality {
  double sharpness = 0;  // see sharpness() in quality_gate.h
  double gain_away = 0;  // largest |gain - 1| of the colour correction
  cv::Size photo_size{1, 1};
};

// Every concern once, in the order of all_concerns().
std::vector<ConcernResult> measure_concerns(const SkinView& view, const Measures& measures,
                                            const PhotoQuality& quality);

// The score 0..100 of a quantity: straight lines through 0, 15, 40, 70 and 100 at 0 and the four thresholds.
double score_from_thresholds(double quantity, const std::array<double, 4>& thresholds);

}  // namespace lumen::skin
