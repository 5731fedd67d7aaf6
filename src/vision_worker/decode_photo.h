// SPDX-License-Identifier: Apache-2.0
#pragma once
// From untrusted bytes to the picture the engine measures: upright, sRGB, no alpha, long side at most
// `long_side_px_max`. Runs inside the sandbox. Single-threaded.

#include <cstdint>

#include "base/encoding.h"
#include "base/result.h"
#include "skin/photo.h"
#include "vision_worker/picture.h"

namespace lumen::vision_worker {

enum class PhotoFormat : std::uint8_t { jpeg, png, webp, heic };

// By magic bytes. Anything else is `invalid` "unsupported_type".
Result<PhotoFormat> detect_format(ByteView bytes);

// `orientation` is the EXIF value 1..8 and the only source for JPEG, PNG and WebP (stored photos carry no EXIF);
// HEIC carries its own turn, which the decoder applies, so the value is ignored there.
//
// Colours: an embedded ICC profile is honoured, none means sRGB. 16-bit samples lose their low byte. Alpha is
// put over white. Of an animation the first frame counts.
// Errors: `invalid` "unsupported_type" or "damaged_photo" (also when only the tail is missing), `too_large`
// "too_many_pixels", all decided before decoding where the header tells.
Result<skin::Photo> decode_photo(ByteView bytes, std::uint32_t orientation, const DecodeLimits& limits);

}  // namespace lumen::vision_worker
