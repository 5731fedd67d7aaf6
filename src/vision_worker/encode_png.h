// SPDX-License-Identifier: Apache-2.0
#pragma once
// A PNG for the browser, packed fast rather than small.

#include <opencv2/core.hpp>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen::vision_worker {

// `pixels` is CV_8UC3 BGR or CV_8UC4 BGRA.
Result<Bytes> encode_png(const cv::Mat& pixels);

}  // namespace lumen::vision_worker
