// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/decode_photo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string_view>

#include "vision_worker/colour_profile.h"
#include "vision_worker/decode_heic.h"
#include "vision_worker/decode_jpeg.h"
#include "vision_worker/decode_png.h"
#include "vision_worker/decode_webp.h"
#include "vision_worker/orientation.h"

namespace lumen::vision_worker {
namespace {

using namespace std::string_view_literals;

// Major brands of HEVC-coded pictures (ISO/IEC 23008-12, annex B; "mif1" and "msf1" are the codec-free ones).
bool is_heic_brand(std::string_view brand) {
  constexpr std::array brands = {"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv, "mif1"sv, "msf1"sv};
  return std::find(brands.begin(), brands.end(), brand) != brands.end();
}

Result<Picture> decode(ByteView bytes, PhotoFormat format, const DecodeLimits& limits) {
  switch (format) {
    case PhotoFormat::jpeg: return decode_jpeg(bytes, limits);
    case PhotoFormat::png: return decode_png(bytes, limits);
    case PhotoFormat::webp: return decode_webp(bytes, limits);
    case PhotoFormat::heic: return decode_heic(bytes, limits);
  }
  return fail(internal("unknown format"));
}

void fit(cv::Mat& pixels) {
  const int long_side = std::max(pixels.cols, pixels.rows);
  if (long_side <= long_side_px_max) return;
  const double scale = double(long_side_px_max) / long_side;
  const cv::Size size(std::max(1, int(std::lround(pixels.cols * scale))),
                      std::max(1, int(std::lround(pixels.rows * scale))));
  cv::Mat small;
  cv::resize(pixels, small, size, 0, 0, cv::INTER_LINEAR);
  pixels = small;
}

}  // namespace

Result<PhotoFormat> detect_format(ByteView bytes) {
  const std::string_view text = as_text(bytes);
  if (text.starts_with("\xFF\xD8\xFF"sv)) return PhotoFormat::jpeg;
  if (text.starts_with("\x89PNG\r\n\x1A\n"sv)) return PhotoFormat::png;
  if (text.starts_with("RIFF"sv) && text.substr(0, 12).ends_with("WEBP"sv)) return PhotoFormat::webp;
  const bool is_box_file = text.size() >= 12 && text.substr(4, 4) == "ftyp"sv;
  if (is_box_file && is_heic_brand(text.substr(8, 4))) return PhotoFormat::heic;
  return fail(unsupported_photo("This is not a photo that Lumen can read.", "unknown magic bytes"));
}

Result<skin::Photo> decode_photo(ByteView bytes, std::uint32_t orientation, const DecodeLimits& limits) {
  const auto format = detect_format(bytes);
  if (!format) return fail(format.error());
  auto picture = decode(bytes, *format, limits);
  if (!picture) return fail(picture.error());
  fit(picture->pixels);

  const std::uint32_t turn = *format == PhotoFormat::heic ? 1 : orientation;
  skin::Photo photo;
  photo.bgr = upright(to_srgb(*picture), turn);
  photo.original_width_px = picture->original_width_px;
  photo.original_height_px = picture->original_height_px;
  if (swaps_sides(turn)) std::swap(photo.original_width_px, photo.original_height_px);
  photo.grayscale = picture->grayscale;
  return photo;
}

}  // namespace lumen::vision_worker
