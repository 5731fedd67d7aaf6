// SPDX-License-Identifier: Apache-2.0
#pragma once
// A result as a person reads it on a terminal. Pure.

#include <map>
#include <string>
#include <vector>

#include "domain/analysis.h"
#include "domain/prediction.h"
#include "domain/product.h"

namespace lumen::doors {

struct CliResult {
  std::string photo;  // as named on the command line
  Prediction prediction;
  Explanation explanation;
  std::vector<Product> products;
  std::map<std::string, double> stage_ms;  // in the order of their names
};

enum class Colour : std::uint8_t { off, on };

// Lines are broken at `width` columns (at least 40).
std::string format_result(const CliResult& result, std::size_t width, Colour colour);

// Breaks `text` into lines of at most `width` columns, each after `indent`; the first line starts with `first`.
std::string wrap(std::string_view text, std::size_t width, std::string_view first, std::string_view indent);

}  // namespace lumen::doors
