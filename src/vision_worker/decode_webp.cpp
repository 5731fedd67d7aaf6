// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/decode_webp.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <memory>

namespace lumen::vision_worker {
namespace {

using Demuxer = std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)>;

struct Frame {
  cv::Rect place;  // on the canvas, px of the file
  ByteView bytes;
  bool alpha = false;
};

// The length that the RIFF header states, without its own 8 bytes; webp files are padded to even lengths.
bool is_whole(ByteView bytes) {
  if (bytes.size() < 12) return false;
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < 4; ++i) length |= std::uint64_t{bytes[4 + i]} << (8 * i);
  return bytes.size() >= length + 8;
}

Result<Frame> first_frame(const WebPDemuxer* file) {
  WebPIterator found{};
  if (WebPDemuxGetFrame(file, 1, &found) == 0) return fail(damaged_photo("no frame"));
  Frame frame;
  frame.place = cv::Rect(found.x_offset, found.y_offset, found.width, found.height);
  frame.bytes = ByteView(found.fragment.bytes, found.fragment.size);
  frame.alpha = found.has_alpha != 0;
  const bool complete = found.complete != 0;
  WebPDemuxReleaseIterator(&found);  // the bytes are the file's own and stay
  if (!complete) return fail(damaged_photo("the first frame is cut short"));
  return frame;
}

Bytes profile_of(const WebPDemuxer* file) {
  WebPChunkIterator chunk{};
  if (WebPDemuxGetChunk(file, "ICCP", 1, &chunk) == 0) return {};
  Bytes profile(chunk.chunk.bytes, chunk.chunk.bytes + chunk.chunk.size);
  WebPDemuxReleaseChunkIterator(&chunk);
  return profile;
}

Result<cv::Mat> decode_frame(const Frame& frame, cv::Size size) {
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) return fail(damaged_photo("another version of libwebp"));
  cv::Mat pixels(size, frame.alpha ? CV_8UC4 : CV_8UC3);
  config.output.colorspace = frame.alpha ? MODE_BGRA : MODE_BGR;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = pixels.data;
  config.output.u.RGBA.stride = static_cast<int>(pixels.step[0]);
  config.output.u.RGBA.size = pixels.total() * pixels.elemSize();
  config.options.use_scaling = size == frame.place.size() ? 0 : 1;
  config.options.scaled_width = size.width;
  config.options.scaled_height = size.height;
  const VP8StatusCode status = WebPDecode(frame.bytes.data(), frame.bytes.size(), &config);
  WebPFreeDecBuffer(&config.output);
  if (status != VP8_STATUS_OK) return fail(damaged_photo("libwebp status " + std::to_string(status)));
  return frame.alpha ? over_white(pixels) : pixels;
}

// The frame's place on a canvas that is `factor` times smaller; never empty, never outside.
cv::Rect reduced_place(const cv::Rect& place, int factor, cv::Size canvas) {
  const int left = std::min(place.x / factor, canvas.width - 1);
  const int top = std::min(place.y / factor, canvas.height - 1);
  const int right = std::clamp((place.x + place.width + factor - 1) / factor, left + 1, canvas.width);
  const int bottom = std::clamp((place.y + place.height + factor - 1) / factor, top + 1, canvas.height);
  return {left, top, right - left, bottom - top};
}

}  // namespace

Result<Picture> decode_webp(ByteView bytes, const DecodeLimits& limits) {
  if (!is_whole(bytes)) return fail(damaged_photo("shorter than its RIFF header says"));
  const WebPData data{bytes.data(), bytes.size()};
  const Demuxer file(WebPDemux(&data), &WebPDemuxDelete);
  if (file == nullptr) return fail(damaged_photo("no WebP structure"));
  const std::uint32_t width = WebPDemuxGetI(file.get(), WEBP_FF_CANVAS_WIDTH);
  const std::uint32_t height = WebPDemuxGetI(file.get(), WEBP_FF_CANVAS_HEIGHT);
  if (auto size = check_size(width, height, limits); !size) return fail(size.error());
  auto frame = first_frame(file.get());
  if (!frame) return fail(frame.error());
  const cv::Rect canvas(0, 0, static_cast<int>(width), static_cast<int>(height));
  if ((frame->place & canvas) != frame->place) return fail(damaged_photo("the first frame leaves its canvas"));

  const int factor = whole_reduction(width, height);
  const cv::Size small(reduced(width, factor), reduced(height, factor));
  const cv::Rect place = reduced_place(frame->place, factor, small);
  auto pixels = decode_frame(*frame, place.size());
  if (!pixels) return fail(pixels.error());

  Picture picture;
  picture.pixels = std::move(*pixels);
  if (place.size() != small) {
    cv::Mat whole(small, CV_8UC3, cv::Scalar(255, 255, 255));
    picture.pixels.copyTo(whole(place));
    picture.pixels = whole;
  }
  picture.original_width_px = canvas.width;
  picture.original_height_px = canvas.height;
  picture.profile = profile_of(file.get());
  return picture;
}

}  // namespace lumen::vision_worker
