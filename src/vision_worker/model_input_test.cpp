// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/model_input.h"

#include <gtest/gtest.h>

namespace lumen::vision_worker {
namespace {

using namespace vision;

ModelSpec spec_of(int width_px, int height_px) {
  ModelSpec spec;
  spec.width_px = width_px;
  spec.height_px = height_px;
  spec.scale = 1;
  return spec;
}

float at(const cv::Mat& input, int channel, int row, int column) {
  const std::array<int, 4> place{0, channel, row, column};
  return input.at<float>(place.data());
}

const cv::Scalar orange(20, 120, 240);  // B, G, R

TEST(ModelInput, OrdersAndScalesTheChannels) {
  ModelSpec spec = spec_of(8, 10);
  spec.scale = 0.5;
  spec.mean = {100, 50, 5};
  spec.deviation = {2, 4, 5};
  const cv::Mat photo(10, 8, CV_8UC3, orange);
  const cv::Mat rgb = make_model_input(photo, std::nullopt, spec);
  EXPECT_EQ(rgb.size[1], 3);
  EXPECT_EQ(rgb.size[2], 10);
  EXPECT_EQ(rgb.size[3], 8);
  EXPECT_FLOAT_EQ(at(rgb, 0, 3, 4), (240 * 0.5F - 100) / 2);
  EXPECT_FLOAT_EQ(at(rgb, 1, 3, 4), (120 * 0.5F - 50) / 4);
  EXPECT_FLOAT_EQ(at(rgb, 2, 3, 4), (20 * 0.5F - 5) / 5);
  spec.channels = ModelChannels::bgr;
  EXPECT_FLOAT_EQ(at(make_model_input(photo, std::nullopt, spec), 0, 0, 0), (20 * 0.5F - 100) / 2);
}

TEST(ModelInput, PutsChannelsLastWhenAsked) {
  ModelSpec spec = spec_of(8, 10);
  spec.layout = ModelLayout::nhwc;
  const cv::Mat input = make_model_input(cv::Mat(10, 8, CV_8UC3, orange), std::nullopt, spec);
  EXPECT_EQ(input.size[1], 10);
  EXPECT_EQ(input.size[3], 3);
  EXPECT_FLOAT_EQ(at(input, 2, 5, 0), 240);
  EXPECT_FLOAT_EQ(at(input, 2, 5, 2), 20);
}

// A wide photo: red left and right, green in the middle third.
cv::Mat stripes() {
  cv::Mat photo(100, 300, CV_8UC3, cv::Scalar(0, 0, 255));
  photo.colRange(100, 200).setTo(cv::Scalar(0, 255, 0));
  return photo;
}

TEST(ModelInput, StretchesCropsOrAddsBars) {
  ModelSpec spec = spec_of(30, 30);
  spec.mean = {100, 100, 100};
  spec.resize = ModelResize::stretch;
  const cv::Mat stretched = make_model_input(stripes(), std::nullopt, spec);
  EXPECT_FLOAT_EQ(at(stretched, 0, 15, 2), 155);
  EXPECT_FLOAT_EQ(at(stretched, 1, 15, 15), 155);
  spec.resize = ModelResize::centre_crop;
  const cv::Mat cropped = make_model_input(stripes(), std::nullopt, spec);
  EXPECT_FLOAT_EQ(at(cropped, 1, 15, 1), 155);
  EXPECT_FLOAT_EQ(at(cropped, 0, 15, 1), -100);
  spec.resize = ModelResize::letterbox;
  const cv::Mat boxed = make_model_input(stripes(), std::nullopt, spec);
  EXPECT_FLOAT_EQ(at(boxed, 0, 2, 15), 0);  // the mean colour
  EXPECT_FLOAT_EQ(at(boxed, 0, 15, 2), 155);
  EXPECT_FLOAT_EQ(at(boxed, 1, 15, 15), 155);
}

TEST(ModelInput, AveragesFineTexture) {
  cv::Mat photo(200, 200, CV_8UC3);  // lines of one pixel
  for (int y = 0; y < photo.rows; ++y) photo.row(y).setTo(cv::Scalar::all(y % 2 == 0 ? 0 : 254));
  const cv::Mat input = make_model_input(photo, std::nullopt, spec_of(50, 50));
  for (int y = 0; y < 50; ++y) EXPECT_NEAR(at(input, 0, y, 25), 127, 1) << y;
}

TEST(ModelInput, AveragesRowsAlone) {
  ModelSpec spec = spec_of(20, 20);
  cv::Mat tall(161, 20, CV_8UC3);  // eight rows become one; the last is left out
  for (int y = 0; y < tall.rows; ++y) tall.row(y).setTo(cv::Scalar::all(y % 8 < 4 ? 40 : 80));
  const cv::Mat input = make_model_input(tall, std::nullopt, spec);
  for (int y = 0; y < 20; ++y) EXPECT_NEAR(at(input, 1, y, 7), 60, 1) << y;
}

TEST(ModelInput, TakesPhotosOfAnyShape) {
  for (const auto resize : {ModelResize::stretch, ModelResize::centre_crop, ModelResize::letterbox}) {
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(1'600, 1), cv::Size(1, 1'600), cv::Size(33, 1'600)}) {
      ModelSpec spec = spec_of(24, 16);
      spec.resize = resize;
      const cv::Mat input = make_model_input(cv::Mat(size, CV_8UC3, orange), std::nullopt, spec);
      EXPECT_FLOAT_EQ(at(input, 1, 7, 11), 120) << size;  // the middle, which a bar never covers
    }
  }
}

TEST(ModelInput, LooksAtTheFaceWithItsMarginInsideThePhoto) {
  ModelSpec spec = spec_of(16, 16);
  spec.face_margin = 0.5;
  const cv::Size photo(400, 300);
  const cv::Rect2d face(100, 100, 100, 80);
  EXPECT_EQ(region_of(photo, face, spec), cv::Rect(0, 0, 400, 300));
  spec.region = ModelRegion::face;
  EXPECT_EQ(region_of(photo, face, spec), cv::Rect(50, 60, 200, 160));
  EXPECT_EQ(region_of(photo, std::nullopt, spec), cv::Rect(0, 0, 400, 300));
  EXPECT_EQ(region_of(photo, cv::Rect2d(350, -40, 100, 100), spec), cv::Rect(300, 0, 100, 110));
  EXPECT_EQ(region_of(photo, cv::Rect2d(900, 900, 10, 10), spec), cv::Rect(0, 0, 400, 300));
}

}  // namespace
}  // namespace lumen::vision_worker
