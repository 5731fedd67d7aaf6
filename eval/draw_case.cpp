// SPDX-License-Identifier: Apache-2.0
#include "eval/draw_case.h"

#include <algorithm>
#include <cmath>

#include "domain/limits.h"
#include "tests/photos/encode.h"
#include "vision_worker/decode_photo.h"

namespace lumen::eval {
namespace {

using test::Person;

int share_of(double level, int most) { return int(std::lround(level * most)); }

// Neighbouring numbers become unrelated seeds (the finaliser of SplitMix64).
std::uint64_t scattered(std::uint64_t number) {
  number += 0x9e3779b97f4a7c15U;
  number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
  number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
  return number ^ (number >> 31U);
}

// A share of 0..1 of how far `value` lies from `ideal` towards `worst`.
double strain(double value, double ideal, double worst) {
  return std::clamp((value - ideal) / (worst - ideal), 0.0, 1.0);
}

double hardness_of(const Person& person) {
  const test::Camera& camera = person.camera;
  const double cast = std::abs(camera.illuminant_k - 6500) / 3800 * (1 - camera.white_balance) / 0.4;
  return (std::min(1.0, cast) + strain(std::abs(camera.exposure - 1), 0, 0.3) + strain(camera.blur_px, 0.3, 1.5) +
          strain(std::log(camera.shot_noise), std::log(5e-6), std::log(6e-4)) +
          strain(double(camera.jpeg_quality), 95, 60) + strain(std::abs(person.side_light), 0, 0.5) +
          strain(double(person.size_px.width), 900, 420)) /
         7;
}

}  // namespace

Case random_case(std::uint64_t number) {
  cv::RNG rng(scattered(number));
  Case one;
  Person& person = one.person;
  person.seed = number + 1;
  person.tone = double(rng.uniform(1, 11));
  constexpr std::array<int, 3> widths = {480, 600, 780};
  const int width = widths[std::size_t(rng.uniform(0, 3))];
  person.size_px = {width, width * 4 / 3};
  person.side_light = rng.uniform(-0.5, 0.5);
  person.hair = test::Hair(rng.uniform(0, 2));
  person.glasses = test::Glasses(rng.uniform(0, 6) == 0 ? 1 : 0);
  person.backdrop = test::Backdrop(rng.uniform(0, 2));
  person.roll_degrees = rng.uniform(-8.0, 8.0);
  test::Camera& camera = person.camera;
  camera.illuminant_k = rng.uniform(2'700.0, 7'500.0);
  camera.white_balance = rng.uniform(0.6, 1.0);
  camera.tint = rng.uniform(-0.04, 0.04);
  camera.exposure = rng.uniform(0.7, 1.3);
  camera.blur_px = rng.uniform(0.2, 1.5) * width / 600;
  test::set_noise_of_raw(camera, std::exp(rng.uniform(std::log(1e-4), std::log(1.2e-2))));
  camera.jpeg_quality = rng.uniform(60, 96);
  one.hardness = hardness_of(person);
  return one;
}

std::array<double, concern_count> add_random_causes(Case& one, std::uint64_t number) {
  cv::RNG rng(scattered(~number));
  std::array<double, concern_count> levels{};
  for (const Concern cause : all_concerns()) {
    const double level = rng.uniform(0.0, 1.0);
    const bool present = rng.uniform(0, 2) == 1;
    if (!present || cause == Concern::comedones) continue;
    levels[std::size_t(cause)] = level;
    apply_cause(one.person, cause, level);
  }
  levels[std::size_t(Concern::comedones)] =
      (levels[std::size_t(Concern::blackheads)] + levels[std::size_t(Concern::whiteheads)]) / 2;
  return levels;
}

void apply_cause(Person& person, Concern cause, double level) {
  switch (cause) {
    case Concern::inflamed_lesions: person.inflamed.count = share_of(level, 40); break;
    case Concern::comedones:
      person.blackheads.count = share_of(level, 25);
      person.whiteheads.count = share_of(level, 25);
      break;
    case Concern::blackheads: person.blackheads.count = share_of(level, 50); break;
    case Concern::whiteheads: person.whiteheads.count = share_of(level, 50); break;
    case Concern::post_acne_marks: person.marks.count = share_of(level, 30); break;
    case Concern::pores: person.pores.count = share_of(level, 600); break;
    case Concern::redness: person.redness = 13 * level; break;
    case Concern::dark_spots: person.dark_spots.count = share_of(level, 40); break;
    case Concern::unevenness: person.unevenness = 4 * level; break;
    case Concern::dullness: person.dullness = level; break;
    case Concern::roughness: person.roughness = 3 * level; break;
    case Concern::fine_lines: person.fine_lines.count = share_of(level, 24); break;
    case Concern::wrinkles: person.wrinkles.count = share_of(level, 10); break;
    case Concern::forehead_lines: person.forehead_lines.count = share_of(level, 7); break;
    case Concern::crows_feet: person.crows_feet.count = share_of(level, 6); break;
    case Concern::nasolabial_folds: person.nasolabial = 14 * level; break;
    case Concern::under_eye_darkness: person.under_eye = 14 * level; break;
    case Concern::eye_bags: person.eye_bags = 14 * level; break;
    case Concern::shine: person.shine = level; break;
    case Concern::dryness: person.dryness = level; break;
    case Concern::flaking: person.flaking = level; break;
    case Concern::sagging: person.sagging = level; break;
    case Concern::lip_dryness: person.lip_dryness = level; break;
  }
}

skin::Photo encode_and_decode(const cv::Mat& bgr, int jpeg_quality) {
  test::JpegOptions options;
  options.quality = jpeg_quality;
  auto photo = vision_worker::decode_photo(test::encode_jpeg(bgr, options), 1,
                                           {limits::photo_pixels_max, limits::photo_side_px_max});
  if (!photo) throw std::runtime_error(photo.error().message);
  return std::move(*photo);
}

DrawnPhoto take_photo(const Person& person) {
  DrawnPhoto drawn;
  drawn.truth = test::draw_person(person);
  drawn.photo = encode_and_decode(drawn.truth.bgr, person.camera.jpeg_quality);
  return drawn;
}

}  // namespace lumen::eval
