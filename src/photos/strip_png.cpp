// SPDX-License-Identifier: Apache-2.0
// PNG: the chunks that make the picture and its colours stay; texts, times, EXIF, the print size and every
// ancillary chunk not named here go, and so does what follows IEND.
// Source: W3C Portable Network Graphics, third edition, 5.3 (chunk layout), 5.6 (order), 11 (chunks).

#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "photos/byte_reader.h"
#include "photos/containers.h"
#include "photos/kept_bytes.h"

namespace lumen::photos {
namespace {

constexpr std::size_t signature_bytes = 8;
constexpr std::size_t chunk_frame_bytes = 12;  // length, type, CRC
constexpr std::uint32_t chunk_bytes_max = 0x7fffffff;
constexpr std::size_t header_bytes = 13;

constexpr std::array<std::string_view, 4> critical_chunks{"IHDR", "PLTE", "IDAT", "IEND"};
constexpr std::array<std::string_view, 11> kept_ancillary_chunks{"tRNS", "iCCP", "sRGB", "gAMA", "cHRM", "sBIT",
                                                                 "cICP", "bKGD", "acTL", "fcTL", "fdAT"};

struct PngChunk {
  std::string_view type;
  ByteView payload;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::optional<PngChunk> next_chunk(ByteView bytes, std::size_t offset) {
  if (offset > bytes.size()) return std::nullopt;
  ByteReader reader(bytes.subspan(offset));
  const std::uint32_t length = reader.u32();
  PngChunk chunk;
  chunk.begin = offset;
  chunk.type = as_text(reader.take(4));
  if (length > chunk_bytes_max) return std::nullopt;
  chunk.payload = reader.take(length);
  reader.skip(4);
  if (!reader.ok()) return std::nullopt;
  chunk.end = offset + length + chunk_frame_bytes;
  return chunk;
}

bool crc_holds(ByteView bytes, const PngChunk& chunk) {
  const ByteView covered = bytes.subspan(chunk.begin + 4, chunk.payload.size() + 4);
  ByteReader stored(bytes.subspan(chunk.end - 4, 4));
  return crc32_z(0, covered.data(), covered.size()) == stored.u32();
}

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A lower-case first letter marks a chunk that the picture can be shown without.
bool is_ancillary(std::string_view type) { return (static_cast<unsigned char>(type[0]) & 0x20U) != 0; }

class PngStripper {
 public:
  explicit PngStripper(Bytes bytes) : kept_(std::move(bytes)) {}

  Result<StrippedPhoto> run() {
    kept_.keep(0, signature_bytes);
    std::size_t at = signature_bytes;
    while (!ended_) {
      const auto chunk = next_chunk(kept_.all(), at);
      if (!chunk) return fail(damaged_photo("a PNG that ends within its chunks"));
      if (auto passed = pass(*chunk); !passed) return fail(passed.error());
      at = chunk->end;
    }
    const bool changed = kept_.changed();
    return StrippedPhoto{std::move(kept_).finish(), PhotoFormat::png, orientation_, changed};
  }

 private:
  Result<void> pass(const PngChunk& chunk) {
    if (!has_header_ && (chunk.type != "IHDR" || chunk.payload.size() != header_bytes)) {
      return fail(damaged_photo("a PNG that does not begin with its header"));
    }
    const bool critical = contains(critical_chunks, chunk.type);
    if (!critical && !is_ancillary(chunk.type)) return fail(damaged_photo("a critical PNG chunk of unknown type"));
    if (critical || contains(kept_ancillary_chunks, chunk.type)) return keep(chunk);
    if (chunk.type == "eXIf" && crc_holds(kept_.all(), chunk)) orientation_ = read_exif_orientation(chunk.payload);
    return {};
  }

  Result<void> keep(const PngChunk& chunk) {
    if (!crc_holds(kept_.all(), chunk)) return fail(damaged_photo("a PNG chunk whose CRC is wrong"));
    if (chunk.type == "IHDR" && std::exchange(has_header_, true)) return fail(damaged_photo("two headers in a PNG"));
    has_picture_ = has_picture_ || chunk.type == "IDAT";
    ended_ = chunk.type == "IEND";
    if (ended_ && (!has_picture_ || !chunk.payload.empty())) return fail(damaged_photo("a PNG without a picture"));
    kept_.keep(chunk.begin, chunk.end);
    return {};
  }

  KeptBytes kept_;
  std::uint16_t orientation_ = 1;
  bool has_header_ = false, has_picture_ = false, ended_ = false;
};

}  // namespace

Result<StrippedPhoto> strip_png(Bytes bytes) { return PngStripper(std::move(bytes)).run(); }

Result<PixelSize> png_pixel_size(ByteView bytes) {
  const auto chunk = next_chunk(bytes, signature_bytes);
  if (!chunk || chunk->type != "IHDR" || chunk->payload.size() != header_bytes) {
    return fail(damaged_photo("a PNG that does not begin with its header"));
  }
  ByteReader header(chunk->payload);
  const std::uint32_t width_px = header.u32();
  const std::uint32_t height_px = header.u32();
  if (width_px > chunk_bytes_max || height_px > chunk_bytes_max)
    return fail(damaged_photo("a PNG header out of range"));
  return PixelSize{width_px, height_px};
}

}  // namespace lumen::photos
