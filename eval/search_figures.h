// SPDX-License-Identifier: Apache-2.0
#pragma once
// How well a ranked answer meets judged grades. Pure.

#include <string>
#include <vector>

#include "eval/judged_queries.h"

namespace lumen::eval {

inline constexpr std::size_t ranks_judged = 10;

// Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen, ACM TOIS 2002) in the form with
// exponential gain: sum of (2^grade - 1) / log2(rank + 1), over the same sum of the best possible order. 0..1.
double ndcg_at_10(const std::vector<std::string>& answered_ids, const JudgedQuery& query);

// The mean and the middle 95 % of the means of `resamples` draws with replacement (percentile bootstrap), drawn from a
// fixed seed. All 0 when empty.
struct MeanInterval {
  double mean = 0;
  double low = 0;
  double high = 0;
};
MeanInterval bootstrap_mean(const std::vector<double>& values, int resamples = 2'000);

}  // namespace lumen::eval
