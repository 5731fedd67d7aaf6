// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads what a person writes into a search field: what is looked for, and the conditions that come with it.
//   "fragrance free cleanser under $20"       → "cleanser", fragrance out, at most $20
//   "something for zits that isn't drying"    → "something for zits", drying ingredients out
//   "safe while breastfeeding, no parabens"   → "", safe in pregnancy and while breastfeeding, parabens out
//   "serum for oily skin, at least 4 stars"   → "serum for oily skin", suited to oily skin, rated 4 or more
// Negations: no, without, free (of), not, isn't, non-, avoid, allergic to, … before one thing or a list of them.
// Misspelt words are read as the word they come nearest to (catalog/spelling.h). What is not understood stays in the
// text. Deterministic, stateless, thread-safe; about 20 microseconds a query.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/product_search.h"

namespace lumen::catalog {

// True for words that are right as they are, e.g. a brand; may be empty.
using KnownWord = std::function<bool(const std::string& word)>;

struct ReadQuery {
  std::string text;  // what is looked for, misspellings corrected; the text itself when nothing was read from it
  SearchFilters filters;
};
ReadQuery read_query(std::string_view text, const KnownWord& is_known = {});

// The query with the filters of its text added to its own; of two limits the stricter holds.
SearchQuery read_filters(SearchQuery query, const KnownWord& is_known = {});

// Each filter for people: "without fragrance", "at most $20", "vegan", "safe in pregnancy and while breastfeeding".
std::vector<std::string> describe_filters(const SearchFilters& filters);

}  // namespace lumen::catalog
