// SPDX-License-Identifier: Apache-2.0
#pragma once
// From the upright photo to the numbers that a classifier takes: region, resize, channel order, scale, mean and
// deviation, layout, as the model's card says. Pure and deterministic; one thread.

#include <opencv2/core.hpp>
#include <optional>

#include "vision/model_spec.h"

namespace lumen::vision_worker {

// CV_32F, 1 x 3 x height x width or 1 x height x width x 3. `face` is the face's box in px of `bgr` and may reach
// beyond it; it counts only for a model that looks at faces. `bgr` is CV_8UC3 and not empty. A side that is to
// become half as long or less is halved by averages first, so that fine texture does not alias; the rest is linear.
cv::Mat make_model_input(const cv::Mat& bgr, const std::optional<cv::Rect2d>& face, const vision::ModelSpec& spec);

// The part of the photo the model looks at.
cv::Rect region_of(cv::Size photo, const std::optional<cv::Rect2d>& face, const vision::ModelSpec& spec);

}  // namespace lumen::vision_worker
