// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything a measure needs, prepared once: the frame, its planes, the skin mask, the regions and this person's own
// reference skin. Measures are pure functions of it.

#include <initializer_list>
#include <opencv2/core.hpp>

#include "skin/frame.h"
#include "skin/planes.h"
#include "skin/regions.h"
#include "skin/smooth.h"

namespace lumen::skin {

inline constexpr double dot_sigma_px = 1.2;
inline constexpr double spot_sigma_px = 2;
inline constexpr double blotch_sigma_px = 4.5;
inline constexpr double shading_sigma_px = 14;

// Typical and calm skin of this photo; other skin is compared with it, never with an absolute value.
struct Reference {
  double lightness = 0;  // median L*
  double a = 0;          // median a*
  double b = 0;          // median b*
  double calm_a = 0;     // 30th percentile of a* after smoothing: skin without redness
  double chroma = 0;     // median chroma
};

class SkinView {
 public:
  SkinView(Frame prepared, Colour present);

  // Skin pixels of a region; of all skin in a close-up.
  cv::Mat part(Region region) const;
  cv::Mat parts(std::initializer_list<Region> regions) const;
  double area_units() const;  // measured skin in squared units

  Frame frame;
  Colour colour;
  Planes planes;
  cv::Mat mask;   // CV_8U
  cv::Mat inner;  // the mask without a 5 px rim, where filters see the edge of the skin
  int skin_px = 0;
  Reference reference;

  // The planes smoothed within the mask; each is computed once and shared. The sigmas in use: `dot` leaves what is a
  // millimetre wide, `spot` a few, `blotch` a centimetre, and `shading` only light and shade. A view belongs to one
  // thread.
  const cv::Mat& lightness(double sigma_px) const { return within_.smooth(lightness_, sigma_px); }
  const cv::Mat& a(double sigma_px) const { return within_.smooth(a_, sigma_px); }
  const cv::Mat& b(double sigma_px) const { return within_.smooth(b_, sigma_px); }

 private:
  mutable MaskedSmoother within_;
  mutable MaskedPicture lightness_;
  mutable MaskedPicture a_;
  mutable MaskedPicture b_;
};

}  // namespace lumen::skin
