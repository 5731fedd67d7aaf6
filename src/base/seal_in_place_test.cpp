// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/crypto.h"

namespace lumen {
namespace {

class SealInPlace : public ::testing::Test {
 protected:
  SeededRandom random_{3};
  SecretKey key_ = SecretKey::generate(random_);
};

TEST_F(SealInPlace, OpensAgain) {
  for (const std::size_t size : {0U, 1U, 16U, 100'000U}) {
    const Bytes plain(size, 0x42);
    Bytes text = plain;
    const SealParts parts = seal_in_place(key_, text, "context", random_);
    EXPECT_EQ(text.size(), size);
    EXPECT_EQ(text != plain, size > 0);
    ASSERT_TRUE(unseal_in_place(key_, text, parts, "context"));
    EXPECT_EQ(text, plain);
  }
}

TEST_F(SealInPlace, IsTheSameCipherAsSeal) {
  Bytes text{1, 2, 3};
  const SealParts parts = seal_in_place(key_, text, "context", random_);
  Bytes joined(parts.nonce.begin(), parts.nonce.end());
  joined.insert(joined.end(), text.begin(), text.end());
  joined.insert(joined.end(), parts.tag.begin(), parts.tag.end());
  const auto opened = unseal(key_, joined, "context");
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, (Bytes{1, 2, 3}));
}

TEST_F(SealInPlace, AnyDifferenceIsNoticed) {
  Bytes sealed{1, 2, 3};
  const SealParts parts = seal_in_place(key_, sealed, "context", random_);
  const auto opens = [&](const SecretKey& key, Bytes text, const SealParts& with, std::string_view context) {
    const auto opened = unseal_in_place(key, text, with, context);
    EXPECT_TRUE(opened || opened.error().code == "unsealing_failed");
    return opened.has_value();
  };
  EXPECT_TRUE(opens(key_, sealed, parts, "context"));
  EXPECT_FALSE(opens(key_, sealed, parts, "another"));
  EXPECT_FALSE(opens(SecretKey::generate(random_), sealed, parts, "context"));
  Bytes altered = sealed;
  altered[1] ^= 1U;
  EXPECT_FALSE(opens(key_, altered, parts, "context"));
  SealParts wrong = parts;
  wrong.tag[0] ^= 1U;
  EXPECT_FALSE(opens(key_, sealed, wrong, "context"));
  wrong = parts;
  wrong.nonce[0] ^= 1U;
  EXPECT_FALSE(opens(key_, sealed, wrong, "context"));
}

}  // namespace
}  // namespace lumen
