// SPDX-License-Identifier: Apache-2.0
#include "photos/byte_reader.h"
#include "photos/containers.h"

namespace lumen::photos {
namespace {

constexpr std::uint16_t orientation_tag = 0x0112;
constexpr std::uint16_t type_short = 3;
constexpr std::uint16_t type_long = 4;  // some writers use it for this tag

std::uint16_t valid_or_upright(std::uint32_t value) {
  return value >= 1 && value <= 8 ? static_cast<std::uint16_t>(value) : std::uint16_t{1};
}

}  // namespace

std::uint16_t read_exif_orientation(ByteView tiff) {
  if (begins_with(tiff, {"Exif\0\0", 6})) tiff = tiff.subspan(6);
  const bool little = begins_with(tiff, "II");
  if (!little && !begins_with(tiff, "MM")) return 1;
  const ByteOrder order = little ? ByteOrder::little : ByteOrder::big;

  ByteReader header(tiff, order);
  header.skip(2);
  const std::uint16_t magic = header.u16();
  const std::uint32_t directory_at = header.u32();
  if (!header.ok() || magic != 42 || directory_at > tiff.size()) return 1;

  ByteReader directory(tiff.subspan(directory_at), order);
  for (std::uint16_t left = directory.u16(); left > 0 && directory.ok(); --left) {
    const std::uint16_t tag = directory.u16();
    const std::uint16_t type = directory.u16();
    directory.skip(4);  // how many values: one
    ByteReader value(directory.take(4), order);
    if (tag != orientation_tag) continue;
    if (type == type_short) return valid_or_upright(value.u16());
    if (type == type_long) return valid_or_upright(value.u32());
    return 1;
  }
  return 1;
}

}  // namespace lumen::photos
