// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "photos/photo_builder.h"
#include "photos/strip_metadata.h"

namespace lumen::photos {
namespace {

using builder::bytes_of;
using builder::join;
using builder::riff_chunk;
using builder::webp_file;

constexpr std::uint8_t icc_flag = 0x20, alpha_flag = 0x10, exif_flag = 0x08, xmp_flag = 0x04, animation_flag = 0x02;

StrippedPhoto strip(const Bytes& bytes) {
  auto stripped = strip_metadata(bytes);
  EXPECT_TRUE(stripped) << (stripped ? "" : stripped.error().detail);
  return stripped ? std::move(*stripped) : StrippedPhoto{};
}

TEST(StripWebp, WhatHasNoMetadataIsTheSame) {
  for (const Bytes& plain : {webp_file(builder::webp_lossy()), webp_file(builder::webp_lossless())}) {
    const auto stripped = strip(plain);
    EXPECT_EQ(stripped.bytes, plain);
    EXPECT_FALSE(stripped.changed);
    EXPECT_EQ(stripped.format, PhotoFormat::webp);
  }
}

TEST(StripWebp, ExifAndXmpGoAndTheFlagsAndSizesAgree) {
  const Bytes profile = riff_chunk("ICCP", bytes_of("profile"));
  const Bytes alpha = riff_chunk("ALPH", bytes_of("alpha"));
  const Bytes input = webp_file(join({builder::webp_extended(icc_flag | alpha_flag | exif_flag | xmp_flag), profile,
                                      alpha, builder::webp_lossy(), riff_chunk("EXIF", builder::exif_tiff(6)),
                                      riff_chunk("XMP ", builder::xmp_text()), builder::webp_telling("what")}));
  const auto stripped = strip(input);
  EXPECT_EQ(stripped.bytes,
            webp_file(join({builder::webp_extended(icc_flag | alpha_flag), profile, alpha, builder::webp_lossy()})));
  EXPECT_EQ(stripped.orientation, 6);
  EXPECT_TRUE(stripped.changed);
}

TEST(StripWebp, AFlagAloneIsCleared) {
  const Bytes input = webp_file(join({builder::webp_extended(exif_flag), builder::webp_lossy()}));
  const auto stripped = strip(input);
  EXPECT_EQ(stripped.bytes, webp_file(join({builder::webp_extended(0), builder::webp_lossy()})));
  EXPECT_TRUE(stripped.changed);
}

TEST(StripWebp, AnimationStaysAndUnknownChunksInsideFramesGo) {
  const Bytes animation = riff_chunk("ANIM", Bytes(6));
  const Bytes clean = builder::webp_frame(join({riff_chunk("ALPH", bytes_of("odd")), builder::webp_lossy()}));
  const Bytes telling = builder::webp_frame(join({builder::webp_telling("what"), riff_chunk("ALPH", bytes_of("odd")),
                                                  builder::webp_telling("EXIF"), builder::webp_lossy()}));
  const Bytes head = join({builder::webp_extended(animation_flag), animation});
  const auto stripped = strip(webp_file(join({head, telling, clean, telling})));
  EXPECT_EQ(stripped.bytes, webp_file(join({head, clean, clean, clean})));
}

TEST(StripWebp, WhatFollowsTheEndGoes) {
  const Bytes plain = webp_file(builder::webp_lossy());
  EXPECT_EQ(strip(join({plain, bytes_of(builder::secret)})).bytes, plain);
}

TEST(StripWebp, AMissingPaddingAtTheEndIsAdded) {
  Bytes lossy = riff_chunk("VP8 ", bytes_of({"\x10\0\0\x9d\x01\x2a\x28\0\x1e\0?", 11}));
  const Bytes padded = webp_file(lossy);
  lossy.pop_back();
  EXPECT_EQ(strip(webp_file(lossy)).bytes, padded);
  EXPECT_EQ(strip(join({webp_file(lossy), bytes_of(builder::secret)})).bytes, padded);
  const auto twice = strip(padded);
  EXPECT_FALSE(twice.changed);
}

TEST(StripWebp, Damaged) {
  Bytes longer_than_file = webp_file(builder::webp_lossy());
  longer_than_file[4] = static_cast<std::uint8_t>(longer_than_file[4] + 2);
  const std::vector<std::pair<const char*, Bytes>> damaged{
      {"longer than the file", longer_than_file},
      {"no picture", webp_file(builder::webp_extended(0))},
      {"a chunk beyond the end", webp_file(join({builder::webp_lossy(), bytes_of({"EXIF\xff\0\0\0", 8})}))},
      {"a header of nine bytes", webp_file(join({riff_chunk("VP8X", Bytes(9)), builder::webp_lossy()}))},
      {"a frame without a head", webp_file(join({builder::webp_lossy(), riff_chunk("ANMF", Bytes(15))}))},
      {"a frame whose chunk does not fit",
       webp_file(join({builder::webp_lossy(), builder::webp_frame(bytes_of({"VP8 \x20\0\0\0", 8}))}))},
      {"a size below its own head", join({bytes_of({"RIFF\x02\0\0\0WEBP", 12}), builder::webp_lossy()})}};
  for (const auto& [name, bytes] : damaged) {
    const auto stripped = strip_metadata(bytes);
    ASSERT_FALSE(stripped) << name;
    EXPECT_EQ(stripped.error().code, "damaged_photo") << name;
  }
}

}  // namespace
}  // namespace lumen::photos
