// SPDX-License-Identifier: Apache-2.0
#pragma once
// Lines: dark ridges found with the eigenvalues of the Hessian of L* at two scales, kept where they are long.

#include <opencv2/core.hpp>

#include "skin/skin_view.h"

namespace lumen::skin {

struct Lines {
  double area_fraction = 0;      // of the same places that lines cover
  double length_per_unit = 0;    // total ridge length / area, in units per squared unit, on forehead,
                                 // cheeks and around the eyes; over all skin in a close-up
  double forehead_per_unit = 0;  // the same on the forehead; 0 in a close-up
  double eyes_per_unit = 0;      // the same at crow's feet and under the eyes; 0 in a close-up
  double strength = 0;           // mean ridge strength on skin, per cent of local L*
  cv::Mat mask;                  // CV_8U: the lines
};

Lines measure_lines(const SkinView& view);

}  // namespace lumen::skin
