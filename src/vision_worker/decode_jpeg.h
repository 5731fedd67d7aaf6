// SPDX-License-Identifier: Apache-2.0
#pragma once
// JPEG through libjpeg-turbo: baseline and progressive; gray, YCbCr, RGB, CMYK and YCCK. The reduction happens in
// the inverse DCT, so most of the cost of a large photo is entropy decoding.

#include "base/encoding.h"
#include "base/result.h"
#include "vision_worker/picture.h"

namespace lumen::vision_worker {

// CMYK comes with 255 meaning no ink, whatever the file's convention. Warnings about lost data are errors
// ("damaged_photo"); stray bytes between segments and bytes after the end are not.
Result<Picture> decode_jpeg(ByteView bytes, const DecodeLimits& limits);

}  // namespace lumen::vision_worker
