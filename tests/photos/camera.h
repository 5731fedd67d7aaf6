// SPDX-License-Identifier: Apache-2.0
#pragma once
// From a scene to the picture that a phone would take of it: light, exposure, lens, sensor, sRGB. JPEG is the caller's
// (encode.h), with the quality stated here.
//
// Ranges and their sources:
//   illuminant_k   2700..7500 (own: a warm bulb to an overcast sky)
//   white_balance  0.6..1 of the cast is removed by the camera (own)
//   tint           -0.04..0.04 (own: what fluorescent lamps and cheap LEDs leave)
//   exposure       0.7..1.3 of nominal, in linear light (own: about half a stop either way)
//   blur_px        0..1.5 at 2.7 px a millimetre (own)
//   shot_noise     1e-4..1.2e-2, log-uniform, is the range for raw pixels of phones in Brooks et al., "Unprocessing
//                  Images for Learned Raw Denoising", CVPR 2019 (http://timothybrooks.com/tech/unprocessing; values
//                  read in published implementations). A picture of 600 x 800 px averages some twenty raw pixels into
//                  one, so the range here is 1e-4 / 20 .. 1.2e-2 / 20 (the division is own).
//   read_noise     exp(2.18 ln(shot) + 1.20) for raw pixels there; divided by 20 likewise
//   jpeg_quality   60..95 (own: messengers to phones)

#include <opencv2/core.hpp>

namespace lumen::test {

struct Scene {
  cv::Mat lab;       // CV_32FC3: the colours of things under D65, full light
  cv::Mat light;     // CV_32F: how much light falls on them, 1 is full
  cv::Mat specular;  // CV_32F: light mirrored at the surface, linear, added in the lamp's colour
};

struct Camera {
  double illuminant_k = 6500;
  double white_balance = 1;  // the share of the illuminant's cast that the camera removes
  double tint = 0;           // green more (+) or less (-) by this share, beside the locus
  double exposure = 1;       // in linear light
  double blur_px = 0.5;      // standard deviation of lens and motion
  double shot_noise = 2e-5;  // variance = shot * signal + read, in linear light
  double read_noise = 2e-7;
  int jpeg_quality = 92;
};

// Shot and read noise of a raw pixel with this shot noise, as they remain in the picture (see above).
void set_noise_of_raw(Camera& camera, double raw_shot_noise);

// CV_8UC3 BGR. The scene's pictures are used up.
cv::Mat photograph(Scene scene, const Camera& camera, cv::RNG& rng);

}  // namespace lumen::test
