// SPDX-License-Identifier: Apache-2.0
#pragma once
// Lines: dark ridges found with the eigenvalues of the Hessian of L* at two scales, kept where they are long.

#include <opencv2/core.hpp>

#include "skin/skin_view.h"

namespace lumen::skin {

inline constexpr double deep_line_strength = 3.5;  // per cent of local L*
inline constexpr double line_width_px = 3;         // what a line one ridge wide covers of the mask

struct Lines {
  double area_fraction = 0;      // of the same places that lines cover
  double length_per_unit = 0;    // total ridge length / area, in units per squared unit, on forehead,
                                 // cheeks and around the eyes; over all skin in a close-up
  double forehead_per_unit = 0;  // the same on the forehead; 0 in a close-up
  double eyes_per_unit = 0;      // the same at crow's feet and under the eyes; 0 in a close-up
  cv::Mat mask;                  // CV_8U: the lines
  cv::Mat fine;                  // CV_8U: the others
  cv::Mat deep;                  // CV_8U: those of them whose mean strength is at least `deep_line_strength`: wrinkles
};

Lines measure_lines(const SkinView& view);

}  // namespace lumen::skin
