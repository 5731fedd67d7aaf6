// SPDX-License-Identifier: Apache-2.0
#include "base/deflate.h"

#include <gtest/gtest.h>

namespace lumen {
namespace {

TEST(Deflate, GivesBackWhatItTookAndIsSmaller) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += R"({"name":"redness","score":)" + std::to_string(i) + "},";
  const Bytes packed = deflate_text(text);
  EXPECT_LT(packed.size(), text.size() / 5);
  EXPECT_EQ(inflate_text(packed, text.size()).value_or(""), text);
  const Bytes nothing = deflate_text("");
  EXPECT_EQ(inflate_text(nothing, 0).value_or("x"), "");
}

TEST(Deflate, KeepsToTheLimit) {
  const std::string text(100'000, 'a');
  const Bytes packed = deflate_text(text);
  EXPECT_TRUE(inflate_text(packed, text.size()));
  EXPECT_FALSE(inflate_text(packed, text.size() - 1));
}

TEST(Deflate, RefusesDamage) {
  const Bytes packed = deflate_text(std::string(5'000, 'b') + "end");
  EXPECT_FALSE(inflate_text(ByteView(packed).first(packed.size() - 1), 10'000));
  EXPECT_FALSE(inflate_text(ByteView(), 10'000));
  Bytes longer = packed;
  longer.push_back(0);
  EXPECT_FALSE(inflate_text(longer, 10'000));
  // Some bits mean nothing (padding, the distance of a run of one letter); no other text ever comes out.
  int refused = 0;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    Bytes bent = packed;
    bent[i] ^= 0x10;
    const auto text = inflate_text(bent, 10'000);
    refused += text ? 0 : 1;
    if (!text) continue;
    EXPECT_EQ(*text, std::string(5'000, 'b') + "end") << i;
  }
  EXPECT_GT(refused, static_cast<int>(packed.size()) / 2);
}

}  // namespace
}  // namespace lumen
