// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "photos/photo_builder.h"
#include "photos/strip_metadata.h"

namespace lumen::photos {
namespace {

using builder::bytes_of;
using builder::contains;
using builder::join;

Bytes photo(const Bytes& before_picture, const Bytes& trailer = {}) {
  return join({builder::jpeg_start(), before_picture, builder::jpeg_picture(), builder::jpeg_end(), trailer});
}

StrippedPhoto strip(const Bytes& bytes) {
  auto stripped = strip_metadata(bytes);
  EXPECT_TRUE(stripped) << (stripped ? "" : stripped.error().detail);
  return stripped ? std::move(*stripped) : StrippedPhoto{};
}

TEST(StripJpeg, WhatHasNoMetadataIsTheSame) {
  const Bytes plain = photo(builder::jpeg_jfif());
  const auto stripped = strip(plain);
  EXPECT_EQ(stripped.bytes, plain);
  EXPECT_FALSE(stripped.changed);
  EXPECT_EQ(stripped.format, PhotoFormat::jpeg);
  EXPECT_EQ(stripped.orientation, 1);
}

TEST(StripJpeg, AllMetadataGoesAndThePictureStaysBitForBit) {
  const Bytes all = join({builder::jpeg_jfif(), builder::jpeg_exif(3), builder::jpeg_xmp(), builder::jpeg_icc(),
                          builder::jpeg_telling(0xe2, {"MPF\0", 4}), builder::jpeg_telling(0xe2, {"FPXR\0", 5}),
                          builder::jpeg_telling(0xed, {"Photoshop 3.0\0", 14}), builder::jpeg_telling(0xfe, ""),
                          builder::jpeg_telling(0xe0, {"JFXX\0\x10", 6}), builder::jpeg_telling(0xeb, "JP"),
                          builder::jpeg_telling(0xef, ""), builder::jpeg_telling(0xee, "Unknown")});
  const auto stripped = strip(photo(all));
  EXPECT_EQ(stripped.bytes, photo(join({builder::jpeg_jfif(), builder::jpeg_icc()})));
  EXPECT_TRUE(stripped.changed);
}

TEST(StripJpeg, EveryApplicationSegmentThatNobodyNamedGoes) {
  for (int number = 0; number < 16; ++number) {
    const auto marker = static_cast<std::uint8_t>(0xe0 + number);
    EXPECT_EQ(strip(photo(builder::jpeg_telling(marker, "Something"))).bytes, photo({})) << number;
  }
}

TEST(StripJpeg, AnswersTheOrientationOfTheFirstExif) {
  for (std::uint16_t value = 1; value <= 8; ++value) {
    EXPECT_EQ(strip(photo(builder::jpeg_exif(value, value % 2 == 0))).orientation, value);
  }
  EXPECT_EQ(strip(photo(join({builder::jpeg_exif(6), builder::jpeg_exif(3)}))).orientation, 6);
  EXPECT_EQ(strip(photo(builder::jpeg_exif(0))).orientation, 1);
  EXPECT_EQ(strip(photo(builder::jpeg_segment(0xe1, bytes_of({"Exif\0\0broken", 12})))).orientation, 1);
}

TEST(StripJpeg, TheThumbnailInsideJfifGoes) {
  const auto stripped = strip(photo(builder::jpeg_jfif(4)));
  EXPECT_EQ(stripped.bytes, photo(builder::jpeg_jfif()));
  EXPECT_TRUE(stripped.changed);
}

TEST(StripJpeg, ASecondJfifGoesAndAShortOneToo) {
  EXPECT_EQ(strip(photo(join({builder::jpeg_jfif(), builder::jpeg_jfif()}))).bytes, photo(builder::jpeg_jfif()));
  EXPECT_EQ(strip(photo(builder::jpeg_segment(0xe0, bytes_of({"JFIF\0\x01\x02", 7})))).bytes, photo({}));
}

TEST(StripJpeg, TheColourTransformStaysWithoutWhatFollowsIt) {
  const Bytes adobe = builder::jpeg_adobe(2);
  EXPECT_EQ(strip(photo(adobe)).bytes, photo(adobe));
  const Bytes longer =
      builder::jpeg_segment(0xee, join({bytes_of({"Adobe\0\x64\0\0\0\0\x02", 12}), bytes_of(builder::secret)}));
  EXPECT_EQ(strip(photo(longer)).bytes, photo(adobe));
}

TEST(StripJpeg, EveryPieceOfALongColourProfileStays) {
  const Bytes profile = join({builder::jpeg_icc(), builder::jpeg_icc(), builder::jpeg_icc()});
  EXPECT_EQ(strip(photo(profile)).bytes, photo(profile));
}

TEST(StripJpeg, WhatFollowsTheEndOfThePictureGoes) {
  const Bytes second = photo(builder::jpeg_exif(1));
  EXPECT_EQ(strip(photo({}, second)).bytes, photo({}));
  EXPECT_EQ(strip(photo({}, bytes_of(builder::secret))).bytes, photo({}));
}

TEST(StripJpeg, ManyScansWithMetadataBetweenThem) {
  const Bytes head = join({builder::jpeg_start(), builder::jpeg_tables(), builder::jpeg_frame(40, 30, 0xc2)});
  const Bytes scan = builder::jpeg_scan();
  const Bytes tables = builder::jpeg_segment(0xc4, Bytes(20, 3));
  const Bytes input = join(
      {head, scan, builder::jpeg_telling(0xfe, ""), tables, scan, builder::jpeg_exif(5), scan, builder::jpeg_end()});
  const auto stripped = strip(input);
  EXPECT_EQ(stripped.bytes, join({head, scan, tables, scan, scan, builder::jpeg_end()}));
  EXPECT_EQ(stripped.orientation, 5);
}

TEST(StripJpeg, FillBytesAndStrayBytesBetweenSegmentsGo) {
  const Bytes fill{0xff, 0xff, 0xff};
  EXPECT_EQ(strip(photo(join({builder::jpeg_icc(), fill, builder::jpeg_adobe(1)}))).bytes,
            photo(join({builder::jpeg_icc(), builder::jpeg_adobe(1)})));
  EXPECT_EQ(strip(photo(join({builder::jpeg_icc(), bytes_of(builder::secret), {0xff, 0x00}}))).bytes,
            photo(builder::jpeg_icc()));
}

TEST(StripJpeg, RestartIntervalAndNumberOfLinesStay) {
  const Bytes input = join({builder::jpeg_start(), builder::jpeg_tables(), builder::jpeg_segment(0xdd, {0, 4}),
                            builder::jpeg_frame(40, 30), builder::jpeg_scan(), builder::jpeg_segment(0xdc, {0, 30}),
                            builder::jpeg_end()});
  EXPECT_EQ(strip(input).bytes, input);
}

TEST(StripJpeg, Damaged) {
  const std::vector<std::pair<const char*, Bytes>> damaged{
      {"no end", join({builder::jpeg_start(), builder::jpeg_picture()})},
      {"no picture", join({builder::jpeg_start(), builder::jpeg_jfif(), builder::jpeg_end()})},
      {"no frame", join({builder::jpeg_start(), builder::jpeg_tables(), builder::jpeg_scan(), builder::jpeg_end()})},
      {"two frames",
       join({builder::jpeg_start(), builder::jpeg_frame(4, 4), builder::jpeg_picture(), builder::jpeg_end()})},
      {"a second start", photo(builder::jpeg_start())},
      {"a reserved marker", photo(builder::jpeg_segment(0x02, {1, 2}))},
      {"a length below two", photo({0xff, 0xe1, 0x00, 0x01})},
      {"a length beyond the end", join({builder::jpeg_start(), {0xff, 0xe1, 0xff, 0xff, 0x00}})}};
  for (const auto& [name, bytes] : damaged) {
    const auto stripped = strip_metadata(bytes);
    ASSERT_FALSE(stripped) << name;
    EXPECT_EQ(stripped.error().code, "damaged_photo") << name;
  }
}

TEST(StripJpeg, StrippingTwiceChangesNothingMore) {
  const auto once =
      strip(photo(join({builder::jpeg_jfif(3), builder::jpeg_exif(8), builder::jpeg_icc()}), bytes_of("trailer")));
  EXPECT_FALSE(contains(once.bytes, builder::secret));
  const auto twice = strip(once.bytes);
  EXPECT_EQ(twice.bytes, once.bytes);
  EXPECT_FALSE(twice.changed);
}

}  // namespace
}  // namespace lumen::photos
