// SPDX-License-Identifier: Apache-2.0
#include "skin/find_face.h"

#include <opencv2/imgproc.hpp>

#include "skin/test_photos.h"
#include "tests/photos/draw_person.h"

namespace lumen::skin {
namespace {

const FaceFinder& finder() {
  static const std::unique_ptr<FaceFinder> loaded = std::move(*FaceFinder::load(LUMEN_CASCADES));
  return *loaded;
}

TEST(FindFace, FindsADrawnFaceAndItsEyes) {
  const Photo photo = draw(drawing());
  const auto face = finder().find(photo.bgr, Search::quick);
  ASSERT_TRUE(face);
  // Drawn with the face's middle at (300, 368) and the eyes 85 px to its sides, 49 px above it.
  EXPECT_TRUE(face->box.contains(cv::Point2d(300, 368)));
  ASSERT_TRUE(face->eyes);
  EXPECT_NEAR(face->eyes->left.x, 215, 20);
  EXPECT_NEAR(face->eyes->right.x, 385, 20);
  EXPECT_NEAR(face->eyes->left.y, 319, 25);
}

TEST(FindFace, FindsASmallFaceOnlyWhenSearchingThoroughly) {
  const Photo photo = draw(drawing());
  cv::Mat small;
  cv::resize(photo.bgr, small, cv::Size(90, 120), 0, 0, cv::INTER_AREA);
  cv::Mat wide(800, 1000, CV_8UC3, cv::Scalar(150, 145, 140));
  small.copyTo(wide(cv::Rect(600, 300, 90, 120)));
  EXPECT_FALSE(finder().find(wide, Search::coarse));
  const auto face = finder().find(wide, Search::thorough);
  ASSERT_TRUE(face);
  EXPECT_TRUE(face->box.contains(cv::Point2d(645, 355)));
}

TEST(FindFace, FindsNoneInAScene) {
  auto options = drawing();
  options.kind = test::PhotoKind::scene;
  EXPECT_FALSE(finder().find(draw(options).bgr, Search::quick));
  EXPECT_FALSE(finder().find_by_eyes(draw(options).bgr));
}

TEST(FindFace, InfersAFaceFromAPairOfEyes) {
  const Photo photo = draw(drawing());
  const cv::Mat band = photo.bgr(cv::Rect(110, 250, 380, 150)).clone();
  const auto face = finder().find_by_eyes(band);
  ASSERT_TRUE(face);
  ASSERT_TRUE(face->eyes);
  EXPECT_NEAR(face->eyes->left.x, 105, 20);
  EXPECT_NEAR(face->eyes->right.x, 275, 20);
}

TEST(FindFace, InfersAFaceFromOneLargeEye) {
  test::Person person;
  person.size_px = {900, 1200};
  person.eye_distance_px = 330;
  const test::DrawnPerson drawn = test::draw_person(person);
  const cv::Point2d eye = drawn.left_eye;
  const cv::Rect around(int(eye.x) - 190, int(eye.y) - 150, 330, 330);
  const auto face = finder().find_by_eyes(drawn.bgr(around & cv::Rect(cv::Point(), drawn.bgr.size())));
  ASSERT_TRUE(face);
  const double distance = face->eyes->right.x - face->eyes->left.x;
  EXPECT_NEAR(distance, 330, 110);
  const cv::Point2d seen = eye - cv::Point2d(around.tl());
  EXPECT_LT(std::min(cv::norm(face->eyes->left - seen), cv::norm(face->eyes->right - seen)), 40);
  // The cheek below it has no eye.
  const cv::Rect wide(int(eye.x) - 250, int(eye.y) + 60, 400, 500);
  EXPECT_FALSE(finder().find_by_eyes(drawn.bgr(wide & cv::Rect(cv::Point(), drawn.bgr.size()))));
}

TEST(FindFace, SaysThatCascadesAreMissing) {
  const auto missing = FaceFinder::load("/nonexistent");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "cascades_missing");
  EXPECT_EQ(Engine::load("/nonexistent").error().code, "cascades_missing");
}

}  // namespace
}  // namespace lumen::skin
