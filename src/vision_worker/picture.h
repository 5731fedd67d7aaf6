// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every decoder gives, and the limits and sizes all of them keep.
//
// A decoder reduces while it decodes: by the largest whole factor (JPEG: 1, 2, 4 or 8) that keeps the long side
// at `long_side_wanted_px` or more. So a picture of any size costs little memory after decoding.

#include <cstdint>
#include <opencv2/core.hpp>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen::vision_worker {

struct DecodeLimits {
  std::uint64_t pixels_max = 0;
  std::uint32_t side_px_max = 0;
};

inline constexpr std::uint32_t long_side_wanted_px = 1'000;
inline constexpr int long_side_px_max = 1'600;  // of what leaves decode_photo

// A decoded picture as it lies in the file: not yet turned upright, colours still in the file's own profile.
struct Picture {
  cv::Mat pixels;             // CV_8UC1 gray, CV_8UC3 BGR or CV_8UC4 CMYK (255 is no ink)
  int original_width_px = 0;  // before reduction
  int original_height_px = 0;
  bool grayscale = false;  // the file holds one channel
  Bytes profile;           // ICC profile, empty when there is none
};

// `too_large` "too_many_pixels" over a limit, `invalid` "damaged_photo" when a side is zero.
Result<void> check_size(std::uint64_t width_px, std::uint64_t height_px, const DecodeLimits& limits);

// The largest whole factor that keeps the long side wanted; at least 1.
int whole_reduction(std::uint32_t width_px, std::uint32_t height_px);
// `length` divided by `factor`, rounded up: the reduced length.
int reduced(std::uint32_t length, int factor);

// Puts `bgra` over white: what viewers show of a transparent picture.
cv::Mat over_white(const cv::Mat& bgra);

// Errors of decoders; `detail` is the library's own word.
Error damaged_photo(std::string detail);
Error unsupported_photo(std::string message, std::string detail);

}  // namespace lumen::vision_worker
