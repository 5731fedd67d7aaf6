// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the engine is given: a decoded picture. The caller decodes (scaled, if the photo is large), turns it upright,
// converts to sRGB and drops alpha.

#include <opencv2/core.hpp>

namespace lumen::skin {

struct Photo {
  cv::Mat bgr;                // CV_8UC3, upright, sRGB; long side at most about 1600 px
  int original_width_px = 0;  // before the caller's scaling, upright; the quality gate judges these
  int original_height_px = 0;
  bool grayscale = false;  // the file held one channel; colour-less RGB is recognised by the engine itself
};

}  // namespace lumen::skin
