// SPDX-License-Identifier: Apache-2.0
#pragma once
// Removes what a photo tells beside its picture: EXIF (so GPS), XMP, IPTC, comments, thumbnails, maker notes.
// Pure bytes to bytes: containers are walked, nothing is decoded, the picture data stays bit for bit. The
// EXIF orientation is answered beside the bytes, and the ICC profile stays. Thread-safe.

#include <cstdint>
#include <string>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen::photos {

enum class PhotoFormat : std::uint8_t { jpeg, png, webp, heic };

// "image/jpeg", "image/png", "image/webp", "image/heic".
std::string content_type_of(PhotoFormat format);

// By magic bytes. Anything else, an empty body included, is `invalid` with code "unsupported_type" and says
// which formats are accepted.
Result<PhotoFormat> detect_format(ByteView bytes);

struct PixelSize {
  std::uint32_t width_px = 0;
  std::uint32_t height_px = 0;
};

// The picture's size by its header, before anything is decoded and before orientation is applied.
Result<PixelSize> read_pixel_size(ByteView bytes, PhotoFormat format);

struct StrippedPhoto {
  Bytes bytes;
  PhotoFormat format = PhotoFormat::jpeg;
  std::uint16_t orientation = 1;  // EXIF value 1..8; 1 for HEIC, whose own transform stays inside the file
  bool changed = false;           // false: `bytes` equal what came in
};

// Truncated or malformed containers are `invalid` with code "damaged_photo".
Result<StrippedPhoto> strip_metadata(Bytes bytes);

}  // namespace lumen::photos
