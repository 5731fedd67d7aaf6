// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small photos of every container, plain and full of metadata.

#include "photos/photo_builder.h"
#include "tests/fuzz/fuzz.h"

namespace lumen::fuzz {

inline Seeds photo_seeds() {
  using namespace photos::builder;
  HeicPlan tiles;
  tiles.pieces = {
      {1, "grid", {0, 0, 0, 1, 0, 40, 0, 30}, 1}, {2, "hvc1", bytes_of(picture), 0}, {3, "Exif", exif_tiff(6), 1}};
  tiles.links = {{"dimg", 1, 2}, {"cdsc", 3, 1}};
  tiles.more_properties = full_box("udes", 0, bytes_of(secret));
  tiles.tail = join({box("uuid", bytes_of(secret)), box("free", Bytes(4))});
  const Bytes scans = join({jpeg_scan(), jpeg_segment(0xc4, Bytes(20, 3)), jpeg_scan()});
  const Bytes frames =
      join({webp_frame(webp_lossy()), webp_frame(join({riff_chunk("ALPH", bytes_of("odd")), webp_lossless()}))});
  return {join({jpeg_start(), jpeg_picture(), jpeg_end()}),
          join({jpeg_start(), jpeg_jfif(3), jpeg_exif(6), jpeg_xmp(), jpeg_icc(), jpeg_telling(0xfe, ""),
                jpeg_picture(), jpeg_end(), jpeg_start()}),
          join({jpeg_start(), jpeg_adobe(2), jpeg_tables(), jpeg_frame(9, 9, 0xc2), scans, jpeg_end()}),
          join({png_signature(), png_header(), png_picture(), png_end()}),
          join({png_signature(), png_header(), png_chunk("iCCP", {1}), png_telling("tEXt"),
                png_chunk("eXIf", exif_tiff(3)), png_picture(), png_end()}),
          webp_file(webp_lossy()),
          webp_file(webp_lossless()),
          webp_file(join(
              {webp_extended(0x0c), webp_lossy(), riff_chunk("EXIF", exif_tiff(8)), riff_chunk("XMP ", xmp_text())})),
          webp_file(join({webp_extended(0x02), riff_chunk("ANIM", Bytes(6)), frames})),
          heic_file(heic_phone_plan()),
          heic_file(tiles)};
}

}  // namespace lumen::fuzz
