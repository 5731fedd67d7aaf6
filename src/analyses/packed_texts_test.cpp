// SPDX-License-Identifier: Apache-2.0
#include "analyses/packed_texts.h"

#include <gtest/gtest.h>

#include <array>

namespace lumen::analyses {
namespace {

TEST(PackedTexts, ReadBackAsTheyWere) {
  const std::string binary("a\0b\xff", 4);
  const std::string large(70'000, 'x');
  const std::string packed = pack_texts({"", binary, large});
  std::array<std::string, 3> texts = {"rest of an earlier use", "", ""};
  ASSERT_TRUE(unpack_texts(as_bytes(packed), texts));
  EXPECT_EQ(texts[0], "");
  EXPECT_EQ(texts[1], binary);
  EXPECT_EQ(texts[2], large);
}

TEST(PackedTexts, EveryOtherLengthIsRefused) {
  const std::string packed = pack_texts({"one", "two"});
  std::array<std::string, 2> texts;
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_FALSE(unpack_texts(as_bytes(packed).first(size), texts)) << size;
  }
  EXPECT_FALSE(unpack_texts(as_bytes(packed + "x"), texts));
  std::array<std::string, 3> more;
  EXPECT_FALSE(unpack_texts(as_bytes(packed), more));
  const std::string huge =
      "\xff\xff\xff\xff"
      "abc";
  EXPECT_FALSE(unpack_texts(as_bytes(huge), texts));
}

}  // namespace
}  // namespace lumen::analyses
