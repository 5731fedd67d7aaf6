// SPDX-License-Identifier: Apache-2.0
#include "eval/figure.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lumen::eval {
namespace {

Cell against_goal(double value, const Figure& figure) {
  return {value, 3, reaches(value, figure.goal, figure.better) ? Mark::met : Mark::missed};
}

}  // namespace

Table table_of(std::string name, std::string title, std::string note, const std::vector<Figure>& figures) {
  Table table{
      std::move(name), std::move(title), std::move(note), {"figure", "all", "hardest third", "goal", "cases"}, {}};
  for (const Figure& figure : figures) {
    const std::string sign = figure.better == Better::higher ? "≥ " : "≤ ";
    table.rows.push_back({figure.name, against_goal(figure.value, figure), against_goal(figure.hardest, figure),
                          sign + Cell(figure.goal, 2).text, figure.cases});
  }
  return table;
}

std::vector<std::size_t> hardest_third(const std::vector<double>& hardness) {
  std::vector<std::size_t> order(hardness.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return hardness[a] > hardness[b]; });
  order.resize((order.size() + 2) / 3);
  return order;
}

std::vector<double> pick(const std::vector<double>& values, const std::vector<std::size_t>& indices) {
  std::vector<double> picked;
  for (const std::size_t index : indices) picked.push_back(values[index]);
  return picked;
}

}  // namespace lumen::eval
