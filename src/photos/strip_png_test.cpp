// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "photos/photo_builder.h"
#include "photos/strip_metadata.h"

namespace lumen::photos {
namespace {

using builder::bytes_of;
using builder::join;

Bytes photo(const Bytes& before_picture, const Bytes& after_picture = {}, const Bytes& trailer = {}) {
  return join({builder::png_signature(), builder::png_header(), before_picture, builder::png_picture(), after_picture,
               builder::png_end(), trailer});
}

StrippedPhoto strip(const Bytes& bytes) {
  auto stripped = strip_metadata(bytes);
  EXPECT_TRUE(stripped) << (stripped ? "" : stripped.error().detail);
  return stripped ? std::move(*stripped) : StrippedPhoto{};
}

TEST(StripPng, WhatHasNoMetadataIsTheSame) {
  const auto stripped = strip(photo({}));
  EXPECT_EQ(stripped.bytes, photo({}));
  EXPECT_FALSE(stripped.changed);
  EXPECT_EQ(stripped.format, PhotoFormat::png);
}

TEST(StripPng, TextsTimesAndUnknownChunksGoBeforeAndAfterThePicture) {
  for (const char* type :
       {"tEXt", "zTXt", "iTXt", "tIME", "pHYs", "oFFs", "sPLT", "hIST", "dSIG", "gIFx", "prVt", "caBX"}) {
    EXPECT_EQ(strip(photo(builder::png_telling(type), builder::png_telling(type))).bytes, photo({})) << type;
  }
}

TEST(StripPng, ColoursTransparencyAndAnimationStay) {
  for (const char* type :
       {"PLTE", "tRNS", "iCCP", "sRGB", "gAMA", "cHRM", "sBIT", "cICP", "bKGD", "acTL", "fcTL", "fdAT"}) {
    const Bytes input = photo(builder::png_chunk(type, bytes_of("kept")));
    const auto stripped = strip(input);
    EXPECT_EQ(stripped.bytes, input) << type;
    EXPECT_FALSE(stripped.changed);
  }
}

TEST(StripPng, ExifGoesAndItsOrientationIsAnswered) {
  for (std::uint16_t value = 1; value <= 8; ++value) {
    const auto stripped = strip(photo(builder::png_chunk("eXIf", builder::exif_tiff(value, false))));
    EXPECT_EQ(stripped.orientation, value);
    EXPECT_EQ(stripped.bytes, photo({}));
  }
  EXPECT_EQ(strip(photo({}, builder::png_chunk("eXIf", builder::exif_tiff(6)))).orientation, 6);
}

TEST(StripPng, ADamagedExifGoesAndSaysNothing) {
  Bytes exif = builder::png_chunk("eXIf", builder::exif_tiff(6));
  exif.back() ^= 1U;
  const auto stripped = strip(photo(exif));
  EXPECT_EQ(stripped.orientation, 1);
  EXPECT_EQ(stripped.bytes, photo({}));
}

TEST(StripPng, WhatFollowsTheEndGoes) { EXPECT_EQ(strip(photo({}, {}, bytes_of(builder::secret))).bytes, photo({})); }

TEST(StripPng, Damaged) {
  Bytes wrong_crc = photo({});
  wrong_crc[wrong_crc.size() - 20] ^= 1U;  // inside the picture
  const std::vector<std::pair<const char*, Bytes>> damaged{
      {"a picture bit", wrong_crc},
      {"no header first",
       join({builder::png_signature(), builder::png_picture(), builder::png_header(), builder::png_end()})},
      {"two headers", photo(builder::png_header())},
      {"a short header", join({builder::png_signature(), builder::png_chunk("IHDR", Bytes(12)), builder::png_picture(),
                               builder::png_end()})},
      {"no picture", join({builder::png_signature(), builder::png_header(), builder::png_end()})},
      {"an end with content", join({builder::png_signature(), builder::png_header(), builder::png_picture(),
                                    builder::png_chunk("IEND", {1})})},
      {"an unknown critical chunk", photo(builder::png_telling("CgBI"))},
      {"a length beyond the format", photo(join({{0xff, 0xff, 0xff, 0xff}, bytes_of("tEXt")}))}};
  for (const auto& [name, bytes] : damaged) {
    const auto stripped = strip_metadata(bytes);
    ASSERT_FALSE(stripped) << name;
    EXPECT_EQ(stripped.error().code, "damaged_photo") << name;
  }
}

TEST(StripPng, StrippingTwiceChangesNothingMore) {
  const auto once = strip(photo(builder::png_telling("tEXt"), builder::png_chunk("eXIf", builder::exif_tiff(5))));
  const auto twice = strip(once.bytes);
  EXPECT_EQ(twice.bytes, once.bytes);
  EXPECT_FALSE(twice.changed);
}

}  // namespace
}  // namespace lumen::photos
