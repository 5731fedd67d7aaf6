// SPDX-License-Identifier: Apache-2.0
#pragma once
// Product queries as people write them, each with what an answer must keep to and how well products answer it
// (docs/EVALUATION.md says how they were judged).

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace lumen::eval {

// What the words of a query rule out. Empty and false ask for nothing.
struct Constraints {
  std::vector<std::string> exclude_ingredients;  // as people say them: "parabens", "retinol", "coconut oil"
  bool fragrance_free = false;
  bool vegan = false;
  bool pregnancy_safe = false;
  std::optional<double> price_usd_max;
  std::string category;
  std::string brand;
  std::string skin_type;  // "oily", "dry", "sensitive", "combination", "normal"
};

struct JudgedQuery {
  std::string query;
  Constraints constraints;
  std::unordered_map<std::string, int> grades;  // product id → 1..3; all others 0
};

// Reads a JSON array of {"query", "constraints", "grades"}. `invalid` "bad_queries" with the row's number for an
// unknown constraint, a grade out of range, or a row without query or grades; `not_found` when there is no file.
Result<std::vector<JudgedQuery>> read_judged_queries(const std::filesystem::path& file);
Result<std::vector<JudgedQuery>> parse_judged_queries(std::string_view text);

}  // namespace lumen::eval
