// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/decode_photo.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/photos/encode.h"
#include "vision_worker/decode_heic.h"
#include "vision_worker/orientation.h"

namespace lumen::vision_worker {
namespace {

using namespace test;

constexpr DecodeLimits limits{64'000'000, 32'768};
constexpr double lossy_tolerance = 6.0;  // mean difference of 255, for codecs that lose
constexpr double tight_tolerance = 1.5;

// Four soft colours, one a corner, so that every turn and mirror shows.
cv::Mat test_card(int width, int height) {
  cv::Mat corners(2, 2, CV_8UC3);
  corners.at<cv::Vec3b>(0, 0) = {90, 110, 200};
  corners.at<cv::Vec3b>(0, 1) = {90, 170, 90};
  corners.at<cv::Vec3b>(1, 0) = {180, 120, 70};
  corners.at<cv::Vec3b>(1, 1) = {150, 190, 220};
  cv::Mat card;
  cv::resize(corners, card, {width, height}, 0, 0, cv::INTER_LINEAR);
  return card;
}

double mean_difference(const cv::Mat& a, const cv::Mat& b) {
  if (a.size() != b.size() || a.type() != b.type()) return 255;
  return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * static_cast<std::size_t>(a.channels()));
}

cv::Mat decoded(const Bytes& bytes, std::uint32_t orientation = 1) {
  auto photo = decode_photo(bytes, orientation, limits);
  EXPECT_TRUE(photo.has_value()) << (photo ? "" : photo.error().code + ": " + photo.error().detail);
  return photo ? photo->bgr : cv::Mat();
}

std::string error_code(const Bytes& bytes, const DecodeLimits& within = limits) {
  const auto photo = decode_photo(bytes, 1, within);
  return photo ? "" : photo.error().code;
}

// What a camera held in this way stores, so that `orientation` says how to turn it back.
cv::Mat as_stored(const cv::Mat& scene, int orientation) {
  cv::Mat stored;
  switch (orientation) {
    case 2: cv::flip(scene, stored, 1); return stored;
    case 3: cv::rotate(scene, stored, cv::ROTATE_180); return stored;
    case 4: cv::flip(scene, stored, 0); return stored;
    case 5: cv::transpose(scene, stored); return stored;
    case 6: cv::rotate(scene, stored, cv::ROTATE_90_COUNTERCLOCKWISE); return stored;
    case 7:
      cv::rotate(scene, stored, cv::ROTATE_180);
      cv::transpose(stored, stored);
      return stored;
    case 8: cv::rotate(scene, stored, cv::ROTATE_90_CLOCKWISE); return stored;
    default: return scene;
  }
}

struct Kind {
  std::string name;
  std::function<Bytes(const cv::Mat&)> encode;
};

std::vector<Kind> kinds() {
  const auto jpeg = [](JpegColour colour, JpegScans scans) {
    return [colour, scans](const cv::Mat& card) { return encode_jpeg(card, {colour, scans, 92, 0, {}}); };
  };
  return {
      {"jpeg", jpeg(JpegColour::ycbcr, JpegScans::baseline)},
      {"jpeg progressive", jpeg(JpegColour::ycbcr, JpegScans::progressive)},
      {"jpeg rgb", jpeg(JpegColour::rgb, JpegScans::baseline)},
      {"jpeg cmyk adobe", jpeg(JpegColour::cmyk_adobe, JpegScans::baseline)},
      {"jpeg ycck adobe", jpeg(JpegColour::ycck_adobe, JpegScans::progressive)},
      {"jpeg cmyk plain", jpeg(JpegColour::cmyk_plain, JpegScans::baseline)},
      {"png", [](const cv::Mat& card) { return encode_png(card); }},
      {"png 16 bit",
       [](const cv::Mat& card) {
         cv::Mat deep;
         card.convertTo(deep, CV_16U, 257);
         return encode_png(deep);
       }},
      {"png interlaced", [](const cv::Mat& card) { return encode_interlaced_png(card); }},
      {"png animated",
       [](const cv::Mat& card) {
         return encode_animated_png(card, cv::Mat(card.size(), CV_8UC3, cv::Scalar::all(9)));
       }},
      {"webp", [](const cv::Mat& card) { return encode_webp(card); }},
      {"webp lossless", [](const cv::Mat& card) { return encode_webp(card, {WebpLoss::lossless, 50, 0, {}}); }},
      {"webp animated",
       [](const cv::Mat& card) {
         return encode_animated_webp(card, {0, 0}, cv::Mat(card.size(), CV_8UC3, cv::Scalar::all(9)));
       }},
      {"heic", [](const cv::Mat& card) { return encode_heic(card); }},
      {"heic 10 bit", [](const cv::Mat& card) { return encode_heic(card, {1, 92, 10, {}}); }},
      {"heic grid", [](const cv::Mat& card) { return encode_heic_grid(card, 128, 0); }},
  };
}

class DecodePhoto : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { prepare_heic(); }
};

TEST_F(DecodePhoto, GivesTheSamePictureFromEveryKindOfFile) {
  const cv::Mat card = test_card(320, 200);
  for (const Kind& kind : kinds()) {
    const auto photo = decode_photo(kind.encode(card), 1, limits);
    ASSERT_TRUE(photo) << kind.name << ": " << photo.error().detail;
    EXPECT_LT(mean_difference(photo->bgr, card), lossy_tolerance) << kind.name;
    EXPECT_EQ(photo->original_width_px, 320) << kind.name;
    EXPECT_EQ(photo->original_height_px, 200) << kind.name;
    EXPECT_FALSE(photo->grayscale) << kind.name;
  }
}

TEST_F(DecodePhoto, TurnsEveryOrientationUprightOnce) {
  const cv::Mat scene = test_card(240, 160);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const cv::Mat stored = as_stored(scene, orientation);
    const auto turn = static_cast<std::uint32_t>(orientation);
    for (const Kind& kind : kinds()) {
      if (kind.name.starts_with("heic")) continue;
      EXPECT_LT(mean_difference(decoded(kind.encode(stored), turn), scene), lossy_tolerance)
          << kind.name << " " << orientation;
    }
    const auto photo = decode_photo(encode_png(stored), turn, limits);
    ASSERT_TRUE(photo);
    EXPECT_EQ(photo->original_width_px, 240);
    EXPECT_EQ(photo->original_height_px, 160);
  }
}

TEST_F(DecodePhoto, TakesHeicsTurnFromItsFileAlone) {
  const cv::Mat scene = test_card(240, 160);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Bytes file = encode_heic(as_stored(scene, orientation), {orientation, 92, 8, {}});
    EXPECT_LT(mean_difference(decoded(file, 1), scene), lossy_tolerance) << orientation;
    EXPECT_LT(mean_difference(decoded(file, 6), scene), lossy_tolerance) << orientation;
  }
  const Bytes grid = encode_heic_grid(as_stored(scene, 6), 64, 3);
  EXPECT_LT(mean_difference(decoded(grid), scene), lossy_tolerance);
}

TEST_F(DecodePhoto, IgnoresAnOrientationInsideTheFile) {
  const cv::Mat card = test_card(240, 160);
  EXPECT_LT(mean_difference(decoded(encode_jpeg(card, {JpegColour::ycbcr, JpegScans::baseline, 92, 6, {}})), card),
            lossy_tolerance);
  EXPECT_LT(mean_difference(decoded(encode_png(card, {6, {}})), card), tight_tolerance);
  EXPECT_LT(mean_difference(decoded(encode_webp(card, {WebpLoss::lossless, 50, 6, {}})), card), tight_tolerance);
}

TEST_F(DecodePhoto, KeepsLosslessPixelsExactly) {
  const cv::Mat card = test_card(301, 203);
  EXPECT_EQ(mean_difference(decoded(encode_png(card)), card), 0);
  EXPECT_EQ(mean_difference(decoded(encode_interlaced_png(card)), card), 0);
  EXPECT_EQ(mean_difference(decoded(encode_webp(card, {WebpLoss::lossless, 50, 0, {}})), card), 0);
}

TEST_F(DecodePhoto, SaysWhenAFileHoldsOneChannel) {
  const cv::Mat card = test_card(320, 200);
  cv::Mat gray;
  cv::cvtColor(card, gray, cv::COLOR_BGR2GRAY);
  cv::Mat expected;
  cv::cvtColor(gray, expected, cv::COLOR_GRAY2BGR);
  cv::Mat deep;
  gray.convertTo(deep, CV_16U, 257);
  for (const Bytes& file :
       {encode_jpeg(card, {JpegColour::gray, JpegScans::baseline, 95, 0, {}}), encode_png(gray), encode_png(deep)}) {
    const auto photo = decode_photo(file, 1, limits);
    ASSERT_TRUE(photo);
    EXPECT_TRUE(photo->grayscale);
    EXPECT_LT(mean_difference(photo->bgr, expected), lossy_tolerance);
  }
}

TEST_F(DecodePhoto, PutsTransparencyOverWhite) {
  cv::Mat bgra(64, 64, CV_8UC4, cv::Scalar(40, 80, 120, 0));
  bgra(cv::Rect(0, 0, 32, 64)).setTo(cv::Scalar(40, 80, 120, 255));
  cv::Mat expected(64, 64, CV_8UC3, cv::Scalar::all(255));
  expected(cv::Rect(0, 0, 32, 64)).setTo(cv::Scalar(40, 80, 120));
  EXPECT_EQ(mean_difference(decoded(encode_png(bgra)), expected), 0);
  EXPECT_EQ(mean_difference(decoded(encode_webp(bgra, {WebpLoss::lossless, 50, 0, {}})), expected), 0);
  EXPECT_LT(mean_difference(decoded(encode_heic(bgra)), expected), lossy_tolerance);

  cv::Mat indices(64, 64, CV_8UC1, cv::Scalar(1));
  indices(cv::Rect(0, 0, 32, 64)).setTo(0);
  const std::vector<cv::Vec3b> palette = {{40, 80, 120}, {1, 2, 3}};
  EXPECT_EQ(mean_difference(decoded(encode_palette_png(indices, palette, 1)), expected), 0);
  expected(cv::Rect(32, 0, 32, 64)).setTo(cv::Scalar(1, 2, 3));
  EXPECT_EQ(mean_difference(decoded(encode_palette_png(indices, palette)), expected), 0);
}

TEST_F(DecodePhoto, PlacesTheFirstFrameOnItsCanvas) {
  const cv::Mat frame(40, 60, CV_8UC3, cv::Scalar(40, 80, 120));
  const cv::Mat second(200, 300, CV_8UC3, cv::Scalar::all(9));
  cv::Mat expected(200, 300, CV_8UC3, cv::Scalar::all(255));
  expected(cv::Rect(20, 30, 60, 40)).setTo(cv::Scalar(40, 80, 120));
  EXPECT_EQ(mean_difference(decoded(encode_animated_webp(frame, {20, 30}, second)), expected), 0);
}

// sRGB's red in Display P3 is 0.917, 0.200, 0.139 (CSS Color 4, sample conversions) and in Adobe RGB (1998) 219, 0, 0.
TEST_F(DecodePhoto, ConvertsProfilesToSrgb) {
  const cv::Mat red(64, 64, CV_8UC3, cv::Scalar(0, 0, 255));
  const cv::Mat p3_red(64, 64, CV_8UC3, cv::Scalar(35, 51, 234));
  const cv::Mat adobe_red(64, 64, CV_8UC3, cv::Scalar(0, 0, 219));
  constexpr double tolerance = 3;
  EXPECT_LT(mean_difference(decoded(encode_png(p3_red, {0, display_p3_profile()})), red), tolerance);
  EXPECT_LT(mean_difference(decoded(encode_png(adobe_red, {0, adobe_rgb_profile()})), red), tolerance);
  const Bytes jpeg = encode_jpeg(p3_red, {JpegColour::rgb, JpegScans::baseline, 98, 0, display_p3_profile()});
  EXPECT_LT(mean_difference(decoded(jpeg), red), tolerance);
  const Bytes webp = encode_webp(p3_red, {WebpLoss::lossless, 50, 0, display_p3_profile()});
  EXPECT_LT(mean_difference(decoded(webp), red), tolerance);
  EXPECT_LT(mean_difference(decoded(encode_heic(p3_red, {1, 95, 8, display_p3_profile()})), red), lossy_tolerance);
}

TEST_F(DecodePhoto, LeavesSrgbAsItIs) {
  const cv::Mat card = test_card(200, 100);
  EXPECT_EQ(mean_difference(decoded(encode_png(card, {0, srgb_profile()})), card), 0);
}

TEST_F(DecodePhoto, IgnoresAProfileThatIsNoneOrForOtherChannels) {
  const cv::Mat card = test_card(200, 100);
  EXPECT_LT(
      mean_difference(decoded(encode_jpeg(card, {JpegColour::ycbcr, JpegScans::baseline, 92, 0, Bytes(300, 7)})), card),
      lossy_tolerance);
  const Bytes cmyk = encode_jpeg(card, {JpegColour::cmyk_adobe, JpegScans::baseline, 92, 0, srgb_profile()});
  EXPECT_LT(mean_difference(decoded(cmyk), card), lossy_tolerance);
}

TEST_F(DecodePhoto, ReducesLargePicturesAndReportsTheirOwnSize) {
  const cv::Mat card = test_card(4000, 3000);
  const std::vector<std::string> paths = {"jpeg", "jpeg progressive", "png", "png interlaced", "webp", "heic"};
  for (const Kind& kind : kinds()) {
    if (std::find(paths.begin(), paths.end(), kind.name) == paths.end()) continue;
    const auto photo = decode_photo(kind.encode(card), 6, limits);
    ASSERT_TRUE(photo) << kind.name << photo.error().detail;
    const int long_side = std::max(photo->bgr.cols, photo->bgr.rows);
    EXPECT_GE(long_side, 1000) << kind.name;
    EXPECT_LE(long_side, 1600) << kind.name;
    EXPECT_EQ(std::max(photo->original_width_px, photo->original_height_px), 4000) << kind.name;
    cv::Mat expected = as_stored(card, kind.name.starts_with("heic") ? 1 : 8);
    cv::resize(expected, expected, photo->bgr.size(), 0, 0, cv::INTER_AREA);
    EXPECT_LT(mean_difference(photo->bgr, expected), lossy_tolerance) << kind.name;
  }
}

TEST_F(DecodePhoto, KeepsTheLongSideInBounds) {
  for (const int side : {999, 1000, 1600, 1601, 1999, 2000, 3999}) {
    const cv::Mat picture = decoded(encode_jpeg(test_card(side, 40)));
    EXPECT_LE(picture.cols, 1600) << side;
    EXPECT_GE(picture.cols, std::min(side, 1000)) << side;
  }
}

TEST_F(DecodePhoto, HoldsThePixelLimitOnBothSides) {
  const cv::Mat card = test_card(320, 200);
  for (const Kind& kind : kinds()) {
    const Bytes file = kind.encode(card);
    EXPECT_EQ(error_code(file, {64'000, 320}), "") << kind.name;
    EXPECT_EQ(error_code(file, {63'999, 320}), "too_many_pixels") << kind.name;
    EXPECT_EQ(error_code(file, {64'000, 319}), "too_many_pixels") << kind.name;
  }
}

// Finds `before` in the file and replaces what follows it.
Bytes patched(Bytes file, const Bytes& before, const Bytes& replacement) {
  const auto found = std::search(file.begin(), file.end(), before.begin(), before.end());
  EXPECT_NE(found, file.end());
  std::copy(replacement.begin(), replacement.end(), found + static_cast<std::ptrdiff_t>(before.size()));
  return file;
}

TEST_F(DecodePhoto, RefusesPicturesThatClaimToBeHugeBeforeDecodingThem) {
  const cv::Mat card = test_card(320, 200);
  // SOF0: length 17, 8 bits, then height and width.
  const Bytes jpeg = patched(encode_jpeg(card), {0xFF, 0xC0, 0, 17, 8}, {0x80, 0x01, 0x80, 0x01});
  EXPECT_EQ(error_code(jpeg), "too_many_pixels");
  const cv::Mat line(1, 32'769, CV_8UC3, cv::Scalar::all(100));
  EXPECT_EQ(error_code(encode_png(line)), "too_many_pixels");
  const Bytes heic = patched(encode_heic(card), {'i', 's', 'p', 'e', 0, 0, 0, 0}, {0, 0, 0x7F, 0xFF, 0, 0, 0x7F, 0xFF});
  EXPECT_EQ(error_code(heic), "too_many_pixels");
  const cv::Mat wide(10, 16'000, CV_8UC3, cv::Scalar::all(100));
  EXPECT_EQ(error_code(encode_webp(wide, {WebpLoss::lossless, 0, 0, {}}), {64'000'000, 15'999}), "too_many_pixels");
}

TEST_F(DecodePhoto, RefusesATruncatedPhotoWhereverItIsCut) {
  const cv::Mat card = test_card(320, 200);
  for (const Kind& kind : kinds()) {
    const Bytes whole = kind.encode(card);
    std::vector<std::size_t> lengths = {whole.size() - 1, whole.size() - 2, whole.size() - 9};
    for (std::size_t part = 1; part < 24; ++part) lengths.push_back(whole.size() * part / 24);
    for (const std::size_t length : lengths) {
      const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
      EXPECT_EQ(error_code(cut), "damaged_photo") << kind.name << " cut to " << length << " of " << whole.size();
    }
  }
}

TEST_F(DecodePhoto, SaysWhatIsNotAPhoto) {
  EXPECT_EQ(error_code({}), "unsupported_type");
  EXPECT_EQ(error_code({0xFF, 0xD8}), "unsupported_type");
  const std::string text = "GIF89a and more of it, but no picture that anybody could read";
  EXPECT_EQ(error_code(Bytes(text.begin(), text.end())), "unsupported_type");
  const std::string movie(
      "\0\0\0\x18"
      "ftypisom\0\0\0\0isommp42",
      24);
  EXPECT_EQ(error_code(Bytes(movie.begin(), movie.end())), "unsupported_type");
}

TEST_F(DecodePhoto, SurvivesRandomBytesBehindGoodMagic) {
  std::mt19937 random(1);
  const std::vector<std::string> starts = {"\xFF\xD8\xFF\xE0", "\x89PNG\r\n\x1A\n",
                                           std::string("RIFF\x40\0\0\0WEBPVP8 ", 16),
                                           std::string("\0\0\0\x18"
                                                       "ftypheic\0\0\0\0mif1heic",
                                                       24)};
  for (int round = 0; round < 200; ++round) {
    const std::string& start = starts[static_cast<std::size_t>(round) % starts.size()];
    Bytes bytes(start.begin(), start.end());
    for (int i = 0; i < 400; ++i) bytes.push_back(static_cast<std::uint8_t>(random()));
    EXPECT_EQ(error_code(bytes), "damaged_photo") << round;
  }
}

TEST_F(DecodePhoto, SurvivesFlippedBits) {
  std::mt19937 random(2);
  const cv::Mat card = test_card(96, 64);
  for (const Kind& kind : kinds()) {
    const Bytes whole = kind.encode(card);
    for (int round = 0; round < 40; ++round) {
      Bytes bent = whole;
      for (int i = 0; i < 3; ++i) bent[random() % bent.size()] ^= static_cast<std::uint8_t>(1U << (random() % 8));
      const auto photo = decode_photo(bent, 1, limits);
      EXPECT_TRUE(!photo || !photo->bgr.empty()) << kind.name;
    }
  }
}

TEST_F(DecodePhoto, RefusesAJpegOfHundredsOfScans) {
  const cv::Mat card = test_card(64, 64);
  EXPECT_EQ(error_code(encode_jpeg(card, {JpegColour::ycbcr, JpegScans::hundreds, 92, 0, {}})), "damaged_photo");
}

TEST_F(DecodePhoto, ToleratesBytesAfterTheEndOfAJpeg) {
  const cv::Mat card = test_card(320, 200);
  Bytes file = encode_jpeg(card);
  file.insert(file.end(), 500, 0x55);
  EXPECT_LT(mean_difference(decoded(file), card), lossy_tolerance);
}

}  // namespace
}  // namespace lumen::vision_worker
