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

struct PhotoOptions {
  PhotoKind kind = PhotoKind::face;
  int width_px = 900;
  int height_px = 1200;
  std::uint64_t seed = 1;
  double tone_l = 68;          // CIELAB L* of the skin, about 25 (dark) to 80 (light)
  int lesions = 0;             // red spots on cheeks, forehead and chin
  int dark_spots = 0;          // brown spots on cheeks and forehead
  double under_eye = 0;        // L* by which the skin below the eyes is darker
  double shine = 0;            // 0..1, highlights on forehead and nose
  double noise = 2.0;          // standard deviation of sensor noise, grey levels
};

// 8-bit BGR.
cv::Mat draw_photo(const PhotoOptions& options);

}  // namespace lumen::test
