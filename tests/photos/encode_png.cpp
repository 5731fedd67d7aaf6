// SPDX-License-Identifier: Apache-2.0
#include <spng.h>
#include <zlib.h>

#include <cstdlib>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/photos/encode.h"

namespace lumen::test {
namespace {

using Png = std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)>;

void check(int code) {
  if (code != 0) throw std::runtime_error(std::string("libspng: ") + spng_strerror(code));
}

cv::Mat red_first(const cv::Mat& pixels) {
  cv::Mat out;
  if (pixels.channels() == 1) return pixels;
  cv::cvtColor(pixels, out, pixels.channels() == 4 ? cv::COLOR_BGRA2RGBA : cv::COLOR_BGR2RGB);
  return out;
}

std::uint8_t colour_type(const cv::Mat& pixels) {
  switch (pixels.channels()) {
    case 1: return SPNG_COLOR_TYPE_GRAYSCALE;
    case 4: return SPNG_COLOR_TYPE_TRUECOLOR_ALPHA;
    default: return SPNG_COLOR_TYPE_TRUECOLOR;
  }
}

spng_ihdr header_of(const cv::Mat& pixels, std::uint8_t type) {
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(pixels.cols);
  header.height = static_cast<std::uint32_t>(pixels.rows);
  header.bit_depth = pixels.depth() == CV_16U ? 16 : 8;
  header.color_type = type;
  return header;
}

Png new_encoder(spng_ihdr header) {
  Png png(spng_ctx_new(SPNG_CTX_ENCODER), &spng_ctx_free);
  check(spng_set_option(png.get(), SPNG_ENCODE_TO_BUFFER, 1));
  check(spng_set_option(png.get(), SPNG_IMG_COMPRESSION_LEVEL, 1));
  check(spng_set_ihdr(png.get(), &header));
  return png;
}

Bytes finish(spng_ctx* png, const cv::Mat& pixels) {
  const cv::Mat whole = pixels.isContinuous() ? pixels : pixels.clone();
  check(spng_encode_image(png, whole.data, whole.total() * whole.elemSize(), SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE));
  int code = 0;
  std::size_t size = 0;
  const std::unique_ptr<void, decltype(&std::free)> buffer(spng_get_png_buffer(png, &size, &code), &std::free);
  check(code);
  const auto* start = static_cast<const std::uint8_t*>(buffer.get());
  return Bytes(start, start + size);
}

void put_u32(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::uint32_t get_u32(const Bytes& bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 | std::uint32_t{bytes[at + 2]} << 8 |
         bytes[at + 3];
}

void put_chunk(Bytes& out, std::string_view type, const Bytes& data) {
  put_u32(out, static_cast<std::uint32_t>(data.size()));
  Bytes body(type.begin(), type.end());
  body.insert(body.end(), data.begin(), data.end());
  out.insert(out.end(), body.begin(), body.end());
  put_u32(out, static_cast<std::uint32_t>(::crc32(0, body.data(), static_cast<uInt>(body.size()))));
}

struct Chunk {
  std::string type;
  Bytes data;
};

std::vector<Chunk> chunks_of(const Bytes& png) {
  std::vector<Chunk> chunks;
  for (std::size_t at = 8; at + 12 <= png.size();) {
    const std::size_t size = get_u32(png, at);
    const auto start = png.begin() + static_cast<std::ptrdiff_t>(at + 8);
    chunks.push_back({std::string(png.begin() + static_cast<std::ptrdiff_t>(at + 4), start),
                      Bytes(start, start + static_cast<std::ptrdiff_t>(size))});
    at += 12 + size;
  }
  return chunks;
}

Bytes frame_control(std::uint32_t sequence, const cv::Mat& frame) {
  Bytes data;
  put_u32(data, sequence);
  put_u32(data, static_cast<std::uint32_t>(frame.cols));
  put_u32(data, static_cast<std::uint32_t>(frame.rows));
  put_u32(data, 0);
  put_u32(data, 0);
  data.insert(data.end(), {0, 1, 0, 10, 0, 0});  // a tenth of a second, nothing disposed of or blended
  return data;
}

// One Adam7 pass (PNG specification, section 8.2): every `step`-th pixel from `start`.
struct Pass {
  int x_start, y_start, x_step, y_step;
};
constexpr Pass adam7[] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                          {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

Bytes interlaced_rows(const cv::Mat& rgb) {
  Bytes rows;
  for (const Pass& pass : adam7) {
    if (pass.x_start >= rgb.cols) continue;
    for (int y = pass.y_start; y < rgb.rows; y += pass.y_step) {
      rows.push_back(0);  // no filter
      for (int x = pass.x_start; x < rgb.cols; x += pass.x_step) {
        const cv::Vec3b& pixel = rgb.at<cv::Vec3b>(y, x);
        rows.insert(rows.end(), {pixel[0], pixel[1], pixel[2]});
      }
    }
  }
  return rows;
}

Bytes deflated(const Bytes& plain) {
  uLongf size = ::compressBound(static_cast<uLong>(plain.size()));
  Bytes out(size);
  if (::compress2(out.data(), &size, plain.data(), static_cast<uLong>(plain.size()), 1) != Z_OK) {
    throw std::runtime_error("zlib");
  }
  out.resize(size);
  return out;
}

}  // namespace

Bytes encode_png(const cv::Mat& pixels, const PngOptions& options) {
  const Png png = new_encoder(header_of(pixels, colour_type(pixels)));
  Bytes block = exif_block(options.orientation);  // libspng keeps the pointer until it encodes
  if (options.orientation != 0) {
    spng_exif exif{block.size(), reinterpret_cast<char*>(block.data())};
    check(spng_set_exif(png.get(), &exif));
  }
  Bytes profile = options.profile;
  if (!profile.empty()) {
    spng_iccp iccp{};
    std::string_view("profile").copy(iccp.profile_name, sizeof(iccp.profile_name) - 1);
    iccp.profile_len = profile.size();
    iccp.profile = reinterpret_cast<char*>(profile.data());
    check(spng_set_iccp(png.get(), &iccp));
  }
  return finish(png.get(), red_first(pixels));
}

Bytes encode_palette_png(const cv::Mat& indices, const std::vector<cv::Vec3b>& palette, int transparent_index) {
  const Png png = new_encoder(header_of(indices, SPNG_COLOR_TYPE_INDEXED));
  spng_plte entries{};
  entries.n_entries = static_cast<std::uint32_t>(palette.size());
  for (std::size_t i = 0; i < palette.size(); ++i) {
    entries.entries[i] = {palette[i][2], palette[i][1], palette[i][0], 255};
  }
  check(spng_set_plte(png.get(), &entries));
  if (transparent_index >= 0) {
    spng_trns transparent{};
    transparent.n_type3_entries = static_cast<std::uint32_t>(transparent_index) + 1;
    for (std::uint32_t i = 0; i < transparent.n_type3_entries; ++i) transparent.type3_alpha[i] = 255;
    transparent.type3_alpha[transparent_index] = 0;
    check(spng_set_trns(png.get(), &transparent));
  }
  return finish(png.get(), indices);
}

Bytes encode_interlaced_png(const cv::Mat& bgr) {
  Bytes out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  Bytes header;
  put_u32(header, static_cast<std::uint32_t>(bgr.cols));
  put_u32(header, static_cast<std::uint32_t>(bgr.rows));
  header.insert(header.end(), {8, SPNG_COLOR_TYPE_TRUECOLOR, 0, 0, 1});
  put_chunk(out, "IHDR", header);
  put_chunk(out, "IDAT", deflated(interlaced_rows(red_first(bgr))));
  put_chunk(out, "IEND", {});
  return out;
}

Bytes encode_animated_png(const cv::Mat& first, const cv::Mat& second) {
  Bytes out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  Bytes two_frames;
  put_u32(two_frames, 2);
  put_u32(two_frames, 0);
  const std::vector<Chunk> shown = chunks_of(encode_png(first));
  put_chunk(out, "IHDR", shown.front().data);
  put_chunk(out, "acTL", two_frames);
  put_chunk(out, "fcTL", frame_control(0, first));
  for (const Chunk& chunk : shown) {
    if (chunk.type == "IDAT") put_chunk(out, "IDAT", chunk.data);
  }
  put_chunk(out, "fcTL", frame_control(1, second));
  std::uint32_t sequence = 2;
  for (const Chunk& chunk : chunks_of(encode_png(second))) {
    if (chunk.type != "IDAT") continue;
    Bytes data;
    put_u32(data, sequence++);
    data.insert(data.end(), chunk.data.begin(), chunk.data.end());
    put_chunk(out, "fdAT", data);
  }
  put_chunk(out, "IEND", {});
  return out;
}

}  // namespace lumen::test
