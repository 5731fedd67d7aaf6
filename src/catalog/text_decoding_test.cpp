// SPDX-License-Identifier: Apache-2.0
#include "catalog/text_decoding.h"

#include <gtest/gtest.h>

namespace lumen::catalog {
namespace {

TEST(DecodeText, Utf8StaysAndItsMarkGoes) {
  const auto decoded =
      decode_text(as_bytes("\xEF\xBB\xBF"
                           "Cr\xC3\xA8me"));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, "Cr\xC3\xA8me");
  EXPECT_EQ(decoded->encoding, TextEncoding::utf8);
}

TEST(DecodeText, AnythingElseIsWindows1252) {
  const auto decoded = decode_text(as_bytes("Cr\xE8me\x99 \x80\x93\x81"));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, "Crème™ €\xE2\x80\x9C\xEF\xBF\xBD");
  EXPECT_EQ(decoded->encoding, TextEncoding::windows_1252);
}

TEST(DecodeText, Utf16AndBinaryFilesAreRefused) {
  EXPECT_EQ(decode_text(as_bytes(std::string_view("\xFF\xFEn\0", 4))).error().code, "utf16_file");
  EXPECT_EQ(decode_text(as_bytes(std::string_view("a\0b", 3))).error().code, "binary_file");
}

}  // namespace
}  // namespace lumen::catalog
