// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "photos/containers.h"
#include "photos/photo_builder.h"

namespace lumen::photos {
namespace {

TEST(ExifOrientation, ReadsAllEightInBothByteOrders) {
  for (std::uint16_t value = 1; value <= 8; ++value) {
    EXPECT_EQ(read_exif_orientation(builder::exif_tiff(value, true)), value);
    EXPECT_EQ(read_exif_orientation(builder::exif_tiff(value, false)), value);
  }
}

TEST(ExifOrientation, WithThePrefixThatSomeWritersAddInPngAndWebp) {
  const Bytes prefixed = builder::join({builder::bytes_of({"Exif\0\0", 6}), builder::exif_tiff(6)});
  EXPECT_EQ(read_exif_orientation(prefixed), 6);
}

TEST(ExifOrientation, OutOfRangeIsUpright) {
  for (const std::uint16_t value : std::initializer_list<std::uint16_t>{0, 9, 255, 65535}) {
    EXPECT_EQ(read_exif_orientation(builder::exif_tiff(value)), 1);
  }
}

TEST(ExifOrientation, ALongValueIsAccepted) {
  Bytes tiff = builder::exif_tiff(8, false);
  const std::size_t entry = 8 + 2 + 12;  // the second one
  tiff[entry + 3] = 4;                   // LONG
  std::swap(tiff[entry + 9], tiff[entry + 11]);
  EXPECT_EQ(read_exif_orientation(tiff), 8);
  tiff[entry + 3] = 2;  // ASCII
  EXPECT_EQ(read_exif_orientation(tiff), 1);
}

TEST(ExifOrientation, CutOffOrForeignIsUpright) {
  const Bytes whole = builder::exif_tiff(6);
  for (std::size_t size = 0; size < 8 + 2 + 24; ++size) {
    const auto value = read_exif_orientation(ByteView(whole).first(size));
    EXPECT_EQ(value, 1) << size;
  }
  EXPECT_EQ(read_exif_orientation(as_bytes("not a TIFF structure at all")), 1);
  Bytes far = whole;
  far[4] = 0xff;
  far[5] = 0xff;  // the directory lies behind the end
  EXPECT_EQ(read_exif_orientation(far), 1);
}

}  // namespace
}  // namespace lumen::photos
