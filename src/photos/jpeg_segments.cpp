// SPDX-License-Identifier: Apache-2.0
#include "photos/jpeg_segments.h"

#include <algorithm>
#include <cstring>

#include "photos/byte_reader.h"

namespace lumen::photos {
namespace {

constexpr std::uint8_t escape = 0xff;
constexpr std::uint8_t stuffed_zero = 0x00;  // 0xff 0x00 in entropy-coded data is the byte 0xff

bool stands_alone(std::uint8_t marker) {
  return marker == jpeg::temporary || jpeg::is_restart(marker) || marker == jpeg::start_of_image ||
         marker == jpeg::end_of_image;
}

// The place of the next 0xff that has a byte after it.
std::optional<std::size_t> find_escape(ByteView bytes, std::size_t offset) {
  if (offset >= bytes.size()) return std::nullopt;
  const void* found = std::memchr(bytes.data() + offset, escape, bytes.size() - offset);
  if (found == nullptr) return std::nullopt;
  const auto place = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - bytes.data());
  if (place + 1 >= bytes.size()) return std::nullopt;
  return place;
}

}  // namespace

std::optional<JpegSegment> next_jpeg_segment(ByteView bytes, std::size_t offset) {
  for (auto place = find_escape(bytes, offset); place; place = find_escape(bytes, *place + 1)) {
    const std::uint8_t marker = bytes[*place + 1];
    if (marker == escape || marker == stuffed_zero) continue;
    JpegSegment segment{marker, *place, *place + 2, {}};
    if (stands_alone(marker)) return segment;
    ByteReader reader(bytes.subspan(segment.end));
    const std::uint16_t length = reader.u16();  // counts itself
    if (length < 2) return std::nullopt;
    segment.payload = reader.take(length - std::size_t{2});
    if (!reader.ok()) return std::nullopt;
    segment.end += length;
    return segment;
  }
  return std::nullopt;
}

std::optional<std::size_t> end_of_jpeg_scan(ByteView bytes, std::size_t offset) {
  for (auto place = find_escape(bytes, offset); place; place = find_escape(bytes, *place + 1)) {
    const std::uint8_t next = bytes[*place + 1];
    if (next != stuffed_zero && next != escape && !jpeg::is_restart(next)) return place;
  }
  return std::nullopt;
}

}  // namespace lumen::photos
