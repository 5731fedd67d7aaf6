// SPDX-License-Identifier: Apache-2.0
#include "photos/receive_digests.h"

#include <gtest/gtest.h>

#include "base/crypto.h"

namespace lumen::photos {
namespace {

// RFC 1321, A.5 and FIPS 180-2, B.1.
TEST(ReceiveDigests, PublishedValues) {
  EXPECT_EQ(receive_digests({}).md5, "d41d8cd98f00b204e9800998ecf8427e");
  const Received abc = receive_digests(as_bytes("abc"));
  EXPECT_EQ(abc.md5, "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(abc.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(ReceiveDigests, AcrossBlocks) {
  for (const std::size_t size : {65'535U, 65'536U, 65'537U, 200'000U}) {
    const Bytes bytes(size, 0x5a);
    EXPECT_EQ(receive_digests(bytes).md5, hex_encode(md5(bytes)));
    EXPECT_EQ(receive_digests(bytes).sha256, hex_encode(sha256(bytes)));
  }
}

}  // namespace
}  // namespace lumen::photos
