// SPDX-License-Identifier: Apache-2.0
#pragma once
// Test photos that are drawn, not taken: a face that a face finder finds, a patch of skin, a scene without
// skin, with known causes in known numbers. Deterministic: the same options give the same pixels.

#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>
#include <string_view>

namespace lumen::test {

enum class PhotoKind : std::uint8_t { face, closeup, scene, dark, bright, blurred };

std::optional<PhotoKind> parse_photo_kind(std::string_view text);

// Where lesions and dark spots may lie on a face.
enum class SpotPlace : std::uint8_t { anywhere, lower_third };

struct PhotoOptions {
  PhotoKind kind = PhotoKind::face;
  int width_px = 900;
  int height_px = 1200;
  std::uint64_t seed = 1;
  double tone_l = 68;  // CIELAB L* of the skin, about 25 (dark) to 80 (light)
  int lesions = 0;     // red spots on cheeks, forehead and chin
  int dark_spots = 0;  // brown spots on cheeks and forehead
  SpotPlace place = SpotPlace::anywhere;
  int blackheads = 0;    // small dark dots on nose and forehead, anywhere in a close-up
  int whiteheads = 0;    // small pale dots on cheeks and forehead, anywhere in a close-up
  int pores = 0;         // fine dark dots on nose and cheeks, anywhere in a close-up
  int lines = 0;         // lines across the forehead, or across a close-up
  double redness = 0;    // a* by which the cheeks and the nose are redder, or patches of a close-up
  double under_eye = 0;  // L* by which the skin below the eyes is darker
  double eye_bags = 0;   // L* by which the groove under the eye bags is darker
  double flakes = 0;     // L* of fine bright flakes
  double shine = 0;      // 0..1, highlights on forehead and nose, or over a close-up
  double blur_px = 0;    // standard deviation of a Gaussian, before the noise
  double exposure = 1;   // factor on the sRGB values
  double noise = 2.0;    // standard deviation of sensor noise, grey levels
};

// 8-bit BGR.
cv::Mat draw_photo(const PhotoOptions& options);

}  // namespace lumen::test
