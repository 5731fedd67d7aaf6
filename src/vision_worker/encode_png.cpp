// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/encode_png.h"

#include <spng.h>

#include <cstdlib>
#include <memory>
#include <opencv2/imgproc.hpp>

namespace lumen::vision_worker {
namespace {

constexpr int compression_level = 1;

using Png = std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)>;

Error encoding_failed(int code) { return internal(std::string("PNG: ") + spng_strerror(code)); }

}  // namespace

Result<Bytes> encode_png(const cv::Mat& pixels) {
  cv::Mat ordered;
  const bool alpha = pixels.channels() == 4;
  cv::cvtColor(pixels, ordered, alpha ? cv::COLOR_BGRA2RGBA : cv::COLOR_BGR2RGB);

  const Png png(spng_ctx_new(SPNG_CTX_ENCODER), &spng_ctx_free);
  if (png == nullptr) return fail(internal("PNG: out of memory"));
  spng_set_option(png.get(), SPNG_ENCODE_TO_BUFFER, 1);
  spng_set_option(png.get(), SPNG_IMG_COMPRESSION_LEVEL, compression_level);
  spng_set_option(png.get(), SPNG_FILTER_CHOICE, SPNG_FILTER_CHOICE_SUB | SPNG_FILTER_CHOICE_UP);
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(ordered.cols);
  header.height = static_cast<std::uint32_t>(ordered.rows);
  header.bit_depth = 8;
  header.color_type = alpha ? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA : SPNG_COLOR_TYPE_TRUECOLOR;
  if (const int code = spng_set_ihdr(png.get(), &header)) return fail(encoding_failed(code));
  const std::size_t size = ordered.total() * ordered.elemSize();
  if (const int code = spng_encode_image(png.get(), ordered.data, size, SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE)) {
    return fail(encoding_failed(code));
  }
  int code = 0;
  std::size_t bytes = 0;
  const std::unique_ptr<void, decltype(&std::free)> buffer(spng_get_png_buffer(png.get(), &bytes, &code), &std::free);
  if (buffer == nullptr) return fail(encoding_failed(code));
  const auto* start = static_cast<const std::uint8_t*>(buffer.get());
  return Bytes(start, start + bytes);
}

}  // namespace lumen::vision_worker
