// SPDX-License-Identifier: Apache-2.0
#pragma once
// A JPEG for a model elsewhere: baseline, 4:4:4, quality 90, the picture and nothing beside it. Colour is not thinned
// out (4:2:0), because small red spots are what such a model looks for.

#include <opencv2/core.hpp>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen::vision_worker {

// `bgr` is CV_8UC3.
Result<Bytes> encode_jpeg(const cv::Mat& bgr);

}  // namespace lumen::vision_worker
