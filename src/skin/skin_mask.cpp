// SPDX-License-Identifier: Apache-2.0
#include "skin/skin_mask.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "skin/regions.h"
#include "skin/smooth.h"

namespace lumen::skin {
namespace {

constexpr int shrink = 4;                 // the colour test runs on a quarter-size copy: spots must not punch holes
constexpr double hole_area_units = 0.05;  // smaller holes are spots, in squared units

// How far skin may lie from the person's own typical skin. Redder is allowed further: that is what is looked for.
struct Tolerance {
  double a_below;
  double a_above;
  double b_either;
  double darkest;  // as a share of typical lightness
};

constexpr Tolerance face_tolerance{9, 24, 15, 0.44};
constexpr Tolerance close_up_tolerance{16, 34, 20, 0.34};

struct SkinColour {
  double lightness;
  double a;
  double b;
};

cv::Mat quarter(const cv::Mat& picture) {
  cv::Mat small;
  cv::resize(picture, small, cv::Size(picture.cols / shrink, picture.rows / shrink), 0, 0, cv::INTER_AREA);
  return small;
}

cv::Mat seed_mask(const Frame& frame) {
  if (frame.mode == Mode::close_up) return frame.valid;
  const FaceTemplate& face = face_template();
  cv::Mat seed = face.regions[std::size_t(Region::left_cheek)] | face.regions[std::size_t(Region::right_cheek)] |
                 face.regions[std::size_t(Region::nose)] | face.regions[std::size_t(Region::forehead)];
  seed &= frame.valid;
  seed.setTo(0, face.features);
  return seed;
}

SkinColour typical(const Planes& small, const cv::Mat& seed) {
  return {percentile(small.lightness, seed, 0.55, 0, 100), percentile(small.a, seed, 0.5, -40, 80),
          percentile(small.b, seed, 0.5, -40, 80)};
}

// a* and b* fall with the light, so a shaded pixel is compared with the typical colour scaled to its lightness.
cv::Mat near(const Planes& small, const SkinColour& skin, const Tolerance& tolerance, Colour colour) {
  cv::Mat mask = cv::Mat::zeros(small.lightness.size(), CV_8U);
  const double darkest = skin.lightness * tolerance.darkest;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      const double lightness = small.lightness.at<float>(y, x);
      if (lightness < darkest) continue;
      if (colour == Colour::present) {
        const double shade = std::clamp(lightness / std::max(1.0, skin.lightness), 0.5, 1.0);
        const double a = small.a.at<float>(y, x) - skin.a * shade;
        const double b = small.b.at<float>(y, x) - skin.b * shade;
        // Shine whitens: brighter than typical, it may lose its colour.
        const bool shine = lightness > skin.lightness + 6;
        const double loss = shine ? 2.0 : 1.0;
        if (a < -tolerance.a_below * loss || a > tolerance.a_above) continue;
        if (b < -tolerance.b_either * loss || b > tolerance.b_either) continue;
      }
      mask.at<std::uint8_t>(y, x) = 255;
    }
  }
  return mask;
}

void fill_small_holes(cv::Mat& mask, int area_max) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(255 - mask, labels, stats, centres, 4);
  std::vector<std::uint8_t> is_spot(std::size_t(count), 0);
  for (int i = 1; i < count; ++i) is_spot[std::size_t(i)] = stats.at<int>(i, cv::CC_STAT_AREA) <= area_max;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (is_spot[std::size_t(labels.at<int>(y, x))] != 0) mask.at<std::uint8_t>(y, x) = 255;
    }
  }
}

}  // namespace

cv::Mat find_skin(const Frame& frame, const Planes& planes, Colour colour) {
  const Planes small{quarter(planes.lightness), quarter(planes.a), quarter(planes.b)};
  cv::Mat seed = quarter(seed_mask(frame)) > 200;
  SkinColour skin = typical(small, seed);
  const Tolerance& tolerance = frame.mode == Mode::face ? face_tolerance : close_up_tolerance;
  cv::Mat mask = near(small, skin, tolerance, colour);
  // Once more from the seeds that are skin: a hand, hair or a highlight in a seed region no longer counts.
  skin = typical(small, seed & mask);
  mask = near(small, skin, tolerance, colour);

  cv::morphologyEx(mask, mask, cv::MORPH_OPEN, cv::Mat::ones(3, 3, CV_8U));
  fill_small_holes(mask, int(hole_area_units * unit_px * unit_px / (shrink * shrink)));
  cv::resize(mask, mask, frame.bgr.size(), 0, 0, cv::INTER_LINEAR);
  mask = (mask > 127) & frame.valid;
  if (frame.mode == Mode::face) {
    mask &= face_template().outline;
    mask.setTo(0, face_template().features);
  }
  return mask;
}

}  // namespace lumen::skin
