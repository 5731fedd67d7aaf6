// SPDX-License-Identifier: Apache-2.0
#include "photos/receive_digests.h"

#include <algorithm>

#include "base/crypto.h"

namespace lumen::photos {

Received receive_digests(ByteView bytes) {
  constexpr std::size_t block_bytes = 64 * 1024;  // still in the cache when the second digest reads it
  Digest md5(Digest::Kind::md5);
  Digest sha256(Digest::Kind::sha256);
  while (!bytes.empty()) {
    const ByteView block = bytes.first(std::min(block_bytes, bytes.size()));
    md5.update(block);
    sha256.update(block);
    bytes = bytes.subspan(block.size());
  }
  return {hex_encode(md5.finish()), hex_encode(sha256.finish())};
}

}  // namespace lumen::photos
