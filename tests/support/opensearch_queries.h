// SPDX-License-Identifier: Apache-2.0
#pragma once
// The part of OpenSearch's query language that Lumen uses, evaluated over documents in memory: match_all, term, terms,
// range, bool, match_phrase, multi_match (BM25, most_fields), function_score (field_value_factor, weight, min_score) and knn. Anything
// else throws, as a server answers 400. Slow and plain.

#include <boost/json.hpp>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace lumen::test {

namespace json = boost::json;

struct SearchFault : std::runtime_error {
  using std::runtime_error::runtime_error;  // the server's type of error
};

using Documents = std::map<std::string, json::object>;  // by _id

struct FoundDocument {
  std::string id;
  double score = 0;
};

// Best first, lower ids first among equals. `space`: of the vector field, "cosinesimil" or "innerproduct".
std::vector<FoundDocument> run_query(const Documents& documents, const json::object& query, const std::string& space);

// The value at "fit.acne", or null.
const json::value* value_at(const json::object& document, std::string_view path);

}  // namespace lumen::test
