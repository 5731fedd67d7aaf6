// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a HEIC file says about its items, found by walking its boxes. Offsets are from the start of the file.
// Sources: ISO/IEC 14496-12, 4.2 (boxes), 8.11 (meta, iloc, iinf, iref, idat); ISO/IEC 23008-12, 6 and 9.3.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen::photos {

struct Box {
  std::string_view type;  // four characters, a view into the file
  std::size_t begin = 0;
  std::size_t payload = 0;  // behind size and type
  std::size_t end = 0;

  ByteView inside(ByteView bytes) const { return bytes.subspan(payload, end - payload); }
};

// The boxes that fill [begin, end); nothing when one does not fit or more than `boxes_max` lie there.
inline constexpr std::size_t boxes_max = 20'000;
std::optional<std::vector<Box>> read_boxes(ByteView bytes, std::size_t begin, std::size_t end);

struct HeicItem {
  std::uint32_t id = 0;
  std::string_view type;    // empty in the oldest form of the entry, which has none
  std::size_t type_at = 0;  // where the entry's type lies
  std::size_t end = 0;      // of the entry
};

// One piece of an item's data: [begin, end).
struct HeicExtent {
  std::uint32_t item = 0;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

struct HeicReference {
  std::string_view type;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

struct HeicFile {
  std::vector<Box> top;             // the file's own boxes
  std::vector<Box> meta;            // those inside `meta`
  std::vector<Box> shared;          // the properties inside `ipco`, in order
  std::uint32_t primary = 0;        // the item that is the picture
  std::vector<HeicItem> items;      // by id, each id once
  std::vector<HeicExtent> extents;  // as listed; may reach behind the end of a file that was cut off
  std::vector<HeicReference> references;
  std::vector<Box> associations;  // the `ipma` boxes
};

// Fails with "damaged_photo".
Result<HeicFile> read_heic(ByteView bytes);

// The properties of an item: places in `HeicFile::shared`, from 0.
std::vector<std::size_t> properties_of(ByteView bytes, const HeicFile& file, std::uint32_t item);

}  // namespace lumen::photos
