// SPDX-License-Identifier: Apache-2.0
#include <webp/encode.h>
#include <webp/mux.h>

#include <memory>
#include <stdexcept>

#include "tests/photos/encode.h"

namespace lumen::test {
namespace {

using Mux = std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)>;

void check(bool good, const char* what) {
  if (!good) throw std::runtime_error(std::string("libwebp: ") + what);
}

Bytes picture_bytes(const cv::Mat& pixels, const WebpOptions& options) {
  const cv::Mat whole = pixels.isContinuous() ? pixels : pixels.clone();
  WebPConfig config;
  WebPPicture picture;
  check(WebPConfigInit(&config) != 0 && WebPPictureInit(&picture) != 0, "version");
  config.lossless = options.loss == WebpLoss::lossless ? 1 : 0;
  config.quality = options.quality;
  config.method = 1;
  config.exact = 1;  // colours under transparent pixels stay
  picture.use_argb = config.lossless;
  picture.width = whole.cols;
  picture.height = whole.rows;
  const int stride = static_cast<int>(whole.step[0]);
  const int taken = whole.channels() == 4 ? WebPPictureImportBGRA(&picture, whole.data, stride)
                                          : WebPPictureImportBGR(&picture, whole.data, stride);
  WebPMemoryWriter writer;
  WebPMemoryWriterInit(&writer);
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &writer;
  const bool good = taken != 0 && WebPEncode(&config, &picture) != 0;
  const Bytes bytes(writer.mem, writer.mem + writer.size);
  WebPPictureFree(&picture);
  WebPMemoryWriterClear(&writer);
  check(good, "encode");
  return bytes;
}

WebPData as_data(const Bytes& bytes) { return {bytes.data(), bytes.size()}; }

Bytes assembled(WebPMux* mux) {
  WebPData out{};
  check(WebPMuxAssemble(mux, &out) == WEBP_MUX_OK, "assemble");
  const Bytes bytes(out.bytes, out.bytes + out.size);
  WebPDataClear(&out);
  return bytes;
}

void push_frame(WebPMux* mux, const Bytes& picture, cv::Point at) {
  WebPMuxFrameInfo frame{};
  frame.bitstream = as_data(picture);
  frame.x_offset = at.x;
  frame.y_offset = at.y;
  frame.duration = 100;
  frame.id = WEBP_CHUNK_ANMF;
  frame.dispose_method = WEBP_MUX_DISPOSE_NONE;
  frame.blend_method = WEBP_MUX_NO_BLEND;
  check(WebPMuxPushFrame(mux, &frame, 1) == WEBP_MUX_OK, "frame");
}

}  // namespace

Bytes encode_webp(const cv::Mat& pixels, const WebpOptions& options) {
  const Bytes picture = picture_bytes(pixels, options);
  if (options.orientation == 0 && options.profile.empty()) return picture;
  const WebPData data = as_data(picture);
  const Mux mux(WebPMuxCreate(&data, 1), &WebPMuxDelete);
  const auto set_chunk = [&](const char* name, const Bytes& bytes) {
    const WebPData chunk = as_data(bytes);
    if (!bytes.empty()) check(WebPMuxSetChunk(mux.get(), name, &chunk, 1) == WEBP_MUX_OK, name);
  };
  set_chunk("ICCP", options.profile);
  set_chunk("EXIF", options.orientation == 0 ? Bytes() : exif_block(options.orientation));
  return assembled(mux.get());
}

Bytes encode_animated_webp(const cv::Mat& first, cv::Point first_at, const cv::Mat& second) {
  const WebpOptions lossless{WebpLoss::lossless, 50, 0, {}};
  const Mux mux(WebPMuxNew(), &WebPMuxDelete);
  push_frame(mux.get(), picture_bytes(first, lossless), first_at);
  push_frame(mux.get(), picture_bytes(second, lossless), {0, 0});
  const WebPMuxAnimParams forever{0xFFFFFFFF, 0};
  check(WebPMuxSetAnimationParams(mux.get(), &forever) == WEBP_MUX_OK, "animation");
  return assembled(mux.get());
}

}  // namespace lumen::test
