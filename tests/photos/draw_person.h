// SPDX-License-Identifier: Apache-2.0
#pragma once
// Synthetic faces and close-ups of skin in physical units: every cause of a score with a known amount, and the truth
// beside the picture. The scale of a face is the distance between the eye centres, 63 mm (N. A. Dodgson, "Variation and
// extrema of human interpupillary distance", Proc. SPIE 5291, 2004, abstract). Deterministic: the same description
// gives the same pixels.
//
// Contrasts are CIE 1976 colour differences at the deepest point, before lens and light. Ranges:
//   tone            Monk 1..10 (skin_colour.h)
//   inflamed        1.5..8 mm, delta E 3..15, up to 60. Papules are under 5 mm, nodules larger (DermNet, "Acne Lesions
//                   and Classification", http://www.dermnet.com/videos/acniform-eruptions/acne/); the rest is own
//   blackheads      1..2.5 mm, delta E 6..15, up to 60 (own)
//   whiteheads      1..3 mm, delta E 4..12, up to 60: "usually less than 3 mm" (Typology, "How to recognize the
//   different
//                   types of blemishes", https://uk.typology.com/library/); the rest is own
//   post-acne marks 2..8 mm, delta E 3..12, up to 40 (own)
//   dark spots      1.5..8 mm, delta E 3..15, up to 60 (own)
//   pores           0.25..0.6 mm, delta E 4..12, up to 600: F. Flament et al., "Facial skin pores: a multiethnic
//   study",
//                   2015 (abstract: pores counted from 250 micrometres); the rest is own
//   redness, under-eye darkness, folds 0..15; eye bags 0..15; unevenness 0..5 (deviation); roughness 0..3 L*
//   (deviation) fine lines 0.2..0.5 mm wide, wrinkles 0.6..1.5 mm wide, delta E 3..15 (own)
// All others run from 0 to 1 and say below what 1 is; all own.

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "domain/concern.h"
#include "tests/photos/camera.h"

namespace lumen::test {

struct DrawSpots {
  int count = 0;
  double diameter_min_mm = 1.5;
  double diameter_max_mm = 4;
  double delta_e = 8;
};

struct DrawLines {
  int count = 0;  // a side for crow's feet
  double width_mm = 0.8;
  double delta_e = 8;
};

enum class UnderEye : std::uint8_t { pigmented, vascular, structural };
enum class Hair : std::uint8_t { none, short_cut, fringe };
enum class Glasses : std::uint8_t { none, worn };
enum class Backdrop : std::uint8_t { wall, room };
enum class Subject : std::uint8_t { face, close_up, scene };  // a scene has no skin

struct Person {
  std::uint64_t seed = 1;
  cv::Size size_px{600, 800};
  Subject subject = Subject::face;
  double eye_distance_px = 0;  // 0: fitting the picture; of a close-up: what 63 mm are, 0: the picture shows 100 mm
  cv::Point2d shift;           // of the face, share of the picture's width and height
  double roll_degrees = 0;     // the head leans
  double tone = 4;             // Monk, 1..10
  double side_light = 0;       // -1..1: from the left or right; 1 leaves the far side at a quarter of the light
  Hair hair = Hair::short_cut;
  Glasses glasses = Glasses::none;
  Backdrop backdrop = Backdrop::wall;
  double beard = 0;  // 0..1, share of full density

  DrawSpots inflamed;
  DrawSpots blackheads{0, 1.0, 1.8, 12};
  DrawSpots whiteheads{0, 1.0, 2.2, 8};
  DrawSpots marks{0, 2.5, 6, 7};
  DrawSpots dark_spots{0, 1.5, 5, 9};
  DrawSpots pores{0, 0.3, 0.6, 10};
  double redness = 0;     // delta E on cheeks and nose
  double unevenness = 0;  // deviation of patches a centimetre wide, delta E of melanin on L* 68, less on darker skin
  double dullness = 0;    // 1: 6 L* darker and 30 % less coloured
  double roughness = 0;   // deviation of relief of about a millimetre, L* likewise
  DrawLines fine_lines{0, 0.35, 7};
  DrawLines wrinkles{0, 1.0, 10};
  DrawLines forehead_lines{0, 1.0, 9};
  DrawLines crows_feet{0, 0.7, 8};
  double nasolabial = 0;  // delta E
  double under_eye = 0;   // delta E
  UnderEye under_eye_type = UnderEye::pigmented;
  double eye_bags = 0;     // delta E of the groove
  double shine = 0;        // 1: mirrored light of 0.25 on forehead, nose, cheekbones and chin
  double dryness = 0;      // 1: a net of pale cracks, delta E 7, on cheeks and forehead
  double flaking = 0;      // 1: 160 loose scales of 0.8..2.5 mm, delta E 9
  double sagging = 0;      // 1: jowls 6 mm below the jaw line, with shadows of delta E 10
  double lip_dryness = 0;  // 1: 14 cracks and 20 scales on the lips

  Camera camera;
};

struct DrawnSpot {
  Concern kind = Concern::inflamed_lesions;
  cv::Point2d centre;  // px
  double diameter_mm = 0;
  double delta_e = 0;
};

struct DrawnPerson {
  cv::Mat bgr;  // CV_8UC3, before JPEG
  double px_per_mm = 1;
  cv::Point2d left_eye;  // as seen in the picture; of a face only
  cv::Point2d right_eye;
  std::vector<DrawnSpot> spots;
  cv::Mat skin;      // CV_8U: bare skin, without brows, eyes, lips, hair, beard and glasses
  cv::Mat inflamed;  // CV_8U masks of what was drawn
  cv::Mat dark;      // dark spots
  cv::Mat lines;     // fine lines, wrinkles, forehead lines and crow's feet, at half depth
  cv::Mat red;       // diffuse redness at half strength
};

DrawnPerson draw_person(const Person& person);

}  // namespace lumen::test
