// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the small evaluation must reach, so that the engine only gets better. A limit may be tightened and never
// loosened; where a goal of docs/EVALUATION.md is not reached yet, the limit is what is reached today, and `at_goal`
// says so.

#include <span>
#include <string_view>

namespace lumen::eval {

struct Limit {
  std::string_view figure;  // as in Figure::name
  double value;             // at least this, or at most, as the figure's own goal goes
  bool at_goal;             // false: the goal is further away than this
};

std::span<const Limit> limits_of_small();
std::span<const Limit> limits_of_search();

}  // namespace lumen::eval
