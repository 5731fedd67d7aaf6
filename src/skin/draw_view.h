// SPDX-License-Identifier: Apache-2.0
#pragma once
// The picture that was asked for: an overlay of everything or of one concern (draw_overlay.h), or the report.

#include <opencv2/core.hpp>

#include "domain/overlay_view.h"
#include "skin/engine.h"
#include "skin/photo.h"

namespace lumen::skin {

// CV_8UC3 BGR.
cv::Mat draw_view(const Photo& photo, const Analysis& analysis, const OverlayView& view);

// The photo, cut to the face and its surroundings, beside it the same with everything measured, and below both each
// concern with its score as a bar. At most 1,300 px wide, whatever the photo's size.
cv::Mat draw_report(const Photo& photo, const Analysis& analysis);

}  // namespace lumen::skin
