// SPDX-License-Identifier: Apache-2.0
#pragma once
// Spots of a millimetre and more: inflamed (redder than their surround) and dark (darker, but not mainly redder).

#include <opencv2/core.hpp>

#include "skin/blobs.h"
#include "skin/skin_view.h"

namespace lumen::skin {

struct SpotMeasure {
  Spots found;
  double area_fraction = 0;    // of skin
  double count_per_face = 0;   // count per 4 squared units of skin, what a whole face shows
  double contrast_mean = 0;    // of the spots; a* units when inflamed, L* units when dark
  double contrast_energy = 0;  // root mean square of the positive excess over all skin, same units
};

// A spot that is red and brown at once is a mark that a lesion left; a lesion is mainly red, a dark spot mainly brown.
// Redness over darkness at its peak, a* units per L* unit.
inline constexpr double mark_redness_min = 0.35;
inline constexpr double mark_redness_max = 1.0;

struct SpotMeasures {
  SpotMeasure inflamed;  // empty when the photo has no colour
  SpotMeasure dark;
  Spots lesions;                 // of the inflamed spots, those that are no marks
  Spots marks;                   // of the inflamed and the dark spots
  Spots brown;                   // of the dark spots, those that are no marks
  double lower_third_share = 0;  // of the inflamed area, on jaw and chin; 0 in a close-up
  double lower_third_count = 0;
};

SpotMeasures measure_spots(const SkinView& view);

}  // namespace lumen::skin
