// SPDX-License-Identifier: Apache-2.0
#pragma once
// A Python list literal of strings, as data frames print it into CSV cells: ['a', "it's", 'b\'c']. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lumen::catalog {

// Nothing when the text is not such a list from its first to its last character.
std::optional<std::vector<std::string>> parse_python_list(std::string_view text);

}  // namespace lumen::catalog
