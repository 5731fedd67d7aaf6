// SPDX-License-Identifier: Apache-2.0
#pragma once
// For tests and fuzzing: builds small files in the shape of photos, piece by piece, with metadata planted where
// phones and cameras put it. The containers are exact, the picture data is made up: walkers see a photo, decoders
// would not.

#include <zlib.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/encoding.h"

namespace lumen::photos::builder {

// What must not be found in a stripped photo: part of every piece of metadata planted here.
inline constexpr std::string_view secret = "PLANTED-SECRET";
// Stands for picture data, which must survive.
inline constexpr std::string_view picture = "picture-data-\x01\x02\x03\x04";

inline Bytes bytes_of(std::string_view text) { return Bytes(text.begin(), text.end()); }

inline Bytes join(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

inline Bytes big(std::uint64_t value, std::size_t size_bytes) {
  Bytes out(size_bytes);
  for (std::size_t i = 0; i < size_bytes; ++i) out[size_bytes - 1 - i] = static_cast<std::uint8_t>(value >> (8 * i));
  return out;
}

inline Bytes little(std::uint64_t value, std::size_t size_bytes) {
  Bytes out = big(value, size_bytes);
  return Bytes(out.rbegin(), out.rend());
}

inline bool contains(ByteView bytes, std::string_view text) {
  return as_text(bytes).find(text) != std::string_view::npos;
}

// A TIFF structure as EXIF has it: a description, the orientation and a position.
inline Bytes exif_tiff(std::uint16_t orientation, bool is_little = true) {
  const auto number = [is_little](std::uint64_t value, std::size_t size) {
    return is_little ? little(value, size) : big(value, size);
  };
  const auto entry = [&](std::uint16_t tag, std::uint16_t type, std::uint32_t count, const Bytes& value) {
    return join({number(tag, 2), number(type, 2), number(count, 4), value});
  };
  constexpr std::uint32_t gps_at = 8 + 2 + 3 * 12 + 4, text_at = gps_at + 2 + 12 + 4;
  const Bytes text = bytes_of(secret);
  return join({bytes_of(is_little ? "II" : "MM"), number(42, 2), number(8, 4),  //
               number(3, 2),                                                    //
               entry(0x010e, 2, static_cast<std::uint32_t>(text.size()), number(text_at, 4)),
               entry(0x0112, 3, 1, join({number(orientation, 2), Bytes(2)})),  //
               entry(0x8825, 4, 1, number(gps_at, 4)),                         //
               number(0, 4),                                                   //
               number(1, 2), entry(0x0001, 2, 2, bytes_of({"N\0\0\0", 4})), number(0, 4), text});
}

inline Bytes xmp_text() {
  return bytes_of("<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + std::string(secret) + "</x:xmpmeta>");
}

// --- JPEG

inline Bytes jpeg_segment(std::uint8_t marker, const Bytes& payload) {
  return join({{0xff, marker}, big(payload.size() + 2, 2), payload});
}
inline Bytes jpeg_start() { return {0xff, 0xd8}; }
inline Bytes jpeg_end() { return {0xff, 0xd9}; }
inline Bytes jpeg_jfif(std::uint8_t thumbnail_side_px = 0) {
  Bytes thumbnail(std::size_t{3} * thumbnail_side_px * thumbnail_side_px, 'T');
  if (thumbnail.size() >= secret.size()) std::copy(secret.begin(), secret.end(), thumbnail.begin());
  return jpeg_segment(
      0xe0,
      join({bytes_of({"JFIF\0\x01\x02\x01\0\x48\0\x48", 12}), {thumbnail_side_px, thumbnail_side_px}, thumbnail}));
}
inline Bytes jpeg_exif(std::uint16_t orientation, bool is_little = true) {
  return jpeg_segment(0xe1, join({bytes_of({"Exif\0\0", 6}), exif_tiff(orientation, is_little)}));
}
inline Bytes jpeg_xmp() {
  return jpeg_segment(0xe1, join({bytes_of({"http://ns.adobe.com/xap/1.0/\0", 29}), xmp_text()}));
}
inline Bytes jpeg_icc() {
  return jpeg_segment(0xe2, join({bytes_of({"ICC_PROFILE\0\x01\x01", 14}), bytes_of("profile")}));
}
inline Bytes jpeg_adobe(std::uint8_t transform) {
  return jpeg_segment(0xee, join({bytes_of({"Adobe\0\x64\0\0\0\0", 11}), {transform}}));
}
// A segment that tells something: `head`, then the secret.
inline Bytes jpeg_telling(std::uint8_t marker, std::string_view head) {
  return jpeg_segment(marker, join({bytes_of(head), bytes_of(secret)}));
}
inline Bytes jpeg_frame(std::uint16_t width_px, std::uint16_t height_px, std::uint8_t marker = 0xc0) {
  return jpeg_segment(marker, join({{8}, big(height_px, 2), big(width_px, 2), {1, 1, 0x11, 0}}));
}
inline Bytes jpeg_tables() { return join({jpeg_segment(0xdb, Bytes(65, 1)), jpeg_segment(0xc4, Bytes(20, 2))}); }
// Entropy-coded data with a stuffed zero, a restart marker and a fill byte.
inline Bytes jpeg_scan() {
  return join({jpeg_segment(0xda, {1, 1, 0, 0, 63, 0}),
               bytes_of(picture),
               {0xff, 0x00, 0x55, 0xff, 0xd0, 0x66, 0xff, 0xff, 0xd1, 0x77}});
}
inline Bytes jpeg_picture(std::uint16_t width_px = 40, std::uint16_t height_px = 30) {
  return join({jpeg_tables(), jpeg_frame(width_px, height_px), jpeg_scan()});
}

// --- PNG

inline Bytes png_signature() { return bytes_of("\x89PNG\r\n\x1a\n"); }
inline Bytes png_chunk(std::string_view type, const Bytes& payload) {
  const Bytes covered = join({bytes_of(type), payload});
  return join({big(payload.size(), 4), covered, big(crc32_z(0, covered.data(), covered.size()), 4)});
}
inline Bytes png_header(std::uint32_t width_px = 40, std::uint32_t height_px = 30) {
  return png_chunk("IHDR", join({big(width_px, 4), big(height_px, 4), {8, 2, 0, 0, 0}}));
}
inline Bytes png_picture() { return png_chunk("IDAT", bytes_of(picture)); }
inline Bytes png_end() { return png_chunk("IEND", {}); }
inline Bytes png_telling(std::string_view type) { return png_chunk(type, bytes_of(secret)); }

// --- WebP

inline Bytes riff_chunk(std::string_view name, const Bytes& payload) {
  Bytes chunk = join({bytes_of(name), little(payload.size(), 4), payload});
  if (payload.size() % 2 != 0) chunk.push_back(0);
  return chunk;
}
inline Bytes webp_file(const Bytes& chunks) {
  return join({bytes_of("RIFF"), little(chunks.size() + 4, 4), bytes_of("WEBP"), chunks});
}
inline Bytes webp_extended(std::uint8_t flags, std::uint32_t width_px = 40, std::uint32_t height_px = 30) {
  return riff_chunk("VP8X", join({{flags, 0, 0, 0}, little(width_px - 1, 3), little(height_px - 1, 3)}));
}
inline Bytes webp_lossy(std::uint16_t width_px = 40, std::uint16_t height_px = 30) {
  return riff_chunk(
      "VP8 ", join({{0x10, 0, 0, 0x9d, 0x01, 0x2a}, little(width_px, 2), little(height_px, 2), bytes_of(picture)}));
}
inline Bytes webp_lossless(std::uint32_t width_px = 40, std::uint32_t height_px = 30) {
  return riff_chunk("VP8L", join({{0x2f}, little((width_px - 1) | ((height_px - 1) << 14U), 4), bytes_of(picture)}));
}
inline Bytes webp_frame(const Bytes& chunks) { return riff_chunk("ANMF", join({Bytes(16), chunks})); }
inline Bytes webp_telling(std::string_view name) { return riff_chunk(name, bytes_of(secret)); }

// --- HEIC

inline Bytes box(std::string_view type, const Bytes& payload) {
  return join({big(payload.size() + 8, 4), bytes_of(type), payload});
}
inline Bytes full_box(std::string_view type, std::uint8_t version, const Bytes& payload) {
  return box(type, join({{version, 0, 0, 0}, payload}));
}

struct HeicPiece {
  std::uint16_t id = 0;
  std::string type;  // "hvc1", "Exif", "mime", …
  Bytes data;
  std::uint16_t construction = 0;  // 0: in mdat, 1: in idat
};

struct HeicLink {
  std::string type;  // "thmb", "cdsc", "dimg", …
  std::uint16_t from = 0;
  std::uint16_t to = 0;
};

struct HeicPlan {
  std::uint16_t primary = 1;
  std::uint32_t width_px = 40, height_px = 30;
  std::vector<HeicPiece> pieces;
  std::vector<HeicLink> links;
  Bytes more_meta;        // boxes at the end of meta
  Bytes more_properties;  // boxes at the end of ipco
  Bytes between;          // bytes of mdat before each piece that belong to none
  Bytes tail;             // boxes after mdat
};

inline Bytes heic_entry(const HeicPiece& piece) {
  Bytes text = bytes_of({"name\0", 5});
  if (piece.type == "mime") text = join({text, bytes_of({"application/rdf+xml\0", 20})});
  return full_box("infe", 2, join({big(piece.id, 2), big(0, 2), bytes_of(piece.type), text}));
}

inline Bytes heic_meta(const HeicPlan& plan, std::size_t mdat_payload) {
  Bytes entries, locations, links, idat;
  std::size_t in_file = mdat_payload;
  for (const HeicPiece& piece : plan.pieces) {
    entries = join({entries, heic_entry(piece)});
    if (piece.construction == 0) in_file += plan.between.size();
    const std::size_t offset = piece.construction == 0 ? in_file : idat.size();
    locations = join({locations, big(piece.id, 2), big(piece.construction, 2), big(0, 2), big(1, 2), big(offset, 4),
                      big(piece.data.size(), 4)});
    if (piece.construction == 0)
      in_file += piece.data.size();
    else
      idat = join({idat, piece.data});
  }
  for (const HeicLink& link : plan.links) {
    links = join({links, box(link.type, join({big(link.from, 2), big(1, 2), big(link.to, 2)}))});
  }
  const Bytes size_property = full_box("ispe", 0, join({big(plan.width_px, 4), big(plan.height_px, 4)}));
  const Bytes properties = box("ipco", join({size_property, box("irot", {1}), plan.more_properties}));
  const Bytes association = full_box("ipma", 0, join({big(1, 4), big(plan.primary, 2), {2, 1, 0x82}}));
  return full_box(
      "meta", 0,
      join({full_box("hdlr", 0, join({big(0, 4), bytes_of("pict"), Bytes(13)})),
            full_box("pitm", 0, big(plan.primary, 2)), full_box("iinf", 0, join({big(plan.pieces.size(), 2), entries})),
            full_box("iloc", 1, join({{0x44, 0x00}, big(plan.pieces.size(), 2), locations})),
            plan.links.empty() ? Bytes() : full_box("iref", 0, links), box("iprp", join({properties, association})),
            idat.empty() ? Bytes() : box("idat", idat), plan.more_meta}));
}

inline Bytes heic_file(const HeicPlan& plan) {
  const Bytes type = box("ftyp", bytes_of({"heic\0\0\0\0mif1heic", 16}));
  Bytes data;
  for (const HeicPiece& piece : plan.pieces) {
    if (piece.construction == 0) data = join({data, plan.between, piece.data});
  }
  const std::size_t mdat_payload = type.size() + heic_meta(plan, 0).size() + 8;
  return join({type, heic_meta(plan, mdat_payload), box("mdat", data), plan.tail});
}

// A photo as a phone writes it: picture, thumbnail, Exif, XMP.
inline HeicPlan heic_phone_plan() {
  const Bytes exif = join({big(6, 4), bytes_of({"Exif\0\0", 6}), exif_tiff(6)});
  HeicPlan plan;
  plan.pieces = {{1, "hvc1", bytes_of(picture), 0},
                 {2, "hvc1", bytes_of("thumbnail " + std::string(secret)), 0},
                 {3, "Exif", exif, 0},
                 {4, "mime", xmp_text(), 0}};
  plan.links = {{"thmb", 2, 1}, {"cdsc", 3, 1}, {"cdsc", 4, 1}};
  return plan;
}

}  // namespace lumen::photos::builder
