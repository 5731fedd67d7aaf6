// SPDX-License-Identifier: Apache-2.0
// Reasons that only a face can give, each beside a photo that passes.
#include "skin/face_gate.h"

#include <opencv2/imgproc.hpp>

#include "skin/test_photos.h"
#include "tests/photos/draw_person.h"

namespace lumen::skin {
namespace {

test::Person somebody() {
  test::Person person;
  person.tone = 6;
  test::set_noise_of_raw(person.camera, 3e-3);
  return person;
}

Photo photo_of(const cv::Mat& bgr) {
  Photo photo;
  photo.bgr = bgr;
  photo.original_width_px = bgr.cols;
  photo.original_height_px = bgr.rows;
  return photo;
}

std::string verdict(const cv::Mat& bgr) {
  const auto analysis = engine().analyze(photo_of(bgr));
  if (analysis) return "ok";
  EXPECT_FALSE(analysis.error().reason.empty());
  EXPECT_FALSE(analysis.error().fix.empty());
  return analysis.error().code;
}

cv::Mat drawn(const test::Person& person) { return test::draw_person(person).bgr; }

TEST(FaceGate, LetsFacesOfEveryTonePass) {
  for (const double tone : {1.0, 3.0, 5.0, 7.0, 8.0}) {
    test::Person person = somebody();
    person.tone = tone;
    EXPECT_EQ(verdict(drawn(person)), "ok") << tone;
  }
}

TEST(FaceGate, RefusesLightFromOneSide) {
  for (const double from : {-1.0, 1.0}) {
    test::Person person = somebody();
    person.side_light = 0.5 * from;
    EXPECT_EQ(verdict(drawn(person)), "ok");
    person.side_light = from;
    EXPECT_EQ(verdict(drawn(person)), "uneven_light");
  }
}

TEST(FaceGate, RefusesACoveredFace) {
  const test::DrawnPerson person = test::draw_person(somebody());
  const auto with_gloves_of = [&](double radius_mm) {
    cv::Mat picture = person.bgr.clone();
    const cv::Point2d middle = (person.left_eye + person.right_eye) * 0.5;
    for (const cv::Point2d at_mm : {cv::Point2d(-38, 48), cv::Point2d(38, 48), cv::Point2d(0, 104)}) {
      cv::circle(picture, middle + at_mm * person.px_per_mm, int(radius_mm * person.px_per_mm),
                 cv::Scalar(200, 170, 120), cv::FILLED, cv::LINE_AA);
    }
    return verdict(picture);
  };
  EXPECT_EQ(with_gloves_of(8), "ok");
  EXPECT_EQ(with_gloves_of(26), "covered");
}

TEST(FaceGate, RefusesTwoFacesSideBySide) {
  test::Person other = somebody();
  other.seed = 9;
  cv::Mat both;
  cv::hconcat(drawn(somebody()), drawn(other), both);
  EXPECT_EQ(verdict(both), "several_faces");
  // Somebody small in the background is no company.
  cv::Mat small;
  cv::resize(drawn(other), small, cv::Size(), 0.28, 0.28, cv::INTER_AREA);
  cv::Mat with_bystander = drawn(somebody());
  small.copyTo(with_bystander(cv::Rect(0, 0, small.cols, small.rows)));
  EXPECT_EQ(verdict(with_bystander), "ok");
}

TEST(FaceGate, RefusesSkinWithoutGrain) {
  EXPECT_EQ(verdict(drawn(somebody())), "ok");
  cv::Mat smoothed;
  cv::bilateralFilter(drawn(somebody()), smoothed, 15, 50, 10);
  EXPECT_EQ(verdict(smoothed), "filtered");
}

TEST(FaceGate, RefusesScreenshotsButNotPlainWalls) {
  const cv::Mat photo = drawn(somebody());
  const auto framed = [&](double above, double below) {
    cv::Mat screen;
    const int bar = photo.rows / 8;
    cv::copyMakeBorder(photo, screen, bar, 0, 0, 0, cv::BORDER_CONSTANT, cv::Scalar::all(above));
    cv::copyMakeBorder(screen, screen, 0, bar, 0, 0, cv::BORDER_CONSTANT, cv::Scalar::all(below));
    return verdict(screen);
  };
  EXPECT_EQ(framed(250, 250), "screenshot");
  EXPECT_EQ(framed(24, 26), "screenshot");
  EXPECT_EQ(framed(250, 24), "ok");
}

}  // namespace
}  // namespace lumen::skin
