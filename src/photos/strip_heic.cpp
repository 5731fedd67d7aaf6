// SPDX-License-Identifier: Apache-2.0
// HEIC: data is found by offsets from the start of the file, so nothing moves. The items that make the picture
// (coded pictures, what derives from them, and their auxiliaries) keep their data; every other byte of data is
// overwritten with zeros: Exif, XMP, thumbnails, videos, descriptions, whatever lies between. Items that went are
// renamed to "free", which readers pass over; boxes that are not needed become "free" boxes of zeros. The
// file's own rotation (irot, imir) stays inside, so the orientation answered is always 1.
// Sources: ISO/IEC 14496-12, 8.1.2 (free), 8.11; ISO/IEC 23008-12, 6.4 (roles), 6.5 (properties), A.2 (Exif, XMP).

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "photos/byte_reader.h"
#include "photos/containers.h"
#include "photos/heic_boxes.h"

namespace lumen::photos {
namespace {

constexpr std::array<std::string_view, 10> picture_items{"hvc1", "hev1", "lhv1", "av01", "jpeg",
                                                         "grid", "iden", "iovl", "tmap", "mski"};
constexpr std::array<std::string_view, 9> kept_in_meta{"hdlr", "pitm", "iinf", "iloc", "iref",
                                                       "iprp", "idat", "dinf", "grpl"};
constexpr std::array<std::string_view, 5> telling_properties{"udes", "crtt", "mdft", "altt", "uuid"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

struct Range {
  std::uint64_t begin, end;
};

bool by_begin(const Range& a, const Range& b) { return a.begin < b.begin; }

class HeicStripper {
 public:
  explicit HeicStripper(Bytes bytes) : bytes_(std::move(bytes)) {}

  Result<StrippedPhoto> run() {
    auto file = read_heic(bytes_);
    if (!file) return fail(file.error());
    file_ = std::move(*file);
    choose_items();
    if (!is_kept(file_.primary)) return fail(damaged_photo("a HEIC without a primary picture"));
    if (!choose_data()) return fail(damaged_photo("a HEIC whose picture data is cut off or shared with metadata"));
    const auto plan = plan_changes();
    for (const Range& range : plan.zeroed) zero(range);
    for (const std::size_t place : plan.freed) write_free(place);
    return StrippedPhoto{std::move(bytes_), PhotoFormat::heic, 1, changed_};
  }

 private:
  // All that is written at the end: the names in `file_` are views into the bytes that change.
  struct Plan {
    std::vector<Range> zeroed;
    std::vector<std::size_t> freed;  // places of four-character types
  };

  bool is_kept(std::uint32_t id) const { return std::binary_search(kept_.begin(), kept_.end(), id); }

  std::vector<std::uint32_t> ids_of(std::string_view reference, std::uint32_t HeicReference::* side) const {
    std::vector<std::uint32_t> ids;
    for (const HeicReference& one : file_.references) {
      if (one.type == reference) ids.push_back(one.*side);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  // A thumbnail that a picture is also made of, or that is the picture, is no mere thumbnail.
  void choose_items() {
    const auto thumbnails = ids_of("thmb", &HeicReference::from);
    const auto parts = ids_of("dimg", &HeicReference::to);
    for (const HeicItem& item : file_.items) {
      const bool thumbnail = std::binary_search(thumbnails.begin(), thumbnails.end(), item.id) &&
                             !std::binary_search(parts.begin(), parts.end(), item.id) && item.id != file_.primary;
      if (contains(picture_items, item.type) && !thumbnail) kept_.push_back(item.id);
    }
  }

  // Fills `picture_data_`: sorted, merged. False when it reaches beyond the file or overlaps data that goes.
  bool choose_data() {
    std::vector<Range> gone;
    for (const HeicExtent& extent : file_.extents) {
      const bool kept = is_kept(extent.item);
      if (kept && extent.end > bytes_.size()) return false;
      (kept ? picture_data_ : gone).push_back({extent.begin, extent.end});
    }
    picture_data_ = merged(std::move(picture_data_));
    std::sort(gone.begin(), gone.end(), by_begin);
    auto next = picture_data_.begin();
    for (const Range& range : gone) {
      while (next != picture_data_.end() && next->end <= range.begin) ++next;
      if (next != picture_data_.end() && next->begin < range.end) return false;
    }
    return true;
  }

  static std::vector<Range> merged(std::vector<Range> ranges) {
    std::sort(ranges.begin(), ranges.end(), by_begin);
    std::vector<Range> result;
    for (const Range& range : ranges) {
      if (result.empty() || result.back().end < range.begin)
        result.push_back(range);
      else
        result.back().end = std::max(result.back().end, range.end);
    }
    return result;
  }

  Plan plan_changes() const {
    Plan plan;
    for (const Box& box : file_.top) {
      if (box.type == "ftyp" || box.type == "meta") continue;
      add_gaps(box, plan);
      if (box.type != "mdat") add_free(box, plan);
    }
    for (const Box& box : file_.meta) {
      if (contains(kept_in_meta, box.type) && box.type != "idat") continue;
      add_gaps(box, plan);
      if (box.type != "idat") add_free(box, plan);
    }
    for (const Box& box : file_.shared) {
      if (!contains(telling_properties, box.type)) continue;
      plan.zeroed.push_back({box.payload, box.end});
      add_free(box, plan);
    }
    add_items(plan);
    return plan;
  }

  void add_items(Plan& plan) const {
    for (const HeicItem& item : file_.items) {
      if (is_kept(item.id)) continue;
      const std::size_t name_at = item.type_at + item.type.size();
      plan.zeroed.push_back({name_at, item.end});  // the name, and for XMP the type of content
      if (!item.type.empty()) plan.freed.push_back(item.type_at);
    }
  }

  static void add_free(const Box& box, Plan& plan) { plan.freed.push_back(box.begin + 4); }

  // The parts of the box's payload that hold no picture data.
  void add_gaps(const Box& box, Plan& plan) const {
    const auto ends_before = [](const Range& range, std::uint64_t place) { return range.end <= place; };
    std::uint64_t at = box.payload;
    auto data = std::lower_bound(picture_data_.begin(), picture_data_.end(), at, ends_before);
    for (; data != picture_data_.end() && data->begin < box.end; ++data) {
      if (data->begin > at) plan.zeroed.push_back({at, data->begin});
      at = data->end;
    }
    if (at < box.end) plan.zeroed.push_back({at, box.end});
  }

  void zero(const Range& range) {
    const auto begin = bytes_.begin() + static_cast<std::ptrdiff_t>(range.begin);
    const auto end = bytes_.begin() + static_cast<std::ptrdiff_t>(range.end);
    if (std::all_of(begin, end, [](std::uint8_t byte) { return byte == 0; })) return;
    changed_ = true;
    std::fill(begin, end, std::uint8_t{0});
  }

  void write_free(std::size_t place) {
    constexpr std::string_view name = "free";
    if (as_text(ByteView(bytes_).subspan(place, name.size())) == name) return;
    changed_ = true;
    std::memcpy(bytes_.data() + place, name.data(), name.size());
  }

  Bytes bytes_;
  HeicFile file_;
  std::vector<std::uint32_t> kept_;  // ids, sorted
  std::vector<Range> picture_data_;
  bool changed_ = false;
};

}  // namespace

Result<StrippedPhoto> strip_heic(Bytes bytes) { return HeicStripper(std::move(bytes)).run(); }

Result<PixelSize> heic_pixel_size(ByteView bytes) {
  const auto file = read_heic(bytes);
  if (!file) return fail(file.error());
  for (const std::size_t place : properties_of(bytes, *file, file->primary)) {
    const Box& property = file->shared[place];
    if (property.type != "ispe") continue;
    ByteReader reader(property.inside(bytes));
    reader.skip(4);  // version, flags
    const std::uint32_t width_px = reader.u32();
    const std::uint32_t height_px = reader.u32();
    if (reader.ok()) return PixelSize{width_px, height_px};
  }
  return fail(damaged_photo("a HEIC whose picture has no size"));
}

}  // namespace lumen::photos
