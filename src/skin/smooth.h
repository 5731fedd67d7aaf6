// SPDX-License-Identifier: Apache-2.0
#pragma once
// Gaussian smoothing and statistics that respect a mask. Pictures are CV_32F, masks CV_8U 0/255.

#include <map>
#include <opencv2/core.hpp>

namespace lumen::skin {

// Gaussian of `sigma` px. Wide ones are computed on a shrunken copy: the result differs from the exact one by under
// 1 % of the picture's range.
cv::Mat smooth(const cv::Mat& picture, double sigma);

// The same within a mask: pixels outside do not bleed in. Meaningless further than 3 sigma from the mask. Remembers
// the smoothed mask of each sigma, so it belongs to one thread.
class MaskedSmoother {
 public:
  explicit MaskedSmoother(const cv::Mat& mask);
  cv::Mat operator()(const cv::Mat& picture, double sigma) const;

 private:
  const cv::Mat& smoothed_weight(double sigma) const;

  cv::Mat weight_;  // CV_32F 0/1
  mutable std::map<double, cv::Mat> smoothed_;
};

// The value below which `fraction` of the masked pixels lie, to 1/4096 of [low, high]; values beyond are clamped. Every
// second row is looked at.
double percentile(const cv::Mat& picture, const cv::Mat& mask, double fraction, double low, double high);

// 1.4826 x median absolute deviation from the median: the standard deviation of the bulk, blind to outliers.
double robust_deviation(const cv::Mat& picture, const cv::Mat& mask, double low, double high);

// masked pixels / mask pixels of a CV_8U picture; 0 for an empty mask.
double fraction_of(const cv::Mat& part, const cv::Mat& mask);

}  // namespace lumen::skin
