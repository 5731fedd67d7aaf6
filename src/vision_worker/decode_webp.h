// SPDX-License-Identifier: Apache-2.0
#pragma once
// WebP through libwebp: lossy, lossless, alpha; the first frame of an animation on its canvas (white where the
// frame does not cover it). Reduced by libwebp's own scaler while decoding.

#include "base/encoding.h"
#include "base/result.h"
#include "vision_worker/picture.h"

namespace lumen::vision_worker {

// A file shorter than its RIFF header says is "damaged_photo".
Result<Picture> decode_webp(ByteView bytes, const DecodeLimits& limits);

}  // namespace lumen::vision_worker
