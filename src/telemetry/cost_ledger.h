// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the stages of one analysis cost, from what they used and a table of prices. Pure.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace lumen::telemetry {

struct PriceTable {
  double cpu_usd_per_hour = 0;  // what one busy core costs; a setting
};

struct StageUse {
  std::string stage;  // "classify", "explain", "recommend", …
  double cpu_s = 0;
};

struct StageCost {
  std::string stage;
  double usd = 0;
};

// One entry per entry of `uses`, in its order. usd = cpu_s / 3600 × cpu_usd_per_hour; a use or a price that is
// negative or no number counts as zero.
inline std::vector<StageCost> cost_of(const std::vector<StageUse>& uses, const PriceTable& prices) {
  const auto amount = [](double value) { return std::isfinite(value) ? std::max(0.0, value) : 0.0; };
  std::vector<StageCost> costs;
  costs.reserve(uses.size());
  for (const StageUse& use : uses) {
    costs.push_back({use.stage, amount(use.cpu_s) / 3'600 * amount(prices.cpu_usd_per_hour)});
  }
  return costs;
}

inline double total_usd(const std::vector<StageCost>& costs) {
  double total = 0;
  for (const StageCost& cost : costs) total += cost.usd;
  return total;
}

}  // namespace lumen::telemetry
