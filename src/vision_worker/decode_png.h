// SPDX-License-Identifier: Apache-2.0
#pragma once
// PNG through libspng: 1 to 16 bits, palette, gray, alpha, transparent colours, interlaced. Rows are reduced as
// they come, so only an interlaced picture is ever whole in memory.

#include "base/encoding.h"
#include "base/result.h"
#include "vision_worker/picture.h"

namespace lumen::vision_worker {

// A file that ends before its IEND chunk is "damaged_photo".
Result<Picture> decode_png(ByteView bytes, const DecodeLimits& limits);

}  // namespace lumen::vision_worker
