// SPDX-License-Identifier: Apache-2.0
// Any bytes, decoded: an upright picture within the limits, or one of the three refusals. In production this runs in
// a sandbox; here it runs without one.

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tests/fuzz/fuzz.h"
#include "tests/photos/encode.h"
#include "vision_worker/decode_photo.h"

using lumen::fuzz::require;
using namespace lumen::test;

namespace {

cv::Mat small_picture() {
  cv::Mat corners(2, 2, CV_8UC3);
  corners.at<cv::Vec3b>(0, 0) = {90, 110, 200};
  corners.at<cv::Vec3b>(0, 1) = {90, 170, 90};
  corners.at<cv::Vec3b>(1, 0) = {180, 120, 70};
  corners.at<cv::Vec3b>(1, 1) = {150, 190, 220};
  cv::Mat picture;
  cv::resize(corners, picture, {24, 16}, 0, 0, cv::INTER_LINEAR);
  return picture;
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  const cv::Mat bgr = small_picture();
  cv::Mat bgra;
  cv::cvtColor(bgr, bgra, cv::COLOR_BGR2BGRA);
  cv::Mat deep;
  bgr.convertTo(deep, CV_16U, 257);
  const auto jpeg = [&](JpegColour colour, JpegScans scans, const Bytes& profile = {}) {
    return encode_jpeg(bgr, {colour, scans, 80, 0, profile});
  };
  return {jpeg(JpegColour::ycbcr, JpegScans::baseline),
          jpeg(JpegColour::ycbcr, JpegScans::progressive, display_p3_profile()),
          jpeg(JpegColour::gray, JpegScans::progressive),
          jpeg(JpegColour::ycck_adobe, JpegScans::baseline),
          encode_png(bgra, {6, adobe_rgb_profile()}),
          encode_png(deep),
          encode_interlaced_png(bgr),
          encode_animated_png(bgr, bgr),
          encode_webp(bgra),
          encode_webp(bgr, {WebpLoss::lossless, 50, 0, display_p3_profile()}),
          encode_animated_webp(bgr(cv::Rect(0, 0, 12, 8)).clone(), {2, 4}, bgr),
          encode_heic(bgra)};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lumen::vision_worker;
  constexpr DecodeLimits limits{100'000, 2'000};
  const auto orientation = static_cast<std::uint32_t>(size % 10);
  const auto photo = decode_photo({data, size}, orientation, limits);
  if (photo) {
    require(photo->bgr.type() == CV_8UC3 && !photo->bgr.empty(), "a photo has pixels of three channels");
    require(std::max(photo->bgr.cols, photo->bgr.rows) <= long_side_px_max, "a photo's long side has a limit");
  } else {
    const std::string& code = photo.error().code;
    require(code == "damaged_photo" || code == "unsupported_type" || code == "too_many_pixels", "a refusal is known");
  }
  return 0;
}
