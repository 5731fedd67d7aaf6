// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a remote model's tokens cost. Pure.

#include <cstdint>

#include "agent/agent_model.h"

namespace lumen::agent {

struct TokenPrices {
  double input_usd_per_million = 0;
  double output_usd_per_million = 0;
};

inline TokenUsage usage_at(const TokenPrices& prices, std::int64_t input, std::int64_t output) {
  const double usd = static_cast<double>(input) * prices.input_usd_per_million +
                     static_cast<double>(output) * prices.output_usd_per_million;
  return {input, output, usd / 1e6};
}

}  // namespace lumen::agent
