// SPDX-License-Identifier: Apache-2.0
#include "tests/photos/camera.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "tests/photos/skin_colour.h"

namespace lumen::test {
namespace {

constexpr double raw_pixels_in_one = 20;
constexpr int levels = 4096;  // of linear light in the table to sRGB

// sRGB's curve (IEC 61966-2-1), linear light in steps of 1 / 4096.
std::vector<std::uint8_t> srgb_table() {
  std::vector<std::uint8_t> table(levels + 1);
  for (int i = 0; i <= levels; ++i) {
    const double linear = double(i) / levels;
    const double encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    table[std::size_t(i)] = std::uint8_t(std::lround(255 * encoded));
  }
  return table;
}

// A unit normal deviate for any place of a picture, from a table: drawing one anew for each pixel costs more than all
// the rest.
class Grain {
 public:
  explicit Grain(cv::RNG& rng) : values_(1, size, CV_32F), at_(std::uint32_t(rng.next())) {
    rng.fill(values_, cv::RNG::NORMAL, 0, 1);
  }
  float next() {
    at_ = at_ * 1'664'525U + 1'013'904'223U;
    return values_.at<float>(0, int(at_ >> 16U));
  }

 private:
  static constexpr int size = 1 << 16;
  cv::Mat values_;
  std::uint32_t at_;
};

cv::Vec3f gains_bgr(const Camera& camera) {
  const auto lamp = light_gains_rgb(camera.illuminant_k);
  std::array<double, 3> left{};
  for (std::size_t i = 0; i < 3; ++i) left[i] = std::pow(lamp[i], 1 - camera.white_balance);
  left[1] *= 1 + camera.tint;
  const double luminance = 0.2126 * left[0] + 0.7152 * left[1] + 0.0722 * left[2];
  const double scale = camera.exposure / luminance;
  return {float(left[2] * scale), float(left[1] * scale), float(left[0] * scale)};
}

void light_scene(cv::Mat& linear, const Scene& scene, const cv::Vec3f& gains) {
  for (int y = 0; y < linear.rows; ++y) {
    auto* pixel = linear.ptr<cv::Vec3f>(y);
    const auto* light = scene.light.ptr<float>(y);
    const auto* specular = scene.specular.ptr<float>(y);
    for (int x = 0; x < linear.cols; ++x) {
      for (int c = 0; c < 3; ++c) pixel[x][c] = (pixel[x][c] * light[x] + specular[x]) * gains[c];
    }
  }
}

}  // namespace

void set_noise_of_raw(Camera& camera, double raw_shot_noise) {
  camera.shot_noise = raw_shot_noise / raw_pixels_in_one;
  camera.read_noise = std::exp(2.18 * std::log(raw_shot_noise) + 1.20) / raw_pixels_in_one;
}

cv::Mat photograph(Scene scene, const Camera& camera, cv::RNG& rng) {
  static const std::vector<std::uint8_t> to_srgb = srgb_table();
  cv::Mat linear;
  cv::cvtColor(scene.lab, linear, cv::COLOR_Lab2LBGR);
  light_scene(linear, scene, gains_bgr(camera));
  if (camera.blur_px > 0.2) cv::GaussianBlur(linear, linear, cv::Size(), camera.blur_px);
  Grain grain(rng);
  const auto shot = float(camera.shot_noise);
  const auto read = float(camera.read_noise);
  cv::Mat picture(linear.size(), CV_8UC3);
  for (int y = 0; y < linear.rows; ++y) {
    const auto* in = linear.ptr<float>(y);
    auto* out = picture.ptr<std::uint8_t>(y);
    for (int i = 0; i < 3 * linear.cols; ++i) {
      const float signal = std::clamp(in[i], 0.0F, 4.0F);
      const float noisy = signal + std::sqrt(signal * shot + read) * grain.next();
      out[i] = to_srgb[std::size_t(std::clamp(noisy, 0.0F, 1.0F) * levels + 0.5F)];
    }
  }
  return picture;
}

}  // namespace lumen::test
