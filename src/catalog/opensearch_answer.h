// SPDX-License-Identifier: Apache-2.0
#pragma once
// What OpenSearch answers, read. An answer of another form is `remote_bad_answer`, a search that only a part of the
// shards answered is `remote_failed`: half a ranking looks like a whole one. Pure.
// https://docs.opensearch.org/latest/api-reference/document-apis/bulk/

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "catalog/opensearch_document.h"
#include "http/http_message.h"

namespace lumen::catalog {

// The error of an answer that is no success (http/remote_error.h): 429 `remote_throttled`, 5xx `remote_failed`, an
// index that is not there "remote_index_missing", else `remote_refused`. The detail has the status and the error's
// type, never its reason, which can quote a document.
Error failure_of(int status, const boost::json::value& body);

// For http/remote.h; 2xx is good.
Result<void> judge_opensearch(const http::HttpAnswer& answer);

struct Hit {
  std::string document_id;
  double score = 0;
  boost::json::object source;
  boost::json::array sort;
};
Result<std::vector<Hit>> read_hits(const boost::json::value& search_answer);

// One list a search, in order; one that failed is the error of all.
Result<std::vector<std::vector<Hit>>> read_multi_search(const boost::json::value& answer, std::size_t searches);

// The cosine behind a score of a search for near vectors.
double cosine_of(double score, VectorEngine engine);

struct BulkItem {
  std::string document_id;
  int status = 0;
  std::string error_type;  // "" when it was done
  bool done() const { return error_type.empty(); }
  bool can_pass() const { return !done() && (status == 429 || status >= 500); }
};
// In the order of the request, as many as it had.
Result<std::vector<BulkItem>> read_bulk(const boost::json::value& answer, std::size_t items);

// Of `GET /`. `remote_refused` for another kind of server and for one that is too old.
Result<VectorEngine> engine_for_server(const boost::json::value& answer);

// How an index keeps its vectors, when they are of this length: of `GET /index/_mapping`. `unavailable`
// "index_mismatch", whose detail says what is there and what is wanted.
Result<VectorEngine> check_index(const boost::json::value& answer, const std::string& index, std::size_t dimensions);

}  // namespace lumen::catalog
