// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/colour_profile.h"

#include <lcms2.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <opencv2/imgproc.hpp>

namespace lumen::vision_worker {
namespace {

constexpr int unnoticed = 2;  // of 255

using Profile = std::unique_ptr<void, decltype(&cmsCloseProfile)>;
using Transform = std::unique_ptr<void, decltype(&cmsDeleteTransform)>;

struct Channels {
  cmsColorSpaceSignature space;
  cmsUInt32Number format;
};

Channels channels_of(const cv::Mat& pixels) {
  switch (pixels.channels()) {
    case 1: return {cmsSigGrayData, TYPE_GRAY_8};
    case 4: return {cmsSigCmykData, TYPE_CMYK_8_REV};
    default: return {cmsSigRgbData, TYPE_BGR_8};
  }
}

Transform make_transform(const Picture& picture) {
  Transform none(nullptr, &cmsDeleteTransform);
  if (picture.profile.empty()) return none;
  const Profile source(
      cmsOpenProfileFromMem(picture.profile.data(), static_cast<cmsUInt32Number>(picture.profile.size())),
      &cmsCloseProfile);
  const Channels channels = channels_of(picture.pixels);
  if (source == nullptr || cmsGetColorSpace(source.get()) != channels.space) return none;
  const Profile srgb(cmsCreate_sRGBProfile(), &cmsCloseProfile);
  return Transform(cmsCreateTransform(source.get(), channels.format, srgb.get(), TYPE_BGR_8,
                                      INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION),
                   &cmsDeleteTransform);
}

// Tries the transform on a 6 x 6 x 6 grid of colours.
bool changes_little(cmsHTRANSFORM transform) {
  cv::Mat colours(1, 216, CV_8UC3);
  for (int i = 0; i < colours.cols; ++i) {
    colours.at<cv::Vec3b>(i) =
        cv::Vec3b(static_cast<std::uint8_t>(i % 6 * 51), static_cast<std::uint8_t>(i / 6 % 6 * 51),
                  static_cast<std::uint8_t>(i / 36 * 51));
  }
  cv::Mat changed(colours.size(), CV_8UC3);
  cmsDoTransform(transform, colours.data, changed.data, static_cast<cmsUInt32Number>(colours.cols));
  return cv::norm(colours, changed, cv::NORM_INF) <= unnoticed;
}

cv::Mat apply(cmsHTRANSFORM transform, const cv::Mat& pixels) {
  cv::Mat bgr(pixels.size(), CV_8UC3);
  cmsDoTransformLineStride(transform, pixels.data, bgr.data, static_cast<cmsUInt32Number>(pixels.cols),
                           static_cast<cmsUInt32Number>(pixels.rows), static_cast<cmsUInt32Number>(pixels.step[0]),
                           static_cast<cmsUInt32Number>(bgr.step[0]), 0, 0);
  return bgr;
}

cv::Mat without_profile(const cv::Mat& pixels) {
  cv::Mat bgr;
  if (pixels.channels() == 3) return pixels;
  if (pixels.channels() == 1) {
    cv::cvtColor(pixels, bgr, cv::COLOR_GRAY2BGR);
    return bgr;
  }
  bgr.create(pixels.size(), CV_8UC3);
  for (int y = 0; y < pixels.rows; ++y) {
    const cv::Vec4b* cmyk = pixels.ptr<cv::Vec4b>(y);
    cv::Vec3b* out = bgr.ptr<cv::Vec3b>(y);
    for (int x = 0; x < pixels.cols; ++x) {
      for (int c = 0; c < 3; ++c) out[x][2 - c] = static_cast<std::uint8_t>((cmyk[x][c] * cmyk[x][3] + 127) / 255);
    }
  }
  return bgr;
}

}  // namespace

cv::Mat to_srgb(const Picture& picture) {
  const Transform transform = make_transform(picture);
  if (transform == nullptr) return without_profile(picture.pixels);
  if (picture.pixels.channels() == 3 && changes_little(transform.get())) return picture.pixels;
  return apply(transform.get(), picture.pixels);
}

}  // namespace lumen::vision_worker
