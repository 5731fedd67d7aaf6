// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/decode_png.h"

#include <spng.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace lumen::vision_worker {
namespace {

constexpr std::size_t chunk_bytes_max = 8 * 1024 * 1024;    // one ancillary chunk, such as a profile, unpacked
constexpr std::size_t chunks_bytes_max = 16 * 1024 * 1024;  // all of them

using Png = std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)>;

// libspng takes a file without the end of its IEND chunk; whether it is all there shows in the chunks' lengths.
bool has_its_end(ByteView bytes) {
  constexpr std::size_t frame_bytes = 12;  // length, type and check sum of a chunk
  std::size_t at = 8;
  while (bytes.size() >= frame_bytes && at <= bytes.size() - frame_bytes) {
    const std::size_t length = std::size_t{bytes[at]} << 24 | std::size_t{bytes[at + 1]} << 16 |
                               std::size_t{bytes[at + 2]} << 8 | bytes[at + 3];
    if (as_text(bytes.subspan(at + 4, 4)) == "IEND") return true;
    at += frame_bytes + length;
  }
  return false;
}

Error png_error(int code) { return damaged_photo(spng_strerror(code)); }

bool has_alpha(spng_ctx* png, const spng_ihdr& header) {
  spng_trns transparent{};
  return header.color_type == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA || header.color_type == SPNG_COLOR_TYPE_TRUECOLOR_ALPHA ||
         spng_get_trns(png, &transparent) == 0;
}

// Adds decoded RGB or RGBA rows up into blocks of `factor` by `factor` pixels. Transparent pixels count as what
// shows of them over white.
class BlockAverage {
 public:
  BlockAverage(std::uint32_t width_px, std::uint32_t height_px, int channels)
      : width_(width_px),
        height_(height_px),
        channels_(channels),
        factor_(whole_reduction(width_px, height_px)),
        out_(reduced(height_px, factor_), reduced(width_px, factor_), CV_8UC3),
        sums_(static_cast<std::size_t>(out_.cols) * 3) {}

  void add_row(const std::uint8_t* row) {
    add_to_sums(row);
    ++rows_in_block_;
    ++rows_;
    if (rows_in_block_ == factor_ || rows_ == height_) finish_block();
  }

  cv::Mat take() { return std::move(out_); }

 private:
  void add_to_sums(const std::uint8_t* row) {
    std::uint32_t* sum = sums_.data();
    int in_block = 0;
    for (std::uint32_t x = 0; x < width_; ++x, row += channels_) {
      const int alpha = channels_ == 4 ? row[3] : 255;
      const int white = 255 * (255 - alpha) + 127;
      for (int c = 0; c < 3; ++c) sum[c] += static_cast<std::uint32_t>((row[c] * alpha + white) / 255);
      if (++in_block < factor_) continue;
      in_block = 0;
      sum += 3;
    }
  }

  void finish_block() {
    cv::Vec3b* out = out_.ptr<cv::Vec3b>(block_row_);
    for (int x = 0; x < out_.cols; ++x) {
      const auto first = static_cast<std::uint32_t>(x) * static_cast<std::uint32_t>(factor_);
      const std::uint32_t columns = std::min(static_cast<std::uint32_t>(factor_), width_ - first);
      const std::uint32_t count = columns * static_cast<std::uint32_t>(rows_in_block_);
      const std::uint32_t* sum = sums_.data() + static_cast<std::size_t>(x) * 3;
      for (int c = 0; c < 3; ++c) out[x][2 - c] = static_cast<std::uint8_t>((sum[c] + count / 2) / count);
    }
    std::fill(sums_.begin(), sums_.end(), 0U);
    rows_in_block_ = 0;
    ++block_row_;
  }

  std::uint32_t width_;
  std::uint32_t height_;
  int channels_;
  int factor_;
  cv::Mat out_;
  std::vector<std::uint32_t> sums_;
  int rows_in_block_ = 0;
  int block_row_ = 0;
  std::uint32_t rows_ = 0;
};

Result<cv::Mat> read_rows(spng_ctx* png, const spng_ihdr& header, int format, int channels) {
  if (const int code = spng_decode_image(png, nullptr, 0, format, SPNG_DECODE_PROGRESSIVE | SPNG_DECODE_TRNS)) {
    return fail(png_error(code));
  }
  BlockAverage blocks(header.width, header.height, channels);
  std::vector<std::uint8_t> row(static_cast<std::size_t>(header.width) * static_cast<std::size_t>(channels));
  for (std::uint32_t y = 0; y < header.height; ++y) {
    const int code = spng_decode_row(png, row.data(), row.size());
    if (code != 0 && code != SPNG_EOI) return fail(png_error(code));
    blocks.add_row(row.data());
  }
  return blocks.take();
}

Result<cv::Mat> read_interlaced(spng_ctx* png, const spng_ihdr& header, int format, int channels) {
  const std::size_t row_bytes = static_cast<std::size_t>(header.width) * static_cast<std::size_t>(channels);
  std::vector<std::uint8_t> pixels(row_bytes * header.height);
  if (const int code = spng_decode_image(png, pixels.data(), pixels.size(), format, SPNG_DECODE_TRNS)) {
    return fail(png_error(code));
  }
  BlockAverage blocks(header.width, header.height, channels);
  for (std::size_t y = 0; y < header.height; ++y) blocks.add_row(pixels.data() + y * row_bytes);
  return blocks.take();
}

}  // namespace

Result<Picture> decode_png(ByteView bytes, const DecodeLimits& limits) {
  const Png png(spng_ctx_new(0), &spng_ctx_free);
  if (png == nullptr) return fail(damaged_photo("out of memory"));
  spng_set_chunk_limits(png.get(), chunk_bytes_max, chunks_bytes_max);
  spng_set_png_buffer(png.get(), bytes.data(), bytes.size());

  spng_ihdr header{};
  if (const int code = spng_get_ihdr(png.get(), &header)) return fail(png_error(code));
  if (auto size = check_size(header.width, header.height, limits); !size) return fail(size.error());

  const bool alpha = has_alpha(png.get(), header);
  const int format = alpha ? SPNG_FMT_RGBA8 : SPNG_FMT_RGB8;
  const auto read = header.interlace_method == SPNG_INTERLACE_NONE ? read_rows : read_interlaced;
  auto pixels = read(png.get(), header, format, alpha ? 4 : 3);
  if (!pixels) return fail(pixels.error());
  if (const int code = spng_decode_chunks(png.get())) return fail(png_error(code));
  if (!has_its_end(bytes)) return fail(damaged_photo("no whole IEND chunk"));

  Picture picture;
  picture.pixels = std::move(*pixels);
  picture.original_width_px = static_cast<int>(header.width);
  picture.original_height_px = static_cast<int>(header.height);
  picture.grayscale =
      header.color_type == SPNG_COLOR_TYPE_GRAYSCALE || header.color_type == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA;
  spng_iccp profile{};
  if (spng_get_iccp(png.get(), &profile) == 0) {
    picture.profile.assign(profile.profile, profile.profile + profile.profile_len);
  }
  return picture;
}

}  // namespace lumen::vision_worker
