// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_search.h"

#include <algorithm>
#include <utility>

namespace lumen::catalog {

Task<Result<std::vector<ScoredProduct>>> ProductSearch::by_condition(Label label, int limit, SearchFilters filters,
                                                                     Deadline deadline) {
  SearchQuery query;
  query.label = label;
  query.limit = limit;
  query.filters = std::move(filters);
  co_return co_await search(std::move(query), deadline);
}

Result<void> check(const SearchQuery& query) {
  if (query.limit < 1 || query.limit > search_limit_max) {
    return fail(invalid("bad_limit", "The limit is 1 to " + std::to_string(search_limit_max) + "."));
  }
  if (query.text.size() > search_text_bytes_max) {
    return fail(invalid("query_too_long",
                        "The search text is longer than " + std::to_string(search_text_bytes_max) + " bytes."));
  }
  const auto too_much = [](const std::vector<std::string>& names) {
    return names.size() > excluded_names_max || std::any_of(names.begin(), names.end(), [](const std::string& name) {
             return name.size() > excluded_name_bytes_max;
           });
  };
  if (too_much(query.filters.exclude) || too_much(query.filters.allergies)) {
    return fail(invalid("too_many_exclusions", "At most " + std::to_string(excluded_names_max) +
                                                   " ingredients can be left out, each named in at most " +
                                                   std::to_string(excluded_name_bytes_max) + " bytes."));
  }
  return {};
}

}  // namespace lumen::catalog
