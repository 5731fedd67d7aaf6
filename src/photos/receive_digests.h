// SPDX-License-Identifier: Apache-2.0
#pragma once
// Both digests of a photo in one pass over its bytes. Pure.

#include <string>

#include "base/encoding.h"

namespace lumen::photos {

struct Received {
  std::string md5;     // lower-case hex
  std::string sha256;  // lower-case hex
};

Received receive_digests(ByteView bytes);

}  // namespace lumen::photos
