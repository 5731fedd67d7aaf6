// SPDX-License-Identifier: Apache-2.0
#pragma once
// A single figure of merit against its goal, over all cases and over the hardest third of them.

#include <string>
#include <vector>

#include "eval/report.h"

namespace lumen::eval {

enum class Better { higher, lower };

struct Figure {
  std::string name;  // "monotonicity.redness"
  double value = 0;
  double hardest = 0;  // the same over the hardest third
  double goal = 0;
  Better better = Better::higher;
  int cases = 0;
};

inline bool reaches(double value, double goal, Better better) {
  return better == Better::higher ? value >= goal : value <= goal;
}

// What a chapter of the evaluation found.
struct Chapter {
  std::vector<Figure> figures;
  std::vector<Table> tables;  // beside the figures' own
  std::vector<Gallery> galleries;
};

Table table_of(std::string name, std::string title, std::string note, const std::vector<Figure>& figures);

// The indices of the hardest third.
std::vector<std::size_t> hardest_third(const std::vector<double>& hardness);
std::vector<double> pick(const std::vector<double>& values, const std::vector<std::size_t>& indices);

}  // namespace lumen::eval
