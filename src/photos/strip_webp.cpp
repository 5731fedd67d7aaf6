// SPDX-License-Identifier: Apache-2.0
// WebP: picture, alpha, animation and colour profile stay; EXIF, XMP and chunks of unknown name go, inside
// animation frames too. The flags in VP8X and the sizes in the headers are made to agree.
// Source: RFC 9649 (WebP Image Format), 2.3-2.7; RFC 6386, 9.1 (VP8 frame header).

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "photos/byte_reader.h"
#include "photos/containers.h"
#include "photos/kept_bytes.h"

namespace lumen::photos {
namespace {

constexpr std::size_t file_head_bytes = 12;   // "RIFF", size, "WEBP"
constexpr std::size_t chunk_head_bytes = 8;   // name, size
constexpr std::size_t frame_head_bytes = 16;  // of ANMF: place, size, duration, flags
constexpr std::size_t extended_bytes = 10;    // of VP8X
constexpr std::uint8_t exif_and_xmp_flags = 0x08 | 0x04;

constexpr std::array<std::string_view, 7> kept_in_file{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"};
constexpr std::array<std::string_view, 3> kept_in_frame{"VP8 ", "VP8L", "ALPH"};

struct RiffChunk {
  std::string_view name;
  ByteView payload;
  std::size_t begin = 0;
  std::size_t end = 0;  // behind the padding; never beyond the limit
  bool padded = true;   // false: an odd payload that ends at the limit without its padding
};

// The chunk at `offset` within [offset, limit).
std::optional<RiffChunk> next_chunk(ByteView bytes, std::size_t offset, std::size_t limit) {
  ByteReader reader(bytes.subspan(offset, limit - offset), ByteOrder::little);
  RiffChunk chunk;
  chunk.begin = offset;
  chunk.name = as_text(reader.take(4));
  const std::uint32_t size = reader.u32();
  chunk.payload = reader.take(size);
  if (!reader.ok()) return std::nullopt;
  chunk.padded = size % 2 == 0 || reader.remaining() > 0;
  chunk.end = offset + reader.position() + (size % 2 != 0 && chunk.padded ? 1 : 0);
  return chunk;
}

// Where the file ends by its own account.
std::optional<std::size_t> riff_end(ByteView bytes) {
  ByteReader reader(bytes, ByteOrder::little);
  reader.skip(4);
  const std::uint64_t end = std::uint64_t{reader.u32()} + 8;
  if (!reader.ok() || end < file_head_bytes || end > bytes.size()) return std::nullopt;
  return static_cast<std::size_t>(end);
}

enum class Level : std::uint8_t { file, frame };

bool stays(std::string_view name, Level level) {
  const auto contains = [name](const auto& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return level == Level::file ? contains(kept_in_file) : contains(kept_in_frame);
}

class WebpStripper {
 public:
  explicit WebpStripper(Bytes bytes) : kept_(std::move(bytes)) {}

  Result<StrippedPhoto> run() {
    const auto end = riff_end(kept_.all());
    if (!end) return fail(damaged_photo("a WebP that is shorter than it says"));
    kept_.keep(0, file_head_bytes);
    if (auto walked = walk(file_head_bytes, *end, Level::file); !walked) return fail(walked.error());
    if (!has_picture_) return fail(damaged_photo("a WebP without a picture"));
    set_size(4, kept_.size() - 8);
    const bool changed = kept_.changed();
    return StrippedPhoto{std::move(kept_).finish(), PhotoFormat::webp, orientation_, changed};
  }

 private:
  Result<void> walk(std::size_t at, std::size_t end, Level level) {
    while (at < end) {
      const auto chunk = next_chunk(kept_.all(), at, end);
      if (!chunk) return fail(damaged_photo("a WebP that ends within its chunks"));
      if (auto passed = pass(*chunk, level); !passed) return passed;
      at = chunk->end;
    }
    return {};
  }

  Result<void> pass(const RiffChunk& chunk, Level level) {
    if (chunk.name == "EXIF" && level == Level::file) orientation_ = read_exif_orientation(chunk.payload);
    if (!stays(chunk.name, level)) return {};
    if (chunk.name == "ANMF") return keep_frame(chunk);
    has_picture_ = has_picture_ || chunk.name == "VP8 " || chunk.name == "VP8L";
    const bool extended = chunk.name == "VP8X";
    if (extended && chunk.payload.size() != extended_bytes) return fail(damaged_photo("a WebP header of a wrong size"));
    const std::size_t place = kept_.keep(chunk.begin, chunk.end);
    if (!chunk.padded) kept_.pad();
    if (extended) clear_flags(place + chunk_head_bytes);
    return {};
  }

  Result<void> keep_frame(const RiffChunk& frame) {
    if (frame.payload.size() < frame_head_bytes) return fail(damaged_photo("a WebP frame that is too short"));
    const std::size_t inside = frame.begin + chunk_head_bytes + frame_head_bytes;
    const std::size_t end = frame.begin + chunk_head_bytes + frame.payload.size();
    const std::size_t place = kept_.keep(frame.begin, inside);
    if (auto walked = walk(inside, end, Level::frame); !walked) return walked;
    set_size(place + 4, kept_.size() - place - chunk_head_bytes);
    return {};
  }

  void clear_flags(std::size_t place) {
    kept_.set(place, static_cast<std::uint8_t>(kept_.all()[place] & ~exif_and_xmp_flags));
  }

  void set_size(std::size_t place, std::size_t size) {
    for (std::size_t i = 0; i < 4; ++i) kept_.set(place + i, static_cast<std::uint8_t>(size >> (8 * i)));
  }

  KeptBytes kept_;
  std::uint16_t orientation_ = 1;
  bool has_picture_ = false;
};

Result<PixelSize> lossy_size(ByteView payload) {
  ByteReader reader(payload, ByteOrder::little);
  reader.skip(3);  // frame tag
  const bool key_frame = reader.number(3) == 0x2a019d;
  const std::uint32_t width_px = reader.u16() & 0x3fffU;  // the upper bits scale what is shown
  const std::uint32_t height_px = reader.u16() & 0x3fffU;
  if (!reader.ok() || !key_frame) return fail(damaged_photo("a WebP picture without its header"));
  return PixelSize{width_px, height_px};
}

Result<PixelSize> lossless_size(ByteView payload) {
  ByteReader reader(payload, ByteOrder::little);
  const bool signature = reader.u8() == 0x2f;
  const std::uint32_t packed = reader.u32();
  if (!reader.ok() || !signature) return fail(damaged_photo("a WebP picture without its header"));
  return PixelSize{(packed & 0x3fffU) + 1, ((packed >> 14U) & 0x3fffU) + 1};
}

Result<PixelSize> canvas_size(ByteView payload) {
  ByteReader reader(payload, ByteOrder::little);
  reader.skip(4);  // flags
  const auto width_px = static_cast<std::uint32_t>(reader.number(3)) + 1;
  const auto height_px = static_cast<std::uint32_t>(reader.number(3)) + 1;
  if (!reader.ok()) return fail(damaged_photo("a WebP header that is too short"));
  return PixelSize{width_px, height_px};
}

}  // namespace

Result<StrippedPhoto> strip_webp(Bytes bytes) { return WebpStripper(std::move(bytes)).run(); }

Result<PixelSize> webp_pixel_size(ByteView bytes) {
  const auto end = riff_end(bytes);
  if (!end) return fail(damaged_photo("a WebP that is shorter than it says"));
  std::size_t at = file_head_bytes;
  while (at < *end) {
    const auto chunk = next_chunk(bytes, at, *end);
    if (!chunk) break;
    if (chunk->name == "VP8X") return canvas_size(chunk->payload);
    if (chunk->name == "VP8 ") return lossy_size(chunk->payload);
    if (chunk->name == "VP8L") return lossless_size(chunk->payload);
    at = chunk->end;
  }
  return fail(damaged_photo("a WebP without a picture"));
}

}  // namespace lumen::photos
