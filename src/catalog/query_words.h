// SPDX-License-Identifier: Apache-2.0
#pragma once
// A search text as words whose spelling is set right, for catalog/query_reader.cpp. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/query_reader.h"

namespace lumen::catalog {

struct QueryWord {
  std::string word;  // as search::split_words gives it, misspelling corrected
  std::string raw;   // as written; the corrected word when it was corrected
  std::optional<double> number;
  bool dollar = false;  // "$" or "US$" before it
  bool comma = false;   // a comma, semicolon or full stop before it
  bool corrected = false;
};

inline constexpr std::size_t query_words_max = 60;  // further ones are left out

std::vector<QueryWord> query_words(std::string_view text, const KnownWord& is_known);

}  // namespace lumen::catalog
