// SPDX-License-Identifier: Apache-2.0
#pragma once
// Folds: the broad grooves from the nose to the mouth and below the corners of the mouth. They are shade, not lines:
// the deepest point of each row of a strip, against light and shade of a centimetre around it.

#include <opencv2/core.hpp>

#include "skin/skin_view.h"

namespace lumen::skin {

// Mean over the rows of the strip of the deepest groove, per cent of the surrounding L*; 0 with too little skin. The
// strip is what lies in `box` (frame px) under `mask`.
double fold_depth_percent(const SkinView& view, const cv::Rect& box, const cv::Mat& mask);

}  // namespace lumen::skin
