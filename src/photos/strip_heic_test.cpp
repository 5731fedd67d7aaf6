// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "photos/photo_builder.h"
#include "photos/strip_metadata.h"

namespace lumen::photos {
namespace {

using builder::box;
using builder::bytes_of;
using builder::contains;
using builder::HeicPlan;
using builder::join;

StrippedPhoto strip(const Bytes& bytes) {
  auto stripped = strip_metadata(bytes);
  EXPECT_TRUE(stripped) << (stripped ? "" : stripped.error().detail);
  return stripped ? std::move(*stripped) : StrippedPhoto{};
}

// Nothing telling is left, nothing moved, and the second time nothing changes.
Bytes expect_clean(const HeicPlan& plan) {
  const Bytes before = builder::heic_file(plan);
  auto stripped = strip(before);
  EXPECT_TRUE(stripped.changed);
  EXPECT_EQ(stripped.bytes.size(), before.size());
  EXPECT_FALSE(contains(stripped.bytes, builder::secret));
  EXPECT_FALSE(contains(stripped.bytes, "Exif"));
  EXPECT_FALSE(contains(stripped.bytes, "xmpmeta"));
  EXPECT_EQ(as_text(stripped.bytes).find(builder::picture), as_text(before).find(builder::picture));
  EXPECT_TRUE(contains(stripped.bytes, "irot"));
  EXPECT_EQ(stripped.orientation, 1);
  EXPECT_EQ(stripped.format, PhotoFormat::heic);
  const auto twice = strip(stripped.bytes);
  EXPECT_FALSE(twice.changed);
  EXPECT_EQ(twice.bytes, stripped.bytes);
  return std::move(stripped.bytes);
}

HeicPlan plain_plan() {
  HeicPlan plan;
  plan.pieces = {{1, "hvc1", bytes_of(builder::picture), 0}};
  return plan;
}

TEST(StripHeic, WhatHasNoMetadataIsTheSame) {
  const Bytes plain = builder::heic_file(plain_plan());
  const auto stripped = strip(plain);
  EXPECT_EQ(stripped.bytes, plain);
  EXPECT_FALSE(stripped.changed);
}

TEST(StripHeic, ExifXmpAndTheThumbnailGoAndThePictureStaysWhereItIs) {
  const Bytes clean = expect_clean(builder::heic_phone_plan());
  EXPECT_FALSE(contains(clean, "rdf+xml"));
  EXPECT_FALSE(contains(clean, "thumbnail"));
}

TEST(StripHeic, MetadataInsideTheMetaBoxGoes) {
  HeicPlan plan = plain_plan();
  plan.pieces.push_back({2, "Exif", builder::exif_tiff(6), 1});
  plan.pieces.push_back({3, "mime", builder::xmp_text(), 1});
  plan.more_meta = join({box("uuid", bytes_of(builder::secret)), box("xml ", bytes_of(builder::secret)),
                         box("udta", bytes_of(builder::secret))});
  expect_clean(plan);
}

TEST(StripHeic, APictureInsideTheMetaBoxStays) {
  HeicPlan plan;
  plan.pieces = {{1, "hvc1", bytes_of(builder::picture), 1}, {2, "Exif", builder::exif_tiff(6), 1}};
  expect_clean(plan);
}

TEST(StripHeic, WhatLiesBetweenTheItemsGoes) {
  HeicPlan plan = builder::heic_phone_plan();
  plan.between = bytes_of(builder::secret);
  expect_clean(plan);
}

TEST(StripHeic, OtherBoxesOfTheFileGo) {
  HeicPlan plan = plain_plan();
  plan.tail = join({box("uuid", bytes_of(builder::secret)), box("moov", bytes_of(builder::secret)),
                    box("free", bytes_of(builder::secret)), box("mpvd", bytes_of(builder::secret)),
                    box("mdat", bytes_of(builder::secret))});
  const Bytes clean = expect_clean(plan);
  for (const char* type : {"uuid", "moov", "mpvd"}) EXPECT_FALSE(contains(clean, type)) << type;
}

TEST(StripHeic, DescriptionsAmongThePropertiesGo) {
  HeicPlan plan = plain_plan();
  plan.more_properties = join({builder::full_box("udes", 0, bytes_of(builder::secret)),
                               builder::full_box("crtt", 0, bytes_of(builder::secret))});
  expect_clean(plan);
}

TEST(StripHeic, ItemsOfUnknownTypeGo) {
  HeicPlan plan = plain_plan();
  plan.pieces.push_back({2, "what", bytes_of(builder::secret), 0});
  plan.pieces.push_back({3, "uri ", bytes_of(builder::secret), 0});
  expect_clean(plan);
}

TEST(StripHeic, TilesAuxiliariesAndToneMapsStay) {
  HeicPlan plan;
  plan.pieces = {{1, "grid", {0, 0, 0, 1, 0, 40, 0, 30}, 1}, {2, "hvc1", bytes_of(builder::picture), 0},
                 {3, "hvc1", bytes_of("second tile"), 0},    {4, "hvc1", bytes_of("gain map"), 0},
                 {5, "tmap", bytes_of("tone map"), 0},       {6, "Exif", builder::exif_tiff(1), 0}};
  plan.links = {{"dimg", 1, 2}, {"dimg", 1, 3}, {"auxl", 4, 1}, {"cdsc", 6, 1}};
  const Bytes clean = expect_clean(plan);
  for (const char* kept : {"second tile", "gain map", "tone map"}) EXPECT_TRUE(contains(clean, kept)) << kept;
}

TEST(StripHeic, AThumbnailThatThePictureIsMadeOfStays) {
  HeicPlan plan;
  plan.pieces = {{1, "iden", {}, 0}, {2, "hvc1", bytes_of(builder::picture), 0}, {3, "Exif", builder::exif_tiff(1), 0}};
  plan.links = {{"dimg", 1, 2}, {"thmb", 2, 1}};
  expect_clean(plan);
}

TEST(StripHeic, APrimaryPictureThatCallsItselfAThumbnailStays) {
  HeicPlan plan = plain_plan();
  plan.pieces.push_back({2, "Exif", builder::exif_tiff(1), 0});
  plan.links = {{"thmb", 1, 1}};
  expect_clean(plan);
}

TEST(StripHeic, MetadataThatReachesBehindTheEndOfTheFileIsNoDamage) {
  Bytes photo = builder::heic_file(builder::heic_phone_plan());
  const Bytes location_of_xmp = join({builder::big(4, 2), Bytes(2), Bytes(2), builder::big(1, 2)});
  const std::size_t at = as_text(photo).find(as_text(location_of_xmp));
  ASSERT_NE(at, std::string_view::npos);
  photo[at + 12] = 0x7f;  // its length
  EXPECT_FALSE(contains(strip(photo).bytes, builder::secret));
}

TEST(StripHeic, Damaged) {
  const auto with = [](auto change) {
    HeicPlan plan = builder::heic_phone_plan();
    change(plan);
    return builder::heic_file(plan);
  };
  Bytes shared = builder::heic_file(builder::heic_phone_plan());
  const Bytes location_of_exif = join({builder::big(3, 2), Bytes(2), Bytes(2), builder::big(1, 2)});
  const std::size_t at = as_text(shared).find(as_text(location_of_exif));
  ASSERT_NE(at, std::string_view::npos);
  const Bytes picture_at = builder::big(as_text(shared).find(builder::picture), 4);
  std::copy(picture_at.begin(), picture_at.end(), shared.begin() + static_cast<std::ptrdiff_t>(at + 8));

  const Bytes no_meta =
      join({box("ftyp", bytes_of({"heic\0\0\0\0heic", 12})), box("mdat", bytes_of(builder::picture))});
  const std::vector<std::pair<const char*, Bytes>> damaged{
      {"Exif on top of the picture", shared},
      {"no meta box", no_meta},
      {"a primary item that is not there", with([](HeicPlan& plan) { plan.primary = 9; })},
      {"Exif as the primary item", with([](HeicPlan& plan) { plan.primary = 3; })},
      {"an id twice", with([](HeicPlan& plan) { plan.pieces[3].id = 1; })},
      {"data built from other items", with([](HeicPlan& plan) { plan.pieces[1].construction = 2; })},
      {"a second meta box", with([](HeicPlan& plan) { plan.tail = builder::full_box("meta", 0, {}); })},
      {"a box that is shorter than its head",
       with([](HeicPlan& plan) { plan.tail = {0, 0, 0, 7, 'f', 'r', 'e', 'e'}; })},
      {"bytes behind the last box", with([](HeicPlan& plan) { plan.tail = {1, 2, 3}; })}};
  for (const auto& [name, bytes] : damaged) {
    const auto stripped = strip_metadata(bytes);
    ASSERT_FALSE(stripped) << name;
    EXPECT_EQ(stripped.error().code, "damaged_photo") << name;
  }
}

// Six bytes for 65,535 pieces of nothing, many times over, must not keep anybody busy.
TEST(StripHeic, ExtentsThatTakeNoBytesAreRefused) {
  Bytes locations{0x00, 0x00, 0xff, 0xff};
  const Bytes one = join({builder::big(1, 2), Bytes(2), builder::big(0xffff, 2)});
  for (int i = 0; i < 0xffff; ++i) locations.insert(locations.end(), one.begin(), one.end());
  HeicPlan plan = plain_plan();
  plan.more_meta = builder::full_box("iloc", 0, locations);
  EXPECT_EQ(strip_metadata(builder::heic_file(plan)).error().code, "damaged_photo");
}

}  // namespace
}  // namespace lumen::photos
