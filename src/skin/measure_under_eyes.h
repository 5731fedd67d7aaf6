// SPDX-License-Identifier: Apache-2.0
#pragma once
// Under-eye skin (the 35th percentile of its L*, the medians of a* and b*) against the median cheek below it, on each
// side, and the shading of a bag. Faces only.

#include "skin/skin_view.h"

namespace lumen::skin {

struct UnderEyes {
  bool seen = false;            // at least one side was in the photo
  double darkness = 0;          // cheek L* - under-eye L*, mean of both sides
  double darkness_percent = 0;  // the same as a share of the cheek's L*, per cent
  double redness = 0;           // under-eye a* - cheek a*
  double blueness = 0;          // cheek b* - under-eye b*
  double worst_percent = 0;     // the darker side
  double bag_depth = 0;         // depth of the groove below a bulge, L* units; bags come in pairs, so
                                // the shallower side counts
};

UnderEyes measure_under_eyes(const SkinView& view);

}  // namespace lumen::skin
