// SPDX-License-Identifier: Apache-2.0
#pragma once
// Drawn photos for the evaluation: people and cameras drawn at random from the stated ranges
// (tests/photos/draw_person.h, camera.h), single causes at a level of 0..1, and the photo as the engine would be given
// it: encoded and decoded again.

#include <string>

#include "skin/photo.h"
#include "tests/photos/draw_person.h"

namespace lumen::eval {

struct Case {
  test::Person person;
  double hardness = 0;  // 0..1, how far light, camera and encoding are from ideal; not how strong a cause is
};

// A clear-skinned person with a random tone, light, camera and background. The same number gives the same case.
Case random_case(std::uint64_t number);

// All causes at random levels at once, each present in half of the cases.
std::array<double, concern_count> add_random_causes(Case& one, std::uint64_t number);

// Level 0 leaves the person as they are; 1 is the strongest of the range. `comedones` is half of each kind.
void apply_cause(test::Person& person, Concern cause, double level);

struct DrawnPhoto {
  test::DrawnPerson truth;
  skin::Photo photo;
};
DrawnPhoto take_photo(const test::Person& person);

// Through JPEG and the decoder.
skin::Photo encode_and_decode(const cv::Mat& bgr, int jpeg_quality);

}  // namespace lumen::eval
