// SPDX-License-Identifier: Apache-2.0
#include "skin/skin_profile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lumen::skin {
namespace {

// The Monk Skin Tone scale (E. Monk, Google, 2022, CC BY 4.0), sRGB.
constexpr std::array<std::array<std::uint8_t, 3>, 10> monk_swatches = {{{0xf6, 0xed, 0xe4},
                                                                        {0xf3, 0xe7, 0xdb},
                                                                        {0xf7, 0xea, 0xd0},
                                                                        {0xea, 0xda, 0xba},
                                                                        {0xd7, 0xbd, 0x96},
                                                                        {0xa0, 0x7e, 0x56},
                                                                        {0x82, 0x5c, 0x43},
                                                                        {0x60, 0x41, 0x34},
                                                                        {0x3a, 0x31, 0x2a},
                                                                        {0x29, 0x24, 0x20}}};

constexpr double degrees_of_doubt = 8;  // within which the nearest swatches compete

double ita_of(double lightness, double b) { return std::atan2(lightness - 50, std::max(0.5, b)) * 180 / CV_PI; }

std::array<double, 10> monk_angles() {
  cv::Mat swatches(1, 10, CV_32FC3);
  for (int i = 0; i < 10; ++i) {
    const auto& rgb = monk_swatches[std::size_t(i)];
    swatches.at<cv::Vec3f>(i) = cv::Vec3f(float(rgb[2]), float(rgb[1]), float(rgb[0])) / 255.0F;
  }
  cv::cvtColor(swatches, swatches, cv::COLOR_BGR2Lab);
  std::array<double, 10> angles{};
  for (int i = 0; i < 10; ++i) {
    const auto& lab = swatches.at<cv::Vec3f>(i);
    angles[std::size_t(i)] = ita_of(lab[0], lab[2]);
  }
  return angles;
}

void find_tone(const Reference& skin, double gain_away, SkinProfile& profile) {
  static const std::array<double, 10> swatches = monk_angles();
  profile.tone_measured = true;
  profile.ita_degrees = ita_of(skin.lightness, skin.b);
  profile.hue_degrees = std::atan2(skin.b, skin.a) * 180 / CV_PI;
  std::array<double, 10> nearness{};
  double sum = 0;
  for (std::size_t i = 0; i < swatches.size(); ++i) {
    nearness[i] = std::exp(-std::abs(profile.ita_degrees - swatches[i]) / degrees_of_doubt);
    sum += nearness[i];
  }
  const auto best = std::max_element(nearness.begin(), nearness.end());
  profile.monk_tone = int(best - nearness.begin()) + 1;
  const double neutral = 1 - 0.5 * std::clamp(gain_away / 0.25, 0.0, 1.0);
  profile.monk_confidence = sum > 0 ? neutral * *best / sum : 0;
}

const ConcernResult& result_of(const std::vector<ConcernResult>& all, Concern concern) {
  return all.at(static_cast<std::size_t>(concern));
}

double mean_score(const ConcernResult& result, std::initializer_list<std::string_view> regions) {
  double sum = 0;
  int seen = 0;
  for (const ConcernInRegion& one : result.regions) {
    if (std::find(regions.begin(), regions.end(), one.region) == regions.end()) continue;
    sum += one.score;
    ++seen;
  }
  return seen == 0 ? result.score : sum / seen;
}

// Distances from the limits turn into confidence: 15 points away is sure.
double sure(double distance) { return std::clamp(0.5 + distance / 30, 0.0, 1.0); }

void find_type(const std::vector<ConcernResult>& concerns, Mode mode, SkinProfile& profile) {
  constexpr double oily_from = 25;
  constexpr double dry_from = 40;
  const ConcernResult& shine = result_of(concerns, Concern::shine);
  const ConcernResult& dryness = result_of(concerns, Concern::dryness);
  if (!shine.measured || !dryness.measured) return;
  const double t_zone = mean_score(shine, {"forehead", "nose", "chin"});
  const double cheeks = mean_score(shine, {"left_cheek", "right_cheek"});
  double margin = 0;
  if (mode == Mode::face && t_zone >= oily_from && cheeks < oily_from) {
    profile.type = SkinType::combination;
    margin = std::min(t_zone - oily_from, oily_from - cheeks);
  } else if (t_zone >= oily_from) {
    profile.type = SkinType::oily;
    margin = std::min(t_zone, cheeks) - oily_from;
  } else if (dryness.score >= dry_from) {
    profile.type = SkinType::dry;
    margin = dryness.score - dry_from;
  } else {
    profile.type = SkinType::normal;
    margin = std::min(oily_from - t_zone, dry_from - dryness.score);
  }
  profile.type_confidence = sure(margin) * std::min(shine.confidence, dryness.confidence);
}

}  // namespace

SkinProfile profile_skin(const SkinView& view, const Measures& measures, const std::vector<ConcernResult>& concerns,
                         const PhotoQuality& quality) {
  SkinProfile profile;
  if (measures.scope.colour == Colour::present) find_tone(view.reference, quality.gain_away, profile);
  find_type(concerns, measures.scope.mode, profile);
  return profile;
}

}  // namespace lumen::skin
