// SPDX-License-Identifier: Apache-2.0
#include <libheif/heif.h>

#include <algorithm>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/photos/encode.h"

#ifdef LUMEN_SANITIZED
// x265 does not free everything when an encoder is closed; nothing here can mend that.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libx265\n"; }
#endif

namespace lumen::test {
namespace {

using Context = std::unique_ptr<heif_context, decltype(&heif_context_free)>;
using Encoder = std::unique_ptr<heif_encoder, decltype(&heif_encoder_release)>;
using Image = std::unique_ptr<heif_image, decltype(&heif_image_release)>;

void check(const heif_error& error) {
  if (error.code != heif_error_Ok) throw std::runtime_error(std::string("libheif: ") + error.message);
}

heif_chroma chroma_of(const cv::Mat& pixels, int bits) {
  if (bits > 8) return heif_chroma_interleaved_RRGGBB_LE;
  return pixels.channels() == 4 ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
}

Image image_of(const cv::Mat& pixels, const HeicOptions& options) {
  heif_image* made = nullptr;
  check(heif_image_create(pixels.cols, pixels.rows, heif_colorspace_RGB, chroma_of(pixels, options.bits), &made));
  Image image(made, &heif_image_release);
  check(heif_image_add_plane(made, heif_channel_interleaved, pixels.cols, pixels.rows, options.bits));
  cv::Mat red_first;
  cv::cvtColor(pixels, red_first, pixels.channels() == 4 ? cv::COLOR_BGRA2RGBA : cv::COLOR_BGR2RGB);
  if (options.bits > 8) red_first.convertTo(red_first, CV_16U, ((1 << options.bits) - 1) / 255.0);
  int stride = 0;
  std::uint8_t* plane = heif_image_get_plane(made, heif_channel_interleaved, &stride);
  cv::Mat target(red_first.size(), red_first.type(), plane, static_cast<std::size_t>(stride));
  red_first.copyTo(target);
  if (!options.profile.empty()) {
    check(heif_image_set_raw_color_profile(made, "prof", options.profile.data(), options.profile.size()));
  }
  return image;
}

heif_error append(heif_context*, const void* data, std::size_t size, void* where) {
  const auto* start = static_cast<const std::uint8_t*>(data);
  auto& bytes = *static_cast<Bytes*>(where);
  bytes.insert(bytes.end(), start, start + size);
  return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

void put(Bytes& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

void put(Bytes& out, const Bytes& more) { out.insert(out.end(), more.begin(), more.end()); }

// A box of ISO/IEC 14496-12: length, type, content.
Bytes box(std::string_view type, const Bytes& content) {
  Bytes out;
  put(out, content.size() + 8, 4);
  out.insert(out.end(), type.begin(), type.end());
  put(out, content);
  return out;
}

Bytes full_box(std::string_view type, int version, int flags, const Bytes& content) {
  Bytes inner;
  put(inner, static_cast<std::uint64_t>(version), 1);
  put(inner, static_cast<std::uint64_t>(flags), 3);
  put(inner, content);
  return box(type, inner);
}

// The content of the first box of this type, wherever it is nested.
Bytes content_of(const Bytes& file, std::string_view type) {
  const auto found = std::search(file.begin(), file.end(), type.begin(), type.end());
  if (found == file.end()) throw std::runtime_error("no such box");
  const auto at = found - file.begin();
  std::size_t size = 0;
  for (std::ptrdiff_t i = at - 4; i < at; ++i) size = size << 8 | file[static_cast<std::size_t>(i)];
  return Bytes(found + 4, found + static_cast<std::ptrdiff_t>(size - 4));
}

Bytes item_info(int id, std::string_view type, int flags) {
  Bytes content;
  put(content, static_cast<std::uint64_t>(id), 2);
  put(content, 0, 2);
  content.insert(content.end(), type.begin(), type.end());
  content.push_back(0);
  return full_box("infe", 2, flags, content);
}

Bytes picture_size(int width, int height) {
  Bytes content;
  put(content, static_cast<std::uint64_t>(width), 4);
  put(content, static_cast<std::uint64_t>(height), 4);
  return full_box("ispe", 0, 0, content);
}

// Properties 1 to 4 are the tiles' decoder configuration and size, the grid's size and its turn.
Bytes properties(const Bytes& configuration, int tile_px, cv::Size whole, int quarter_turns, int tiles) {
  Bytes list = box("hvcC", configuration);
  put(list, picture_size(tile_px, tile_px));
  put(list, picture_size(whole.width, whole.height));
  put(list, box("irot", {static_cast<std::uint8_t>(quarter_turns)}));
  Bytes uses;
  put(uses, static_cast<std::uint64_t>(tiles) + 1, 4);
  for (int id = 1; id <= tiles + 1; ++id) {
    const bool grid = id == tiles + 1;
    put(uses, static_cast<std::uint64_t>(id), 2);
    uses.push_back(2);
    uses.push_back(grid ? 3 : 0x81);  // the top bit: essential
    uses.push_back(grid ? 0x84 : 2);
  }
  Bytes content = box("ipco", list);
  put(content, full_box("ipma", 0, 0, uses));
  return box("iprp", content);
}

struct Grid {
  int columns = 0;
  int rows = 0;
  std::vector<Bytes> tiles;  // coded pictures, row by row
  Bytes configuration;
};

Grid encode_tiles(const cv::Mat& bgr, int tile_px) {
  Grid grid;
  grid.columns = (bgr.cols + tile_px - 1) / tile_px;
  grid.rows = (bgr.rows + tile_px - 1) / tile_px;
  cv::Mat padded;
  cv::copyMakeBorder(bgr, padded, 0, grid.rows * tile_px - bgr.rows, 0, grid.columns * tile_px - bgr.cols,
                     cv::BORDER_REPLICATE);
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      const cv::Rect place(column * tile_px, row * tile_px, tile_px, tile_px);
      const Bytes file = encode_heic(padded(place).clone());
      grid.tiles.push_back(content_of(file, "mdat"));
      grid.configuration = content_of(file, "hvcC");
    }
  }
  return grid;
}

// ISO/IEC 23008-12, 6.6.2.3.2: version, flags, rows - 1, columns - 1, width, height.
Bytes grid_description(const Grid& grid, cv::Size size) {
  Bytes content{0, 0, static_cast<std::uint8_t>(grid.rows - 1), static_cast<std::uint8_t>(grid.columns - 1)};
  put(content, static_cast<std::uint64_t>(size.width), 2);
  put(content, static_cast<std::uint64_t>(size.height), 2);
  return content;
}

// Where each item's bytes lie in the file, one extent each; items follow each other from `start`.
Bytes locations(const std::vector<Bytes>& items, std::size_t start) {
  Bytes content{0x44, 0x00};  // offsets and lengths of 4 bytes, no base offset
  put(content, items.size(), 2);
  std::size_t at = start;
  for (std::size_t i = 0; i < items.size(); ++i) {
    put(content, i + 1, 2);
    put(content, 0, 2);  // this file
    put(content, 1, 2);  // extents
    put(content, at, 4);
    put(content, items[i].size(), 4);
    at += items[i].size();
  }
  return full_box("iloc", 0, 0, content);
}

Bytes handler() {
  Bytes content(4, 0);
  put(content, {'p', 'i', 'c', 't'});
  put(content, Bytes(13, 0));
  return full_box("hdlr", 0, 0, content);
}

}  // namespace

Bytes encode_heic(const cv::Mat& pixels, const HeicOptions& options) {
  const Context context(heif_context_alloc(), &heif_context_free);
  heif_encoder* found = nullptr;
  check(heif_context_get_encoder_for_format(context.get(), heif_compression_HEVC, &found));
  const Encoder encoder(found, &heif_encoder_release);
  check(heif_encoder_set_lossy_quality(encoder.get(), options.quality));
  check(heif_encoder_set_parameter(encoder.get(), "preset", "ultrafast"));
  const std::unique_ptr<heif_encoding_options, decltype(&heif_encoding_options_free)> how(heif_encoding_options_alloc(),
                                                                                          &heif_encoding_options_free);
  how->image_orientation = static_cast<heif_orientation>(options.orientation);
  const Image image = image_of(pixels, options);
  heif_image_handle* handle = nullptr;
  check(heif_context_encode_image(context.get(), image.get(), encoder.get(), how.get(), &handle));
  heif_image_handle_release(handle);
  Bytes bytes;
  heif_writer writer{1, append};
  check(heif_context_write(context.get(), &writer, &bytes));
  return bytes;
}

Bytes encode_heic_grid(const cv::Mat& bgr, int tile_px, int quarter_turns) {
  const Grid grid = encode_tiles(bgr, tile_px);
  const int tiles = static_cast<int>(grid.tiles.size());
  std::vector<Bytes> items = grid.tiles;
  items.push_back(grid_description(grid, bgr.size()));

  Bytes infos;
  put(infos, items.size(), 2);
  Bytes reference;
  put(reference, static_cast<std::uint64_t>(tiles) + 1, 2);
  put(reference, static_cast<std::uint64_t>(tiles), 2);
  for (int id = 1; id <= tiles; ++id) {
    put(infos, item_info(id, "hvc1", 1));  // hidden
    put(reference, static_cast<std::uint64_t>(id), 2);
  }
  put(infos, item_info(tiles + 1, "grid", 0));

  Bytes primary;
  put(primary, static_cast<std::uint64_t>(tiles) + 1, 2);
  const auto meta_with = [&](std::size_t start) {
    Bytes content = handler();
    put(content, full_box("pitm", 0, 0, primary));
    put(content, locations(items, start));
    put(content, full_box("iinf", 0, 0, infos));
    put(content, full_box("iref", 0, 0, box("dimg", reference)));
    put(content, properties(grid.configuration, tile_px, bgr.size(), quarter_turns, tiles));
    return full_box("meta", 0, 0, content);
  };
  Bytes file = box("ftyp", {'h', 'e', 'i', 'c', 0, 0, 0, 0, 'm', 'i', 'f', '1', 'h', 'e', 'i', 'c'});
  const std::size_t start = file.size() + meta_with(0).size() + 8;  // lengths do not depend on the offsets
  put(file, meta_with(start));
  Bytes media;
  for (const Bytes& item : items) put(media, item);
  put(file, box("mdat", media));
  return file;
}

}  // namespace lumen::test
