// SPDX-License-Identifier: Apache-2.0
#pragma once
// Colours of drawn skin and light, CIELAB under D65 as OpenCV counts it.
//
// Sources: the hexadecimal values of the Monk Skin Tone scale (E. Monk with Google; the scale is CC BY 4.0) as
// tabulated in the encyclopaedia article "Monk Skin Tone Scale",
// https://cavac.at/cavacopedia/Monk%20Skin%20Tone%20Scale. Daylight locus: CIE publication 15.2 as quoted at
// http://www.colorpro.com/info/data/daylites.html. Planckian locus: the piecewise cubic of Kim et al. as quoted at
// https://luckyplz.com/tools/color-temperature-en/. Directions in which lesions change colour, and between the
// swatches: own.

#include <array>
#include <opencv2/core.hpp>

namespace lumen::test {

inline constexpr int monk_tones = 10;

// Tone 1 (lightest) to 10; in between linear in CIELAB.
cv::Vec3f monk_lab(double tone);

// What changes the colour of a place on skin. The change is `delta_e` long (CIE 1976) and its direction depends on the
// tone, as blood shows redder on light skin and darker on dark skin.
enum class Pigment {
  inflammation,  // blood and swelling
  fading_mark,   // what a lesion leaves: red on light skin, brown on dark
  melanin,       // brown
  plug,          // the dark top of an open comedone
  milium,        // the pale top of a closed comedone
  shadow,        // darker, hardly any colour
  vessels,       // bluish, through thin skin
  scale,         // loose dry skin: paler and less coloured
};
cv::Vec3f change_of(Pigment pigment, double tone, double delta_e);

// Linear-light gains of red, green and blue for light of a colour temperature, 1667..25000 K, of luminance 1; about 1,
// 1, 1 at 6500 K. Planckian up to 4000 K, daylight from 5000 K, a mixture between (own).
std::array<double, 3> light_gains_rgb(double kelvin);

}  // namespace lumen::test
