// SPDX-License-Identifier: Apache-2.0
#include "skin/smooth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

namespace lumen::skin {
namespace {

constexpr int bins = 4096;
constexpr int row_step = 2;  // neighbouring rows say nearly the same

int shrink_for(double sigma) {
  if (sigma < 3) return 1;
  return sigma < 8 ? 2 : 4;
}

cv::Mat gaussian(const cv::Mat& picture, double sigma) {
  const int radius = std::max(1, int(std::ceil(sigma * 2.7)));
  cv::Mat out;
  cv::GaussianBlur(picture, out, cv::Size(2 * radius + 1, 2 * radius + 1), sigma, sigma, cv::BORDER_REFLECT_101);
  return out;
}

cv::Mat half_of(const cv::Mat& picture) {
  cv::Mat half;
  cv::resize(picture, half, cv::Size((picture.cols + 1) / 2, (picture.rows + 1) / 2), 0, 0, cv::INTER_AREA);
  return half;
}

// The smoothed picture, still at the shrunken size.
cv::Mat smooth_shrunken(Pyramid& picture, double sigma) {
  const int shrink = shrink_for(sigma);
  const cv::Size size = picture.size();
  if (shrink == 1 || size.width < 4 * shrink || size.height < 4 * shrink) {
    return gaussian(picture.shrunken_by(1), sigma);
  }
  // Averaging and interpolating blur by themselves; the variance they add is taken off.
  const double own_variance = (shrink * shrink - 1) / 12.0 + shrink * shrink / 6.0;
  const double wanted = std::sqrt(std::max(0.25, (sigma * sigma - own_variance) / (shrink * shrink)));
  return gaussian(picture.shrunken_by(shrink), wanted);
}

cv::Mat grow(const cv::Mat& small, cv::Size size) {
  if (small.size() == size) return small;
  cv::Mat out;
  cv::resize(small, out, size, 0, 0, cv::INTER_LINEAR);
  return out;
}

using Counts = std::array<int, bins>;

Counts histogram(const cv::Mat& picture, const cv::Mat& mask, double low, double high) {
  Counts counts{};
  const auto scale = float(bins / (high - low));
  const auto offset = float(low);
  for (int y = 0; y < picture.rows; y += row_step) {
    const auto* value = picture.ptr<float>(y);
    const auto* in = mask.ptr<std::uint8_t>(y);
    for (int x = 0; x < picture.cols; ++x) {
      if (in[x] == 0) continue;
      const int bin = int((value[x] - offset) * scale);
      ++counts[std::size_t(std::clamp(bin, 0, bins - 1))];
    }
  }
  return counts;
}

// Where in bins, with fractions, `wanted` values lie below.
double place_of(const Counts& counts, double wanted) {
  double below = 0;
  for (int bin = 0; bin < bins; ++bin) {
    const int here = counts[std::size_t(bin)];
    if (here > 0 && below + here >= wanted) return bin + (wanted - below) / here;
    below += here;
  }
  return bins;
}

// How many bins to both sides of `middle` hold `wanted` values: the median distance, when that is half of them.
double half_width(const Counts& counts, double middle, double wanted) {
  const auto centre = int(middle);
  const auto at = [&](int bin) { return bin >= 0 && bin < bins ? counts[std::size_t(bin)] : 0; };
  double inside = at(centre);
  if (inside >= wanted) return 0.5 * wanted / inside;
  for (int distance = 1; distance < bins; ++distance) {
    const double more = at(centre - distance) + at(centre + distance);
    if (more > 0 && inside + more >= wanted) return distance - 0.5 + (wanted - inside) / more;
    inside += more;
  }
  return bins;
}

}  // namespace

const cv::Mat& Pyramid::shrunken_by(int divisor) {
  if (divisor == 1) return levels_[0];
  if (levels_[1].empty()) levels_[1] = half_of(levels_[0]);
  if (divisor == 2) return levels_[1];
  if (levels_[2].empty()) levels_[2] = half_of(levels_[1]);
  return levels_[2];
}

cv::Mat smooth(const cv::Mat& picture, double sigma) {
  Pyramid pyramid(picture);
  return grow(smooth_shrunken(pyramid, sigma), picture.size());
}

MaskedSmoother::MaskedSmoother(const cv::Mat& mask) : weights_({}) {
  mask.convertTo(weight_, CV_32F, 1.0 / 255);
  weights_ = Pyramid(weight_);
}

const cv::Mat& MaskedSmoother::smoothed_weight(double sigma) {
  cv::Mat& known = smoothed_[sigma];
  if (known.empty()) known = cv::max(smooth_shrunken(weights_, sigma), 1e-3F);
  return known;
}

const cv::Mat& MaskedSmoother::smooth(MaskedPicture& picture, double sigma) {
  cv::Mat& known = picture.smoothed_[sigma];
  if (!known.empty()) return known;
  cv::Mat ratio;
  cv::divide(smooth_shrunken(picture.weighted_, sigma), smoothed_weight(sigma), ratio);
  known = grow(ratio, weight_.size());
  return known;
}

double percentile(const cv::Mat& picture, const cv::Mat& mask, double fraction, double low, double high) {
  const Counts counts = histogram(picture, mask, low, high);
  const int total = std::accumulate(counts.begin(), counts.end(), 0);
  return total == 0 ? 0 : low + place_of(counts, fraction * total) * (high - low) / bins;
}

double robust_deviation(const cv::Mat& picture, const cv::Mat& mask, double low, double high) {
  const Counts counts = histogram(picture, mask, low, high);
  const int total = std::accumulate(counts.begin(), counts.end(), 0);
  if (total == 0) return 0;
  const double middle = place_of(counts, 0.5 * total);
  return 1.4826 * half_width(counts, middle, 0.5 * total) * (high - low) / bins;
}

double fraction_of(const cv::Mat& part, const cv::Mat& mask) {
  const int whole = cv::countNonZero(mask);
  return whole == 0 ? 0 : cv::countNonZero(part & mask) / double(whole);
}

}  // namespace lumen::skin
