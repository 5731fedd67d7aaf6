// SPDX-License-Identifier: Apache-2.0
#include "tests/photos/skin_colour.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>

namespace lumen::test {
namespace {

constexpr std::array<std::uint32_t, monk_tones> monk_rgb = {0xf6ede4, 0xf3e7db, 0xf7ead0, 0xeadaba, 0xd7bd96,
                                                            0xa07e56, 0x825c43, 0x604134, 0x3a312a, 0x292420};

std::array<cv::Vec3f, monk_tones> swatches() {
  std::array<cv::Vec3f, monk_tones> lab;
  for (std::size_t i = 0; i < lab.size(); ++i) {
    const std::uint32_t rgb = monk_rgb[i];
    const cv::Vec3f bgr(float(rgb & 0xffU) / 255, float((rgb >> 8U) & 0xffU) / 255, float((rgb >> 16U) & 0xffU) / 255);
    cv::Mat pixel(1, 1, CV_32FC3, cv::Scalar(bgr[0], bgr[1], bgr[2]));
    cv::cvtColor(pixel, pixel, cv::COLOR_BGR2Lab);
    lab[i] = pixel.at<cv::Vec3f>(0, 0);
  }
  return lab;
}

struct Chromaticity {
  double x;
  double y;
};

Chromaticity planckian(double kelvin) {
  const double t = 1000 / kelvin;
  const double x = kelvin < 4000 ? ((-0.2661239 * t - 0.2343589) * t + 0.8776956) * t + 0.179910
                                 : ((-3.0258469 * t + 2.1070379) * t + 0.2226347) * t + 0.240390;
  if (kelvin < 2222) return {x, ((-1.1063814 * x - 1.34811020) * x + 2.18555832) * x - 0.20219683};
  if (kelvin < 4000) return {x, ((-0.9549476 * x - 1.37418593) * x + 2.09137015) * x - 0.16748867};
  return {x, ((3.0817580 * x - 5.87338670) * x + 3.75112997) * x - 0.37001483};
}

Chromaticity daylight(double kelvin) {
  const double t = 1000 / kelvin;
  const double x = kelvin < 7000 ? ((-4.6070 * t + 2.9678) * t + 0.09911) * t + 0.244063
                                 : ((-2.0064 * t + 1.9018) * t + 0.24748) * t + 0.237040;
  return {x, -3.000 * x * x + 2.870 * x - 0.275};
}

Chromaticity light(double kelvin) {
  if (kelvin <= 4000) return planckian(kelvin);
  if (kelvin >= 5000) return daylight(kelvin);
  const Chromaticity lamp = planckian(kelvin);
  const Chromaticity sky = daylight(kelvin);
  const double share = (kelvin - 4000) / 1000;
  return {lamp.x + share * (sky.x - lamp.x), lamp.y + share * (sky.y - lamp.y)};
}

// Unit directions on light skin (tone 1) and dark skin (tone 10): L*, a*, b*.
struct Direction {
  cv::Vec3d light;
  cv::Vec3d dark;
};

Direction direction_of(Pigment pigment) {
  switch (pigment) {
    case Pigment::inflammation: return {{-0.35, 0.90, 0.25}, {-0.50, 0.85, 0.05}};
    case Pigment::fading_mark: return {{-0.45, 0.88, 0.15}, {-0.90, 0.42, 0.05}};
    case Pigment::melanin: return {{-0.92, 0.20, 0.34}, {-0.98, 0.10, -0.17}};
    case Pigment::plug: return {{-0.99, 0.0, 0.10}, {-0.99, -0.05, -0.12}};
    case Pigment::milium: return {{0.95, -0.12, 0.29}, {0.96, -0.05, 0.27}};
    case Pigment::shadow: return {{-0.98, 0.10, -0.15}, {-0.98, 0.0, -0.20}};
    case Pigment::vessels: return {{-0.75, 0.12, -0.65}, {-0.85, 0.05, -0.52}};
    case Pigment::scale: return {{0.85, -0.30, -0.43}, {0.90, -0.15, -0.41}};
  }
  return {};
}

}  // namespace

cv::Vec3f monk_lab(double tone) {
  static const std::array<cv::Vec3f, monk_tones> lab = swatches();
  const double at = std::clamp(tone, 1.0, double(monk_tones)) - 1;
  const auto below = std::min(std::size_t(at), std::size_t(monk_tones - 2));
  const auto share = float(at - double(below));
  return lab[below] * (1 - share) + lab[below + 1] * share;
}

cv::Vec3f change_of(Pigment pigment, double tone, double delta_e) {
  const Direction direction = direction_of(pigment);
  const double dark = (std::clamp(tone, 1.0, double(monk_tones)) - 1) / (monk_tones - 1);
  const cv::Vec3d mixed = direction.light * (1 - dark) + direction.dark * dark;
  return cv::Vec3f(mixed * (delta_e / cv::norm(mixed)));
}

std::array<double, 3> light_gains_rgb(double kelvin) {
  const auto [x, y] = light(kelvin);
  const double big_x = x / y;
  const double big_z = (1 - x - y) / y;
  // XYZ to linear sRGB (IEC 61966-2-1), Y = 1.
  return {std::max(0.02, 3.2406 * big_x - 1.5372 - 0.4986 * big_z),
          std::max(0.02, -0.9689 * big_x + 1.8758 + 0.0415 * big_z),
          std::max(0.02, 0.0557 * big_x - 0.2040 + 1.0570 * big_z)};
}

}  // namespace lumen::test
