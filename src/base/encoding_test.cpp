// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.h"

#include <gtest/gtest.h>

namespace lumen {
namespace {

constexpr std::string_view letters_and_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

TEST(Base64, EachByteOutsideTheAlphabetIsRefused) {
  const std::string standard = std::string(letters_and_digits) + "+/";
  const std::string for_urls = std::string(letters_and_digits) + "-_";
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const std::string text = {'A', c, 'A', 'A'};
    EXPECT_EQ(base64_decode(text).has_value(), standard.find(c) != std::string::npos) << byte;
    EXPECT_EQ(base64url_decode(text).has_value(), for_urls.find(c) != std::string::npos) << byte;
  }
}

}  // namespace
}  // namespace lumen
