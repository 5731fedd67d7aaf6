// SPDX-License-Identifier: Apache-2.0
#pragma once
// Round spots in a map of excess over the surround: connected pixels over a threshold, split at their local maxima.

#include <opencv2/core.hpp>
#include <vector>

namespace lumen::skin {

struct Spot {
  cv::Point2d centre;   // frame px
  double area_px = 0;   // of its component, shared among the component's maxima
  double contrast = 0;  // the map's value at the maximum
  cv::Point peak;       // where that is, frame px
};

struct SpotRule {
  double threshold = 0;
  double diameter_min_px = 0;
  double diameter_max_px = 0;
  double elongation_max = 3;  // long side / short side of the component's box
  double apart_min_px = 0;    // two maxima closer than this are one spot
};

struct Spots {
  std::vector<Spot> spots;
  cv::Mat mask;  // CV_8U: the accepted components
  double area_px = 0;
  double threshold = 0;  // of the rule
};

// Only pixels in `where` count. Order of spots: top to bottom, left to right.
Spots find_spots(const cv::Mat& excess, const cv::Mat& where, const SpotRule& rule);

}  // namespace lumen::skin
