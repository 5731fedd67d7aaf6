// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/picture.h"

#include <fmt/format.h>

#include <algorithm>

namespace lumen::vision_worker {

Result<void> check_size(std::uint64_t width_px, std::uint64_t height_px, const DecodeLimits& limits) {
  if (width_px == 0 || height_px == 0) return fail(damaged_photo("a side of zero pixels"));
  if (width_px > limits.side_px_max || height_px > limits.side_px_max || width_px * height_px > limits.pixels_max) {
    const std::uint64_t megapixels = limits.pixels_max / 1'000'000;
    Error error = make_error(ErrorKind::too_large, "too_many_pixels",
                             fmt::format("The photo is {} x {} pixels; at most {} megapixels and {} pixels a side "
                                         "are accepted.",
                                         width_px, height_px, megapixels, limits.side_px_max));
    error.hint = "Send a smaller copy of the photo.";
    return fail(std::move(error));
  }
  return {};
}

int whole_reduction(std::uint32_t width_px, std::uint32_t height_px) {
  return static_cast<int>(std::max(1U, std::max(width_px, height_px) / long_side_wanted_px));
}

int reduced(std::uint32_t length, int factor) {
  const auto step = static_cast<std::uint32_t>(factor);
  return static_cast<int>((length + step - 1) / step);
}

cv::Mat over_white(const cv::Mat& bgra) {
  cv::Mat bgr(bgra.size(), CV_8UC3);
  for (int y = 0; y < bgra.rows; ++y) {
    const cv::Vec4b* from = bgra.ptr<cv::Vec4b>(y);
    cv::Vec3b* to = bgr.ptr<cv::Vec3b>(y);
    for (int x = 0; x < bgra.cols; ++x) {
      const int alpha = from[x][3];
      for (int c = 0; c < 3; ++c) {
        to[x][c] = static_cast<std::uint8_t>((from[x][c] * alpha + 255 * (255 - alpha) + 127) / 255);
      }
    }
  }
  return bgr;
}

Error damaged_photo(std::string detail) {
  Error error = invalid("damaged_photo", "The photo is damaged and cannot be read.", std::move(detail));
  error.hint = "Take or choose the photo again.";
  return error;
}

Error unsupported_photo(std::string message, std::string detail) {
  Error error = invalid("unsupported_type", std::move(message), std::move(detail));
  error.hint = "Send a JPEG, PNG, WebP or HEIC photo.";
  return error;
}

}  // namespace lumen::vision_worker
