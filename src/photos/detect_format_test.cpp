// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "photos/photo_builder.h"
#include "photos/strip_metadata.h"

namespace lumen::photos {
namespace {

using builder::bytes_of;
using builder::join;

struct Sample {
  std::string name;
  PhotoFormat format;
  std::string content_type;
  Bytes bytes;
};

std::vector<Sample> samples() {
  return {{"jpeg", PhotoFormat::jpeg, "image/jpeg",
           join({builder::jpeg_start(), builder::jpeg_picture(), builder::jpeg_end()})},
          {"png", PhotoFormat::png, "image/png",
           join({builder::png_signature(), builder::png_header(), builder::png_picture(), builder::png_end()})},
          {"webp", PhotoFormat::webp, "image/webp", builder::webp_file(builder::webp_lossy())},
          {"webp_lossless", PhotoFormat::webp, "image/webp", builder::webp_file(builder::webp_lossless())},
          {"webp_extended", PhotoFormat::webp, "image/webp",
           builder::webp_file(join({builder::webp_extended(0), builder::webp_lossy(1, 1)}))},
          {"heic", PhotoFormat::heic, "image/heic", builder::heic_file(builder::heic_phone_plan())}};
}

TEST(DetectFormat, ByMagicBytes) {
  for (const Sample& sample : samples()) {
    const auto format = detect_format(sample.bytes);
    ASSERT_TRUE(format) << sample.name;
    EXPECT_EQ(*format, sample.format) << sample.name;
    EXPECT_EQ(content_type_of(*format), sample.content_type);
  }
}

TEST(DetectFormat, EverythingElseIsUnsupportedAndTheAnswerSaysWhatIsNot) {
  const std::vector<Bytes> others{{},
                                  {0xff},
                                  {0xff, 0xd8},
                                  bytes_of("GIF89a"),
                                  bytes_of("%PDF-1.7"),
                                  bytes_of("<svg></svg>"),
                                  bytes_of({"RIFF\0\0\0\0WAVE", 12}),
                                  bytes_of("RIFF"),
                                  builder::box("ftyp", bytes_of({"avif\0\0\0\0mif1avif", 16})),
                                  builder::box("ftyp", bytes_of({"mif1\0\0\0\0", 8})),
                                  bytes_of({"\0\0\0\x18"
                                            "ftypheic",
                                            12})};
  for (const Bytes& other : others) {
    const auto format = detect_format(other);
    ASSERT_FALSE(format) << as_text(other);
    EXPECT_EQ(format.error().kind, ErrorKind::invalid);
    EXPECT_EQ(format.error().code, "unsupported_type");
    for (const char* accepted : {"JPEG", "PNG", "WebP", "HEIC"}) {
      EXPECT_NE(format.error().message.find(accepted), std::string::npos);
    }
    EXPECT_EQ(strip_metadata(other).error().code, "unsupported_type");
  }
}

TEST(DetectFormat, AHeicBrandAmongTheCompatibleOnesIsEnough) {
  EXPECT_TRUE(detect_format(builder::box("ftyp", bytes_of({"mif1\0\0\0\0mif1heic", 16}))));
}

TEST(PixelSize, IsReadFromTheHeader) {
  for (const Sample& sample : samples()) {
    const auto size = read_pixel_size(sample.bytes, sample.format);
    ASSERT_TRUE(size) << sample.name;
    EXPECT_EQ(size->width_px, 40U) << sample.name;
    EXPECT_EQ(size->height_px, 30U) << sample.name;
  }
}

TEST(PixelSize, HugePicturesAreSeenBeforeTheyAreDecoded) {
  const auto jpeg =
      read_pixel_size(join({builder::jpeg_start(), builder::jpeg_picture(65535, 65535)}), PhotoFormat::jpeg);
  EXPECT_EQ(jpeg->width_px, 65535U);
  const auto png =
      read_pixel_size(join({builder::png_signature(), builder::png_header(0x7fffffff, 2)}), PhotoFormat::png);
  EXPECT_EQ(png->width_px, 0x7fffffffU);
  const auto webp =
      read_pixel_size(builder::webp_file(builder::webp_extended(0, 1U << 24U, 1U << 24U)), PhotoFormat::webp);
  EXPECT_EQ(webp->height_px, 1U << 24U);
  builder::HeicPlan plan = builder::heic_phone_plan();
  plan.width_px = 0xffffffff;
  EXPECT_EQ(read_pixel_size(builder::heic_file(plan), PhotoFormat::heic)->width_px, 0xffffffffU);
}

TEST(PixelSize, NoPixelsIsDamaged) {
  const auto jpeg = read_pixel_size(join({builder::jpeg_start(), builder::jpeg_picture(40, 0)}), PhotoFormat::jpeg);
  EXPECT_EQ(jpeg.error().code, "damaged_photo");
  const auto png = read_pixel_size(join({builder::png_signature(), builder::png_header(0, 30)}), PhotoFormat::png);
  EXPECT_EQ(png.error().code, "damaged_photo");
  const auto webp = read_pixel_size(builder::webp_file(builder::webp_lossy(0, 30)), PhotoFormat::webp);
  EXPECT_EQ(webp.error().code, "damaged_photo");
}

TEST(PixelSize, CutOffIsDamagedOrRightNeverWrong) {
  for (const Sample& sample : samples()) {
    int refused = 0;
    for (std::size_t length = 0; length < sample.bytes.size(); ++length) {
      const auto size = read_pixel_size(ByteView(sample.bytes).first(length), sample.format);
      if (size)
        EXPECT_EQ(size->width_px, 40U) << sample.name << " " << length;
      else
        EXPECT_EQ(size.error().code, "damaged_photo");
      refused += size ? 0 : 1;
    }
    EXPECT_GT(refused, 20) << sample.name;
  }
}

// Every photo of the samples is all picture: whatever is cut off is missing.
TEST(StripMetadata, EveryPrefixOfAPhotoIsRefused) {
  for (const Sample& sample : samples()) {
    EXPECT_TRUE(strip_metadata(sample.bytes)) << sample.name;
    for (std::size_t length = 0; length < sample.bytes.size(); ++length) {
      const auto stripped =
          strip_metadata(Bytes(sample.bytes.begin(), sample.bytes.begin() + static_cast<std::ptrdiff_t>(length)));
      ASSERT_FALSE(stripped) << sample.name << " cut at " << length;
      const std::string& code = stripped.error().code;
      EXPECT_TRUE(code == "damaged_photo" || code == "unsupported_type") << code;
      EXPECT_EQ(stripped.error().kind, ErrorKind::invalid);
    }
  }
}

TEST(StripMetadata, TheReasonOfADamageIsPrivate) {
  const auto damaged = strip_metadata({0xff, 0xd8, 0xff, 0xe0});
  ASSERT_FALSE(damaged);
  EXPECT_FALSE(damaged.error().detail.empty());
  EXPECT_EQ(damaged.error().message.find(damaged.error().detail), std::string::npos);
}

}  // namespace
}  // namespace lumen::photos
