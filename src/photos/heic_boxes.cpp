// SPDX-License-Identifier: Apache-2.0
#include "photos/heic_boxes.h"

#include <algorithm>
#include <utility>

#include "photos/byte_reader.h"
#include "photos/containers.h"

namespace lumen::photos {
namespace {

// A 64-megapixel picture in tiles of 512 x 512 has 256 items; these leave room and bound the work.
constexpr std::size_t items_max = 20'000;
constexpr std::size_t extents_max = 100'000;
constexpr std::size_t references_max = 100'000;

constexpr std::uint64_t construction_file = 0;
constexpr std::uint64_t construction_idat = 1;

// What follows a full box's version and flags.
struct FullBox {
  FullBox(ByteView bytes, const Box& box) : reader(box.inside(bytes)), version(reader.u8()) {
    flags = static_cast<std::uint32_t>(reader.number(3));
  }
  ByteReader reader;
  std::uint8_t version;
  std::uint32_t flags = 0;
};

std::optional<Box> read_box(ByteView bytes, std::size_t begin, std::size_t end) {
  ByteReader reader(bytes.subspan(begin, end - begin));
  std::uint64_t size = reader.u32();
  const ByteView type = reader.take(4);
  if (size == 1)
    size = reader.u64();
  else if (size == 0)
    size = end - begin;  // to the end
  if (!reader.ok() || size < reader.position() || size > end - begin) return std::nullopt;
  return Box{as_text(type), begin, begin + reader.position(), begin + static_cast<std::size_t>(size)};
}

class HeicReader {
 public:
  explicit HeicReader(ByteView bytes) : bytes_(bytes) {}

  Result<HeicFile> run() {
    auto top = read_boxes(bytes_, 0, bytes_.size());
    if (!top) return fail(damaged_photo("a HEIC whose boxes do not fit the file"));
    file_.top = std::move(*top);
    const auto is_meta = [](const Box& box) { return box.type == "meta"; };
    const auto meta = std::find_if(file_.top.begin(), file_.top.end(), is_meta);
    if (meta == file_.top.end() || std::count_if(file_.top.begin(), file_.top.end(), is_meta) != 1) {
      return fail(damaged_photo("a HEIC without its one meta box"));
    }
    if (!read_meta(*meta)) return fail(damaged_photo("a HEIC whose meta box is malformed"));
    return std::move(file_);
  }

 private:
  bool read_meta(const Box& meta) {
    constexpr std::size_t version_bytes = 4;
    if (meta.end - meta.payload < version_bytes) return false;
    auto boxes = read_boxes(bytes_, meta.payload + version_bytes, meta.end);
    if (!boxes) return false;
    file_.meta = std::move(*boxes);
    for (const Box& box : file_.meta) {
      if (box.type == "idat" && std::exchange(idat_, box)) return false;
    }
    for (const Box& box : file_.meta) {
      if (!read_member(box)) return false;
    }
    return sort_items();
  }

  bool read_member(const Box& box) {
    if (box.type == "pitm") return read_primary(box);
    if (box.type == "iinf") return read_items(box);
    if (box.type == "iloc") return read_locations(box);
    if (box.type == "iref") return read_references(box);
    if (box.type == "iprp") return read_properties(box);
    return true;
  }

  bool read_primary(const Box& box) {
    FullBox full(bytes_, box);
    file_.primary = static_cast<std::uint32_t>(full.reader.number(full.version == 0 ? 2 : 4));
    return full.reader.ok();
  }

  bool read_items(const Box& box) {
    FullBox full(bytes_, box);
    full.reader.skip(full.version == 0 ? 2 : 4);  // how many: the boxes say so themselves
    if (!full.reader.ok()) return false;
    const auto entries = read_boxes(bytes_, box.payload + full.reader.position(), box.end);
    if (!entries || file_.items.size() + entries->size() > items_max) return false;
    for (const Box& entry : *entries) {
      if (entry.type != "infe" || !read_item(entry)) return false;
    }
    return true;
  }

  bool read_item(const Box& entry) {
    FullBox full(bytes_, entry);
    HeicItem item;
    item.id = static_cast<std::uint32_t>(full.reader.number(full.version == 3 ? 4 : 2));
    full.reader.skip(2);  // protection
    item.type_at = entry.payload + full.reader.position();
    if (full.version >= 2) item.type = as_text(full.reader.take(4));
    item.end = entry.end;
    file_.items.push_back(item);
    return full.reader.ok();
  }

  bool read_locations(const Box& box) {
    FullBox full(bytes_, box);
    ByteReader& reader = full.reader;
    if (full.version > 2) return false;
    const std::uint16_t sizes = reader.u16();
    Widths widths{(sizes >> 12U) & 15U, (sizes >> 8U) & 15U, (sizes >> 4U) & 15U, full.version > 0 ? sizes & 15U : 0U};
    if (!widths.valid()) return false;
    const std::size_t id_bytes = full.version < 2 ? 2 : 4;
    for (std::uint64_t left = reader.number(id_bytes); left > 0; --left) {
      const auto id = static_cast<std::uint32_t>(reader.number(id_bytes));
      const std::uint64_t construction = full.version > 0 ? reader.u16() & 15U : construction_file;
      const bool elsewhere = reader.u16() != 0;  // in another file
      const std::uint64_t base = reader.number(widths.base);
      const std::uint16_t count = reader.u16();
      if (!reader.ok() || elsewhere || !read_extents(reader, widths, count, {id, construction, base})) return false;
    }
    return reader.ok();
  }

  // How many bytes the numbers of the location box have.
  struct Widths {
    std::size_t offset, length, base, index;
    bool valid() const {
      const auto fine = [](std::size_t width) { return width == 0 || width == 4 || width == 8; };
      return fine(offset) && fine(length) && fine(base) && fine(index);
    }
  };
  struct Source {
    std::uint32_t item;
    std::uint64_t construction;
    std::uint64_t base;
  };

  bool read_extents(ByteReader& reader, const Widths& widths, std::uint16_t count, const Source& source) {
    const bool without_bytes = widths.index + widths.offset + widths.length == 0;  // 65,535 pieces for nothing
    if (file_.extents.size() + count > extents_max || (without_bytes && count > 1)) return false;
    for (std::uint16_t i = 0; i < count; ++i) {
      reader.skip(widths.index);
      const std::uint64_t offset = reader.number(widths.offset);
      const std::uint64_t length = reader.number(widths.length);
      if (!reader.ok() || !add_extent(source, offset, length)) return false;
    }
    return true;
  }

  bool add_extent(const Source& source, std::uint64_t offset, std::uint64_t length) {
    constexpr std::uint64_t far = std::uint64_t{1} << 62U;  // the sums below cannot overflow
    if (source.base > far || offset > far || length > far) return false;
    std::uint64_t begin = source.base + offset;
    if (source.construction == construction_idat) {
      if (!idat_ || begin + length > idat_->end - idat_->payload) return false;
      begin += idat_->payload;
    } else if (source.construction != construction_file) {
      return false;  // data built from other items, which no phone writes
    }
    if (length > 0) file_.extents.push_back({source.item, begin, begin + length});
    return true;
  }

  bool read_references(const Box& box) {
    FullBox full(bytes_, box);
    const std::size_t id_bytes = full.version == 0 ? 2 : 4;
    const auto groups =
        full.reader.ok() ? read_boxes(bytes_, box.payload + full.reader.position(), box.end) : std::nullopt;
    if (!groups) return false;
    for (const Box& group : *groups) {
      ByteReader reader(group.inside(bytes_));
      const auto from = static_cast<std::uint32_t>(reader.number(id_bytes));
      const std::uint16_t count = reader.u16();
      if (file_.references.size() + count > references_max) return false;
      for (std::uint16_t i = 0; i < count; ++i) {
        file_.references.push_back({group.type, from, static_cast<std::uint32_t>(reader.number(id_bytes))});
      }
      if (!reader.ok()) return false;
    }
    return true;
  }

  bool read_properties(const Box& box) {
    const auto members = read_boxes(bytes_, box.payload, box.end);
    if (!members) return false;
    for (const Box& member : *members) {
      if (member.type == "ipma") file_.associations.push_back(member);
      if (member.type != "ipco") continue;
      auto properties = read_boxes(bytes_, member.payload, member.end);
      if (!properties || !file_.shared.empty()) return false;
      file_.shared = std::move(*properties);
    }
    return true;
  }

  bool sort_items() {
    const auto by_id = [](const HeicItem& a, const HeicItem& b) { return a.id < b.id; };
    const auto same_id = [](const HeicItem& a, const HeicItem& b) { return a.id == b.id; };
    std::sort(file_.items.begin(), file_.items.end(), by_id);
    return std::adjacent_find(file_.items.begin(), file_.items.end(), same_id) == file_.items.end();
  }

  ByteView bytes_;
  HeicFile file_;
  std::optional<Box> idat_;
};

}  // namespace

std::optional<std::vector<Box>> read_boxes(ByteView bytes, std::size_t begin, std::size_t end) {
  std::vector<Box> boxes;
  while (begin < end) {
    const auto box = read_box(bytes, begin, end);
    if (!box || boxes.size() == boxes_max) return std::nullopt;
    boxes.push_back(*box);
    begin = box->end;
  }
  return boxes;
}

Result<HeicFile> read_heic(ByteView bytes) { return HeicReader(bytes).run(); }

std::vector<std::size_t> properties_of(ByteView bytes, const HeicFile& file, std::uint32_t item) {
  std::vector<std::size_t> found;
  for (const Box& box : file.associations) {
    FullBox full(bytes, box);
    ByteReader& reader = full.reader;
    const std::size_t id_bytes = full.version < 1 ? 2 : 4;
    const bool wide = (full.flags & 1U) != 0;
    for (std::uint32_t left = reader.u32(); left > 0 && reader.ok(); --left) {
      const auto id = static_cast<std::uint32_t>(reader.number(id_bytes));
      for (std::uint8_t count = reader.u8(); count > 0; --count) {
        const std::uint32_t index = wide ? reader.u16() & 0x7fffU : reader.u8() & 0x7fU;  // the top bit: essential
        if (reader.ok() && id == item && index >= 1 && index <= file.shared.size()) found.push_back(index - 1);
      }
    }
  }
  return found;
}

}  // namespace lumen::photos
