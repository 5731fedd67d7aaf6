// SPDX-License-Identifier: Apache-2.0
// JPEG: what stays is a list, so a segment nobody thought of goes. The tables, frames and scans stay; of the
// application segments only those that change how the picture looks: JFIF (without its thumbnail), the ICC
// profile and Adobe's colour transform. The file ends at its end-of-image marker: second pictures, videos and
// maker data that are appended go with it.
// Sources: ITU-T T.81 Annex B; T.871 (JFIF), 10; ICC.1, B.4; Adobe TN 5116, 18.

#include <utility>

#include "photos/byte_reader.h"
#include "photos/containers.h"
#include "photos/jpeg_segments.h"
#include "photos/kept_bytes.h"

namespace lumen::photos {
namespace {

constexpr std::string_view jfif_name{"JFIF\0", 5};
constexpr std::string_view exif_name{"Exif\0", 5};  // and one more byte: 0, or 0xff by some writers
constexpr std::string_view icc_name{"ICC_PROFILE\0", 12};
constexpr std::string_view adobe_name{"Adobe"};
constexpr std::size_t segment_head_bytes = 4;  // marker and length
constexpr std::size_t jfif_bytes = 14;         // without a thumbnail
constexpr std::size_t adobe_bytes = 12;

bool belongs_to_picture(std::uint8_t marker) {
  switch (marker) {
    case jpeg::huffman_tables:
    case jpeg::arithmetic_conditions:
    case jpeg::quantization_tables:
    case jpeg::number_of_lines:
    case jpeg::restart_interval: return true;
    default: return jpeg::is_frame(marker);
  }
}

class JpegStripper {
 public:
  explicit JpegStripper(Bytes bytes) : kept_(std::move(bytes)) {}

  Result<StrippedPhoto> run() {
    kept_.keep(0, 2);
    std::size_t at = 2;
    while (!ended_) {
      const auto segment = next_jpeg_segment(kept_.all(), at);
      if (!segment) return fail(damaged_photo("a JPEG that ends within its segments"));
      const auto next = pass(*segment);
      if (!next) return fail(next.error());
      at = *next;
    }
    const bool changed = kept_.changed();
    return StrippedPhoto{std::move(kept_).finish(), PhotoFormat::jpeg, orientation_, changed};
  }

 private:
  // Keeps or drops one segment; answers where the next one may begin.
  Result<std::size_t> pass(const JpegSegment& segment) {
    const std::uint8_t marker = segment.marker;
    if (marker == jpeg::start_of_scan) return keep_scan(segment);
    if (marker == jpeg::end_of_image) return keep_end(segment);
    if (jpeg::is_frame(marker) && std::exchange(has_frame_, true)) return fail(damaged_photo("two frames in a JPEG"));
    if (belongs_to_picture(marker)) {
      kept_.keep(segment.begin, segment.end);
    } else if (jpeg::is_application(marker)) {
      pass_application(segment);
    } else if (marker != jpeg::comment && marker != jpeg::temporary && !jpeg::is_restart(marker)) {
      return fail(damaged_photo("a JPEG marker that has no place there"));
    }
    return segment.end;
  }

  Result<std::size_t> keep_scan(const JpegSegment& segment) {
    if (!has_frame_) return fail(damaged_photo("a JPEG scan before its frame"));
    const auto end = end_of_jpeg_scan(kept_.all(), segment.end);
    if (!end) return fail(damaged_photo("a JPEG that ends within its picture"));
    kept_.keep(segment.begin, *end);
    has_scan_ = true;
    return *end;
  }

  Result<std::size_t> keep_end(const JpegSegment& segment) {
    if (!has_scan_) return fail(damaged_photo("a JPEG without a picture"));
    kept_.keep(segment.begin, segment.end);
    ended_ = true;
    return segment.end;
  }

  void pass_application(const JpegSegment& segment) {
    const int number = segment.marker - jpeg::application_0;
    const ByteView payload = segment.payload;
    if (number == 0 && begins_with(payload, jfif_name) && payload.size() >= jfif_bytes) return keep_jfif(segment);
    if (number == 1 && begins_with(payload, exif_name)) return read_orientation(payload);
    if (number == 2 && begins_with(payload, icc_name)) kept_.keep(segment.begin, segment.end);
    if (number == 14 && begins_with(payload, adobe_name) && payload.size() >= adobe_bytes) {
      keep_first(segment, adobe_bytes);
    }
  }

  void keep_jfif(const JpegSegment& segment) {
    if (std::exchange(has_jfif_, true)) return;
    const std::size_t place = keep_first(segment, jfif_bytes);
    kept_.set(place + segment_head_bytes + 12, 0);  // the thumbnail's width
    kept_.set(place + segment_head_bytes + 13, 0);  // and height
  }

  // Keeps the segment with its payload cut to `size_bytes`.
  std::size_t keep_first(const JpegSegment& segment, std::size_t size_bytes) {
    const std::size_t place = kept_.keep(segment.begin, segment.begin + segment_head_bytes + size_bytes);
    kept_.set(place + 2, 0);
    kept_.set(place + 3, static_cast<std::uint8_t>(size_bytes + 2));
    return place;
  }

  void read_orientation(ByteView payload) {
    if (std::exchange(has_exif_, true) || payload.size() < 6) return;
    orientation_ = read_exif_orientation(payload.subspan(6));
  }

  KeptBytes kept_;
  std::uint16_t orientation_ = 1;
  bool has_exif_ = false, has_jfif_ = false, has_frame_ = false, has_scan_ = false, ended_ = false;
};

}  // namespace

Result<StrippedPhoto> strip_jpeg(Bytes bytes) { return JpegStripper(std::move(bytes)).run(); }

Result<PixelSize> jpeg_pixel_size(ByteView bytes) {
  for (auto segment = next_jpeg_segment(bytes, 2); segment; segment = next_jpeg_segment(bytes, segment->end)) {
    if (segment->marker == jpeg::start_of_scan || segment->marker == jpeg::end_of_image) break;
    if (!jpeg::is_frame(segment->marker)) continue;
    ByteReader frame(segment->payload);
    frame.skip(1);  // bits per sample
    const std::uint32_t height_px = frame.u16();
    const std::uint32_t width_px = frame.u16();
    if (!frame.ok()) break;
    return PixelSize{width_px, height_px};
  }
  return fail(damaged_photo("a JPEG without a frame"));
}

}  // namespace lumen::photos
