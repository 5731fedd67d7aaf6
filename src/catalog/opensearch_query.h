// SPDX-License-Identifier: Apache-2.0
#pragma once
// Searches of an OpenSearch index, each one ranking of at most `size` documents that pass the filters. Filters are
// inside each search, the one for near vectors included, so that a ranking is full whenever that many products pass.
// Rankings are joined on our side (reciprocal rank fusion, catalog/product_index.h), because not every server has a
// pipeline for it and the order is to be the embedded search's. Only queries of the plain query language are used, no
// scripts: Serverless has them all. Pure.
// https://docs.opensearch.org/latest/query-dsl/compound/function-score/
// https://docs.opensearch.org/latest/vector-search/filter-search-knn/efficient-knn-filtering/

#include <boost/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "catalog/product_search.h"
#include "catalog/product_role.h"

namespace lumen::catalog {

// Different words of a query that are looked for; a server counts each once per field and takes 1,024 in all.
inline constexpr std::size_t query_words_max = 100;

// The filters as a query of their own; matches everything without any.
boost::json::object filter_query(const SearchFilters& filters);

struct RankingSearch {
  boost::json::object filter;  // of filter_query
  std::size_t size = 0;
};

// The nearest by vector; `vector` is not all zeros.
boost::json::object near_search(const RankingSearch& search, std::span<const float> vector);
// Those with a word, by BM25 with the fields' weights of catalog/product_index.cpp.
boost::json::object words_search(const RankingSearch& search, std::span<const std::string> words);
// Those whose mean fit for the labels is at least `fit_min`, by fit times quality.
boost::json::object fit_search(const RankingSearch& search, std::span<const Label> labels, double fit_min);
// Those of one kind, by quality plus mean fit.
boost::json::object role_search(const RankingSearch& search, Role role, std::span<const Label> labels);
// All, by how well they suit anybody.
boost::json::object filler_search(const RankingSearch& search);

// The body of an _msearch, in order.
std::string multi_search_body(const std::string& index, std::span<const boost::json::object> searches);

// One page of what the index holds: product id, fingerprint, words of name and brand and document id, by product id and time. `after`: the last
// hit's `sort` of the page before, or empty.
boost::json::object listing_search(std::size_t size, const boost::json::array& after);

}  // namespace lumen::catalog
