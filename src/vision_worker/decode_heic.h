// SPDX-License-Identifier: Apache-2.0
#pragma once
// HEIC through libheif and libde265: single pictures and tile grids, 8 and 10 bit, alpha. The file's own crop,
// turn and mirror are applied by libheif, once.

#include "base/encoding.h"
#include "base/result.h"
#include "vision_worker/picture.h"

namespace lumen::vision_worker {

// Loads what libheif loads on first use, so that decoding needs no file. Call before the sandbox closes.
void prepare_heic();

Result<Picture> decode_heic(ByteView bytes, const DecodeLimits& limits);

}  // namespace lumen::vision_worker
