// SPDX-License-Identifier: Apache-2.0
#include "eval/search_figures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include "eval/statistics.h"

namespace lumen::eval {
namespace {

double gain_at(std::size_t place, int grade) { return (std::exp2(double(grade)) - 1) / std::log2(double(place) + 2); }

double ideal_gain(const JudgedQuery& query) {
  std::vector<int> grades;
  for (const auto& [id, grade] : query.grades) grades.push_back(grade);
  std::sort(grades.begin(), grades.end(), std::greater<>());
  double gain = 0;
  for (std::size_t i = 0; i < std::min(grades.size(), ranks_judged); ++i) gain += gain_at(i, grades[i]);
  return gain;
}

}  // namespace

double ndcg_at_10(const std::vector<std::string>& answered_ids, const JudgedQuery& query) {
  const double ideal = ideal_gain(query);
  if (ideal <= 0) return 0;
  double gain = 0;
  for (std::size_t i = 0; i < std::min(answered_ids.size(), ranks_judged); ++i) {
    const auto judged = query.grades.find(answered_ids[i]);
    if (judged != query.grades.end()) gain += gain_at(i, judged->second);
  }
  return gain / ideal;
}

MeanInterval bootstrap_mean(const std::vector<double>& values, int resamples) {
  if (values.empty()) return {};
  std::mt19937_64 random(20'021'001);
  std::vector<double> means;
  std::vector<double> drawn(values.size());
  for (int i = 0; i < resamples; ++i) {
    for (double& one : drawn) one = values[random() % values.size()];
    means.push_back(mean(drawn));
  }
  return {mean(values), quantile(means, 0.025), quantile(means, 0.975)};
}

}  // namespace lumen::eval
