// SPDX-License-Identifier: Apache-2.0
// Each reason for refusing a photo, on both sides of its limit.
#include "skin/quality_gate.h"

#include <opencv2/imgproc.hpp>

#include "skin/test_photos.h"

namespace lumen::skin {
namespace {

using test::PhotoKind;
using test::PhotoOptions;

std::string verdict(const Photo& photo) {
  const auto analysis = engine().analyze(photo);
  if (analysis) return "ok";
  EXPECT_FALSE(analysis.error().reason.empty());
  EXPECT_FALSE(analysis.error().fix.empty());
  return analysis.error().code;
}

std::string verdict(const PhotoOptions& options) { return verdict(draw(options)); }

TEST(QualityGate, LetsAGoodPhotoPass) { EXPECT_EQ(verdict(drawing()), "ok"); }

TEST(QualityGate, JudgesTheSizeOfTheOriginal) {
  Photo photo = draw(drawing());
  photo.original_width_px = gate_limits.photo_side_min_px;
  photo.original_height_px = gate_limits.photo_side_min_px * 4 / 3;
  EXPECT_EQ(check_size(photo), std::nullopt);
  photo.original_width_px -= 1;
  ASSERT_TRUE(check_size(photo));
  EXPECT_EQ(check_size(photo)->code, "too_small");
  EXPECT_EQ(verdict(photo), "too_small");
}

TEST(QualityGate, JudgesTheSizeOfTheFaceInTheOriginal) {
  // The drawn face box is about 0.72 of the width of the photo.
  Photo photo = draw(drawing());
  const auto face = engine().analyze(photo)->face;
  ASSERT_TRUE(face);
  const double share = face->box.width / photo.bgr.cols;
  Frame frame = frame_face(photo.bgr, *face);
  photo.original_width_px = int(gate_limits.face_width_min_px / share) + 1;
  EXPECT_EQ(check_subject(photo, *face, frame), std::nullopt);
  photo.original_width_px = int(gate_limits.face_width_min_px / share) - 1;
  ASSERT_TRUE(check_subject(photo, *face, frame));
  EXPECT_EQ(check_subject(photo, *face, frame)->code, "too_small");
}

TEST(QualityGate, RefusesDarknessButNotDarkSkin) {
  PhotoOptions options = drawing();
  options.tone_l = 28;
  EXPECT_EQ(verdict(options), "ok");
  options.tone_l = 68;
  options.exposure = 0.42;
  EXPECT_EQ(verdict(options), "ok");
  options.exposure = 0.16;
  EXPECT_EQ(verdict(options), "too_dark");
  options.exposure = 1;
  options.kind = PhotoKind::dark;
  EXPECT_EQ(verdict(options), "too_dark");
}

TEST(QualityGate, RefusesClippedLightButNotLightSkin) {
  PhotoOptions options = drawing();
  options.tone_l = 80;
  EXPECT_EQ(verdict(options), "ok");
  options.kind = PhotoKind::bright;
  EXPECT_EQ(verdict(options), "too_bright");
}

TEST(QualityGate, RefusesBlur) {
  PhotoOptions options = drawing();
  options.blur_px = 2;  // 0.012 eye distances
  EXPECT_EQ(verdict(options), "ok");
  options.blur_px = 9;  // 0.053 eye distances
  EXPECT_EQ(verdict(options), "too_blurred");
}

TEST(QualityGate, SharpnessFallsWithBlur) {
  PhotoOptions options = drawing();
  double last = 1e9;
  for (const double blur_px : {0.0, 2.0, 4.0, 7.0}) {
    options.blur_px = blur_px;
    const Photo photo = draw(options);
    const double now = sharpness(engine().measure_anyway(photo).frame);
    EXPECT_LT(now, last) << blur_px;
    last = now;
  }
}

TEST(QualityGate, RefusesAPhotoWithoutSkinAndTakesACloseUp) {
  PhotoOptions options = drawing();
  options.kind = PhotoKind::scene;
  EXPECT_EQ(verdict(options), "no_skin");
  options.kind = PhotoKind::closeup;
  EXPECT_EQ(verdict(options), "ok");
}

TEST(QualityGate, TellsEmptyPicturesApart) {
  const auto plain = [](double level) {
    Photo photo;
    photo.bgr = cv::Mat(400, 400, CV_8UC3, cv::Scalar::all(level));
    photo.original_width_px = 400;
    photo.original_height_px = 400;
    return photo;
  };
  EXPECT_EQ(verdict(plain(3)), "too_dark");
  EXPECT_EQ(verdict(plain(255)), "too_bright");
  EXPECT_EQ(verdict(plain(120)), "no_skin");
}

}  // namespace
}  // namespace lumen::skin
