// SPDX-License-Identifier: Apache-2.0
#pragma once
// The figures that both forms of the evaluation report. Pure functions; an empty or constant input gives what each
// comment says and never a NaN.

#include <vector>

namespace lumen::eval {

double mean(const std::vector<double>& values);                // 0 when empty
double standard_deviation(const std::vector<double>& values);  // of a sample (n - 1); 0 for fewer than two
double quantile(std::vector<double> values, double share);     // linear between order statistics; 0 when empty

// Ranks from 1; equal values share the mean of their ranks.
std::vector<double> mid_ranks(const std::vector<double>& values);

// Correlation of two series of one length; 0 when either is constant or shorter than two.
double pearson(const std::vector<double>& x, const std::vector<double>& y);
double spearman(const std::vector<double>& x, const std::vector<double>& y);

// How often a positive scores higher than a negative, ties counting half, with a 95 % interval.
// The variance is DeLong's, from how each score is placed among those of the other side (see J. Kampf et al., "A new
// confidence interval based on the theory of U-statistics", 2025, https://doi.org/10.15559/25-VMSTA285, introduction);
// the interval is taken on the logit scale so that it stays within 0..1, and the variance is never less than that of
// one half misplaced pair, which keeps a perfect order of few photos from looking certain.
struct Auroc {
  int positives = 0;
  int negatives = 0;
  double value = 0.5;  // 0.5 and the interval 0..1 when either side is empty
  double low = 0;
  double high = 1;
};
Auroc auroc(const std::vector<double>& positives, const std::vector<double>& negatives);

// Expected calibration error: over `bins` equal parts of 0..1, |mean probability - share that came true|, weighted by
// how many fell into the part. 0 when empty.
struct Forecast {
  double probability = 0;
  bool came_true = false;
};
double calibration_error(const std::vector<Forecast>& forecasts, int bins = 10);

// Overlap / union of two sets given by sizes; 1 when both are empty.
double jaccard(double overlap, double size_a, double size_b);

}  // namespace lumen::eval
