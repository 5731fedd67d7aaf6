// SPDX-License-Identifier: Apache-2.0
#pragma once
// The marker segments of a JPEG file. Source: ITU-T T.81, Annex B.

#include <cstdint>
#include <optional>

#include "base/encoding.h"

namespace lumen::photos {

namespace jpeg {
inline constexpr std::uint8_t temporary = 0x01, huffman_tables = 0xc4, arithmetic_conditions = 0xcc;
inline constexpr std::uint8_t first_frame = 0xc0, last_frame = 0xcf, reserved_frame = 0xc8;
inline constexpr std::uint8_t first_restart = 0xd0, last_restart = 0xd7;
inline constexpr std::uint8_t start_of_image = 0xd8, end_of_image = 0xd9, start_of_scan = 0xda;
inline constexpr std::uint8_t quantization_tables = 0xdb, number_of_lines = 0xdc, restart_interval = 0xdd;
inline constexpr std::uint8_t application_0 = 0xe0, application_15 = 0xef, comment = 0xfe;

// SOF0..SOF15: the picture's size and components.
constexpr bool is_frame(std::uint8_t marker) {
  return marker >= first_frame && marker <= last_frame && marker != huffman_tables && marker != reserved_frame &&
         marker != arithmetic_conditions;
}
constexpr bool is_restart(std::uint8_t marker) { return marker >= first_restart && marker <= last_restart; }
constexpr bool is_application(std::uint8_t marker) { return marker >= application_0 && marker <= application_15; }
}  // namespace jpeg

struct JpegSegment {
  std::uint8_t marker = 0;
  std::size_t begin = 0;  // of the 0xff right before the marker's own byte
  std::size_t end = 0;
  ByteView payload;  // without the length; empty for markers that have none
};

// The next segment at or after `offset`. Fill bytes and stray bytes between segments are passed over, as
// decoders do. Nothing when the file ends before the segment does.
std::optional<JpegSegment> next_jpeg_segment(ByteView bytes, std::size_t offset);

// Where the entropy-coded data that begins at `offset` ends: at the first marker other than a restart.
std::optional<std::size_t> end_of_jpeg_scan(ByteView bytes, std::size_t offset);

}  // namespace lumen::photos
