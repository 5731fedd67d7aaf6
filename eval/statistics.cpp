// SPDX-License-Identifier: Apache-2.0
#include "eval/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lumen::eval {
namespace {

double variance(const std::vector<double>& values) {
  const double deviation = standard_deviation(values);
  return deviation * deviation;
}

// For each of `scores`, the share of `others` that it beats, given its ranks in the union and among its own.
std::vector<double> placements(const std::vector<double>& in_union, const std::vector<double>& scores, double others) {
  const std::vector<double> own = mid_ranks(scores);
  std::vector<double> shares(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) shares[i] = (in_union[i] - own[i]) / others;
  return shares;
}

}  // namespace

double mean(const std::vector<double>& values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

double standard_deviation(const std::vector<double>& values) {
  if (values.size() < 2) return 0;
  const double middle = mean(values);
  double sum = 0;
  for (const double value : values) sum += (value - middle) * (value - middle);
  return std::sqrt(sum / double(values.size() - 1));
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const double at = share * double(values.size() - 1);
  const auto below = std::size_t(at);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - double(below)) * (values[above] - values[below]);
}

std::vector<double> mid_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = double(begin + end + 1) / 2;
    begin = end;
  }
  return ranks;
}

double pearson(const std::vector<double>& x, const std::vector<double>& y) {
  const std::size_t n = std::min(x.size(), y.size());
  if (n < 2) return 0;
  const double mean_x = mean(x);
  const double mean_y = mean(y);
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < n; ++i) {
    xy += (x[i] - mean_x) * (y[i] - mean_y);
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    yy += (y[i] - mean_y) * (y[i] - mean_y);
  }
  return xx <= 0 || yy <= 0 ? 0 : xy / std::sqrt(xx * yy);
}

double spearman(const std::vector<double>& x, const std::vector<double>& y) {
  return pearson(mid_ranks(x), mid_ranks(y));
}

Auroc auroc(const std::vector<double>& positives, const std::vector<double>& negatives) {
  Auroc result{int(positives.size()), int(negatives.size())};
  if (positives.empty() || negatives.empty()) return result;
  std::vector<double> all = positives;
  all.insert(all.end(), negatives.begin(), negatives.end());
  const std::vector<double> ranks = mid_ranks(all);
  const auto middle = ranks.begin() + std::ptrdiff_t(positives.size());
  const auto m = double(positives.size());
  const auto n = double(negatives.size());
  const std::vector<double> beats = placements({ranks.begin(), middle}, positives, n);
  const std::vector<double> beaten = placements({middle, ranks.end()}, negatives, m);
  result.value = mean(beats);
  const double least = 1 / (2 * m * n);
  const double spread =
      std::max(std::sqrt(variance(beats) / m + variance(beaten) / n), std::sqrt(least / std::min(m, n)));
  const double clipped = std::clamp(result.value, least, 1 - least);
  const double logit = std::log(clipped / (1 - clipped));
  const double half = 1.96 * spread / std::max(clipped * (1 - clipped), 0.25 * std::sqrt(least));
  result.low = std::min(result.value, 1 / (1 + std::exp(half - logit)));
  result.high = std::max(result.value, 1 / (1 + std::exp(-half - logit)));
  return result;
}

double calibration_error(const std::vector<Forecast>& forecasts, int bins) {
  if (forecasts.empty()) return 0;
  double error = 0;
  for (int bin = 0; bin < bins; ++bin) {
    double probability = 0;
    double came_true = 0;
    for (const Forecast& forecast : forecasts) {
      if (std::clamp(int(forecast.probability * bins), 0, bins - 1) != bin) continue;
      probability += forecast.probability;
      came_true += forecast.came_true ? 1 : 0;
    }
    error += std::abs(probability - came_true);
  }
  return error / double(forecasts.size());
}

double jaccard(double overlap, double size_a, double size_b) {
  const double together = size_a + size_b - overlap;
  return together <= 0 ? 1 : overlap / together;
}

}  // namespace lumen::eval
