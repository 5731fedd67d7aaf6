// SPDX-License-Identifier: Apache-2.0
#pragma once
// A head with nothing the matter with it: shape, eyes, nose, mouth, hair, beard, glasses and what is behind it. Lengths
// in millimetres from the middle between the eyes, x to the right, y down; proportions are those of draw_photo.h.

#include <opencv2/core.hpp>

#include "tests/photos/canvas.h"
#include "tests/photos/draw_person.h"

namespace lumen::test {

// What drawing needs to know in several places.
struct Sitting {
  const Person& person;
  Canvas canvas;
  cv::Mat skin;     // CV_8U: bare skin
  cv::Vec3f tone;   // CIELAB of the skin
  double contrast;  // of shading and features: 1 on skin of L* 68, less on darker skin, as light is shared out
  cv::RNG rng;
};

// Where spots and patches of skin may lie, in millimetres on a face.
struct SkinArea {
  cv::Point2d at_mm;
  cv::Size2d radius_mm;
};
inline const SkinArea forehead_area{{0, -45}, {42, 13}};
inline const SkinArea left_cheek_area{{-42, 46}, {18, 20}};
inline const SkinArea right_cheek_area{{42, 46}, {18, 20}};
inline const SkinArea nose_area{{0, 26}, {7, 16}};
inline const SkinArea chin_area{{0, 103}, {20, 9}};

void draw_backdrop(Sitting& sitting);
void draw_head(Sitting& sitting);
void draw_beard(Sitting& sitting);
void draw_glasses(Sitting& sitting);

}  // namespace lumen::test
