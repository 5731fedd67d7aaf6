// SPDX-License-Identifier: Apache-2.0
#pragma once
// Gaussian smoothing and statistics that respect a mask. Pictures are CV_32F, masks CV_8U 0/255.

#include <array>
#include <map>
#include <opencv2/core.hpp>
#include <utility>

namespace lumen::skin {

// Gaussian of `sigma` px. Wide ones are computed on a shrunken copy: the result differs from the exact one by under
// 1 % of the picture's range.
cv::Mat smooth(const cv::Mat& picture, double sigma);

// A picture and its copies of half and a quarter of its size, made when they are first asked for.
class Pyramid {
 public:
  explicit Pyramid(cv::Mat full) : levels_{std::move(full)} {}
  cv::Size size() const { return levels_[0].size(); }
  const cv::Mat& shrunken_by(int divisor);  // 1, 2 or 4

 private:
  std::array<cv::Mat, 3> levels_;
};

// One picture smoothed within a mask: pixels outside do not bleed in. Meaningless further than 3 sigma from the mask.
// Each sigma is computed once, so it belongs to one thread.
class MaskedPicture {
 public:
  // `weight` is the mask as CV_32F 0/1.
  MaskedPicture(const cv::Mat& picture, const cv::Mat& weight) : weighted_(picture.mul(weight)) {}

 private:
  friend class MaskedSmoother;
  Pyramid weighted_;
  std::map<double, cv::Mat> smoothed_;
};

class MaskedSmoother {
 public:
  explicit MaskedSmoother(const cv::Mat& mask);
  MaskedPicture prepare(const cv::Mat& picture) const { return {picture, weight_}; }
  const cv::Mat& smooth(MaskedPicture& picture, double sigma);

 private:
  const cv::Mat& smoothed_weight(double sigma);

  cv::Mat weight_;
  Pyramid weights_;
  std::map<double, cv::Mat> smoothed_;
};

// The value below which `fraction` of the masked pixels lie, to 1/4096 of [low, high]; values beyond are clamped. Every
// second row is looked at.
double percentile(const cv::Mat& picture, const cv::Mat& mask, double fraction, double low, double high);

// 1.4826 x median absolute deviation from the median: the standard deviation of the bulk, blind to outliers.
double robust_deviation(const cv::Mat& picture, const cv::Mat& mask, double low, double high);

// masked pixels / mask pixels of a CV_8U picture; 0 for an empty mask.
double fraction_of(const cv::Mat& part, const cv::Mat& mask);

}  // namespace lumen::skin
