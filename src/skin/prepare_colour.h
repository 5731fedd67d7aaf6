// SPDX-License-Identifier: Apache-2.0
#pragma once
// Colour constancy: estimates the light's colour by shades of grey (the Minkowski norm of each channel over the
// frame, p = 6) and takes part of the cast away. The estimate comes from the whole photo, never from skin alone,
// and counts for less the more of the photo is skin: a close-up keeps its colours.

#include <opencv2/core.hpp>

#include "skin/thumbnail.h"

namespace lumen::skin {

struct Light {
  // Multiply each sRGB channel by this; 1,1,1 means no correction. Each within 0.80..1.25.
  cv::Vec3d gain_bgr{1, 1, 1};
  // The estimated light as channel shares relative to green, before damping.
  double red_to_green = 1;
  double blue_to_green = 1;
};

// `skin_fraction`: share of the photo that may be skin, 0..1.
Light estimate_light(const Thumbnail& thumbnail, double skin_fraction);

cv::Mat correct_colour(const cv::Mat& bgr, const Light& light);

}  // namespace lumen::skin
