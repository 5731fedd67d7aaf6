// SPDX-License-Identifier: Apache-2.0
#pragma once
// One function per container for strip_metadata.h and for read_pixel_size; the format is already known.

#include <string>

#include "photos/strip_metadata.h"

namespace lumen::photos {

Result<StrippedPhoto> strip_jpeg(Bytes bytes);
Result<StrippedPhoto> strip_png(Bytes bytes);
Result<StrippedPhoto> strip_webp(Bytes bytes);
Result<StrippedPhoto> strip_heic(Bytes bytes);

Result<PixelSize> jpeg_pixel_size(ByteView bytes);
Result<PixelSize> png_pixel_size(ByteView bytes);
Result<PixelSize> webp_pixel_size(ByteView bytes);
Result<PixelSize> heic_pixel_size(ByteView bytes);

// The orientation, 1..8, that a TIFF structure (what EXIF is inside) states in its first directory. Anything
// absent, damaged or out of range is 1: an upright photo.
// Source: TIFF 6.0, "Image File Header" and "Image File Directory"; Exif 2.32, 4.6.4 A (tag 0x0112).
std::uint16_t read_exif_orientation(ByteView tiff);

Error damaged_photo(std::string detail);

}  // namespace lumen::photos
