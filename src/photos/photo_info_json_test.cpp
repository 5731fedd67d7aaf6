// SPDX-License-Identifier: Apache-2.0
#include "photos/photo_info_json.h"

#include <gtest/gtest.h>

namespace lumen::photos {
namespace {

TEST(PhotoInfoJson, GoesThereAndBack) {
  const PhotoInfo info{"image/png", "0a", "0b", 30'000'000, 8, 1'800'000'000, 1'802'592'000};
  const auto read = read_photo_info(write_photo_info(info));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, info);
}

TEST(PhotoInfoJson, WhatIsMissingOrOfAnotherTypeIsAnError) {
  const std::string whole = write_photo_info({});
  for (const char* name : {"content_type", "received_sha256", "size_bytes", "orientation", "expires_at_s"}) {
    std::string without = whole;
    without.replace(without.find(name), 2, "xx");
    EXPECT_EQ(read_photo_info(without).error().kind, ErrorKind::internal) << name;
  }
  for (const char* text : {"", "[]", "null", "{", "{\"content_type\": 1}"}) {
    EXPECT_EQ(read_photo_info(text).error().kind, ErrorKind::internal) << text;
  }
}

}  // namespace
}  // namespace lumen::photos
