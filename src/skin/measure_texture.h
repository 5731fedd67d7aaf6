// SPDX-License-Identifier: Apache-2.0
#pragma once
// Structure finer than a millimetre or two, in per cent of the local lightness (so that light and dark skin, and a
// bright and a dim photo, compare): pores, blackheads, whiteheads, roughness, flakes.

#include <opencv2/core.hpp>

#include "skin/blobs.h"
#include "skin/skin_view.h"

namespace lumen::skin {

struct Texture {
  double fine_percent = 0;         // mean |L* - smoothed| / local L*, sigma 1.2 px against 4.5 px: roughness
  double bright_skew = 0;          // (bright - dark excursions) / (their sum), -1..1: flakes are bright, pores dark
  double pores_per_unit = 0;       // dark dots per squared unit on nose and cheeks
  double pore_contrast = 0;        // their mean contrast, per cent
  double blackheads_per_unit = 0;  // darker, larger dots on nose, chin and forehead
  double whiteheads_per_unit = 0;  // bright dots that keep skin colour
  double bulk = 0;    // 1.5 standard deviations of the bulk of `excursion`, per cent: flakes and pits reach beyond it
  cv::Mat excursion;  // CV_32F: (L* - smoothed) / smoothed, per cent; bright is positive
  Spots pores;
  Spots blackheads;
  Spots whiteheads;
};

Texture measure_texture(const SkinView& view);

}  // namespace lumen::skin
