// SPDX-License-Identifier: Apache-2.0
#include "api/multipart.h"

#include <gtest/gtest.h>

namespace lumen::api {
namespace {

constexpr const char* type = "multipart/form-data; boundary=XX";

Result<std::vector<FormPart>> parse(std::string_view body, std::string_view content_type = type) {
  return parse_multipart(content_type, as_bytes(body));
}

TEST(Multipart, ReadsFieldsAndFiles) {
  const auto parts = parse(
      "preamble\r\n--XX\r\nContent-Disposition: form-data; name= \"note\"\r\n\r\nhello\r\n"
      "--XX\r\ncontent-disposition: form-data; name=file; filename=\"a;b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
      "\xff\xd8\r\n--X\r\n\r\n--XX--\r\nepilogue");
  ASSERT_TRUE(parts) << parts.error().message;
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts)[0].name, "note");
  EXPECT_EQ(as_text((*parts)[0].bytes), "hello");
  EXPECT_EQ((*parts)[1].file_name, "a;b.jpg");
  EXPECT_EQ((*parts)[1].content_type, "image/jpeg");
  EXPECT_EQ(as_text((*parts)[1].bytes), "\xff\xd8\r\n--X\r\n");
}

TEST(Multipart, AQuotedBoundary) { EXPECT_TRUE(parse("--XX--", "multipart/form-data; boundary=\"XX\"")); }

TEST(Multipart, WhatIsWrongIsSaid) {
  for (const char* body : {"", "--XX", "--XXjunk", "--XX\r\nno end", "--XX\r\nContent-Disposition: form-data\r\n--XX--",
                           "--XX\r\nbad header\r\n\r\nx\r\n--XX--", "x--XX--"}) {
    const auto parts = parse(body);
    ASSERT_FALSE(parts) << body;
    EXPECT_EQ(parts.error().code, "bad_multipart");
  }
  EXPECT_FALSE(parse("--XX--", "multipart/form-data"));
  EXPECT_FALSE(parse("--XX--", "multipart/form-data; boundary="));
  EXPECT_FALSE(parse("--XX--", "multipart/form-data; boundary=" + std::string(71, 'X')));
}

TEST(Multipart, TheNumberOfPartsOnBothSides) {
  const std::string part = "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n";
  std::string body;
  for (int i = 0; i < 16; ++i) body += part;
  EXPECT_TRUE(parse(body + "--XX--"));
  EXPECT_FALSE(parse(body + part + "--XX--"));
}

TEST(Multipart, ThePartHeadersOnBothSides) {
  const std::string head = "Content-Disposition: form-data; name=a\r\nX: ";
  const auto body = [&](std::size_t filler) {
    return "--XX\r\n" + head + std::string(filler, 'y') + "\r\n\r\nx\r\n--XX--";
  };
  EXPECT_TRUE(parse(body(4'096 - head.size())));
  EXPECT_FALSE(parse(body(4'097 - head.size())));
}

}  // namespace
}  // namespace lumen::api
