// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads an ingredient list as shops write it: names separated by commas or semicolons, a Python list literal
// (['water', 'glycerin'], or one string with commas in it), or names separated by '|'. Commas inside parentheses
// ("Water (Aqua, Eau)") and between digits ("1,2-Hexanediol") do not separate. Headings ("Active
// Ingredients:"), footnotes ("*Certified Organic"), codes ("<ILN12345>") and sentences are left out. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace lumen::catalog {

inline constexpr std::size_t ingredients_max = 300;
inline constexpr std::size_t ingredient_bytes_max = 160;

struct IngredientList {
  std::vector<std::string> names;  // each once, in order
  std::string doubt;               // for the import report: why nothing or not everything could be used; else ""
};

IngredientList parse_ingredients(std::string_view text);

// The same for names that are separate already (a JSON array).
IngredientList clean_ingredients(const std::vector<std::string>& names);

}  // namespace lumen::catalog
