// SPDX-License-Identifier: Apache-2.0
#pragma once
// The evaluation on drawn photos as a whole.

#include "eval/engine_crew.h"
#include "eval/figure.h"
#include "eval/sweeps.h"

namespace lumen::eval {

struct DrawnSize {
  SweepSize sweeps;
  int people = 400;  // of the population
  int gate = 24;     // photos of a kind
  int repeats = 24;  // people
};
inline constexpr DrawnSize full_size{};
inline constexpr DrawnSize small_size{{2, 4}, 24, 4, 2};

struct DrawnEvaluation {
  std::vector<Figure> figures;
  Report report;
};
DrawnEvaluation evaluate_drawn(const EngineCrew& crew, const DrawnSize& size);

}  // namespace lumen::eval
