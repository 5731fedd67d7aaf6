// SPDX-License-Identifier: Apache-2.0
#include "skin/skin_like.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lumen::skin {
namespace {

// Human skin under everyday light, dark to light, keeps a hue between red and yellow and a moderate chroma, whatever
// its lightness. Limits chosen on portraits of light to dark skin and on scenery.
constexpr float hue_tangent_min = 0.035F;  // b*/a* at 2 degrees
constexpr float hue_tangent_max = 4.70F;   // at 78 degrees
constexpr float a_min = 2;
constexpr float chroma_min = 6;
constexpr float chroma_max = 60;
constexpr float lightness_min = 10;

bool could_be_skin(const cv::Vec3f& lab) {
  const float a = lab[1];
  const float b = lab[2];
  const float chroma_squared = a * a + b * b;
  return lab[0] > lightness_min && a > a_min && b > hue_tangent_min * a && b < hue_tangent_max * a &&
         chroma_squared > chroma_min * chroma_min && chroma_squared < chroma_max * chroma_max;
}

// What skin may look like before the light is corrected, when form has already said that it is a face: no green, no
// blue, nothing gaudy.
bool could_be_pale_or_dark_skin(const cv::Vec3f& lab) {
  constexpr float shadow = 4;
  constexpr float off_axis = 5;
  return lab[0] > shadow && lab[1] > -off_axis && lab[2] > -off_axis &&
         lab[1] * lab[1] + lab[2] * lab[2] < chroma_max * chroma_max;
}

double share_of(const cv::Mat& mask, double scale, const cv::Rect2d& area) {
  const cv::Rect2d scaled(area.x * scale, area.y * scale, area.width * scale, area.height * scale);
  const cv::Rect inside = cv::Rect(scaled) & cv::Rect(0, 0, mask.cols, mask.rows);
  if (inside.empty()) return 0;
  return cv::countNonZero(mask(inside)) / double(inside.area());
}

int largest_label(const cv::Mat& stats) {
  int best = 0;
  for (int i = 1; i < stats.rows; ++i) {
    if (best == 0 || stats.at<int>(i, cv::CC_STAT_AREA) > stats.at<int>(best, cv::CC_STAT_AREA)) best = i;
  }
  return best;
}

void describe_patch(const cv::Mat& lab, SkinLike& skin) {
  cv::Mat opened;
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  cv::morphologyEx(skin.mask, opened, cv::MORPH_OPEN, cv::Mat::ones(3, 3, CV_8U));
  cv::connectedComponentsWithStats(opened, labels, stats, centres, 4);
  const int best = largest_label(stats);
  if (best == 0) return;
  skin.patch_fraction = stats.at<int>(best, cv::CC_STAT_AREA) / double(labels.total());
  const double to_photo = 1.0 / skin.scale;
  skin.patch = cv::Rect(
      int(stats.at<int>(best, cv::CC_STAT_LEFT) * to_photo), int(stats.at<int>(best, cv::CC_STAT_TOP) * to_photo),
      int(stats.at<int>(best, cv::CC_STAT_WIDTH) * to_photo), int(stats.at<int>(best, cv::CC_STAT_HEIGHT) * to_photo));
  cv::Mat lightness;
  cv::Mat blurred;
  cv::extractChannel(lab, lightness, 0);
  cv::GaussianBlur(lightness, blurred, cv::Size(9, 9), 1.5);
  skin.patch_texture = cv::mean(cv::abs(lightness - blurred), labels == best)[0];
}

}  // namespace

SkinLike find_skin_like(const Thumbnail& thumbnail) {
  SkinLike skin;
  skin.scale = thumbnail.scale;
  cv::Mat lab;
  thumbnail.bgr.convertTo(lab, CV_32F, 1.0 / 255);
  cv::cvtColor(lab, lab, cv::COLOR_BGR2Lab);
  skin.mask = cv::Mat::zeros(lab.size(), CV_8U);
  skin.pale_or_dark = cv::Mat::zeros(lab.size(), CV_8U);
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      const cv::Vec3f& pixel = lab.at<cv::Vec3f>(y, x);
      if (could_be_skin(pixel)) skin.mask.at<std::uint8_t>(y, x) = 255;
      if (could_be_pale_or_dark_skin(pixel)) skin.pale_or_dark.at<std::uint8_t>(y, x) = 255;
    }
  }
  skin.fraction = cv::countNonZero(skin.mask) / double(skin.mask.total());
  describe_patch(lab, skin);
  return skin;
}

double skin_share(const SkinLike& skin, const cv::Rect2d& area) { return share_of(skin.mask, skin.scale, area); }

double pale_or_dark_share(const SkinLike& skin, const cv::Rect2d& area) {
  return share_of(skin.pale_or_dark, skin.scale, area);
}

bool is_close_up(const SkinLike& skin) {
  const bool fills_the_photo = skin.patch_fraction >= 0.40 && skin.patch_texture <= 4.5;
  const bool smooth_patch = skin.patch_fraction >= 0.25 && skin.patch_texture <= 2.6;
  return fills_the_photo || smooth_patch;
}

}  // namespace lumen::skin
