// SPDX-License-Identifier: Apache-2.0
#pragma once
// The photo with what was measured drawn where it was measured.

#include <opencv2/core.hpp>

#include "skin/engine.h"
#include "skin/photo.h"

namespace lumen::skin {

// A CV_8UC3 BGR picture of the photo's size, aligned to it, with a legend in a lower corner. The colours are those of
// Okabe and Ito, which people with any colour vision can tell apart; every stroke has a dark rim, so it shows on
// light and dark skin.
cv::Mat draw_overlay(const Photo& photo, const Analysis& analysis);

// White, yellow, orange, vermillion: none, mild, moderate, severe. They differ in lightness too.
cv::Scalar colour_of_score(double score);

// One concern alone: the regions it was looked for in, coloured by their score, its spots or patches, and a legend with
// its score. A concern that was not measured says so in the legend.
cv::Mat draw_concern(const Photo& photo, const Analysis& analysis, Concern concern);

}  // namespace lumen::skin
