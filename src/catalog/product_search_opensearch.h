// SPDX-License-Identifier: Apache-2.0
#pragma once
// Product search on OpenSearch, self-managed, as an AWS domain or as a Serverless collection.
//
// The server finds and filters, this side orders: each ranking (near vectors, words, kind of product, fit, fillers) is
// one search of a multi-search, and their documents go through catalog/product_index.h, so that levels, mixing and
// `why` are the embedded search's. A search by fit is one round trip, one by words is one, and one more comes when
// there are fewer products than were asked for.
//
// A cluster's documents have the product's id, and what was written is searchable when `index` answers. A Serverless
// collection makes the ids itself and shows what was written after a while: an older form of a product is deleted by
// the id that its writing had, and left out of answers for as long as it is still found.
//
// A row that the server refuses for a while (429, 5xx) is sent again; one that it refuses for good is reported and does
// not hold up the others. Metrics: those of http/remote.h for "opensearch", lumen_opensearch_products,
// lumen_opensearch_rows_total by outcome. Thread-safe.

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/blocking_pool.h"
#include "catalog/opensearch_answer.h"
#include "catalog/opensearch_door.h"
#include "catalog/opensearch_query.h"
#include "catalog/product_index.h"
#include "catalog/product_search.h"
#include "search/embedder.h"

namespace lumen::catalog {

// 1 to 255 of a-z 0-9 - _ . and not one of - _ . first. `invalid` "bad_index_name".
Result<void> check_index_name(std::string_view name);

struct RefusedRow {
  ProductId id;
  std::string reason;  // the server's type of error: "mapper_parsing_exception"
};

struct WriteReport {
  std::size_t written = 0;
  std::size_t kept = 0;  // as they were: the index had them
  std::vector<RefusedRow> refused;
};

enum class Refresh : std::uint8_t {
  now,    // searchable when answered (not with Serverless)
  later,  // whenever the server does it, or with `refresh`
};

class ProductSearchOpenSearch final : public ProductSearch {
 public:
  static constexpr std::size_t bulk_bytes_max = 5'000'000;
  static constexpr int row_attempts_max = 4;
  static constexpr std::size_t listing_page_length = 2'000;

  struct Parts {  // outlive the search
    search::Embedder& embedder;
    BlockingPool& pool;
    http::RemoteTools tools;
  };
  ProductSearchOpenSearch(OpenSearchPlace place, std::string index, Parts parts);

  // Looks at the server, makes the index when there is none, and reads what it holds; to be called before the rest, and
  // again after "remote_index_missing". Errors beside the remote ones: `unavailable` "index_mismatch".
  Task<Result<void>> prepare(Deadline deadline);

  // Whether the server can be reached and the index fits, without making one: for `lumen doctor`. Says what it found.
  Task<Result<std::string>> check_server(Deadline deadline);

  std::string describe() const override;
  Task<Result<std::vector<ScoredProduct>>> search(SearchQuery query, Deadline deadline) override;

  // Errors: "remote_refused" when rows were refused; the others are written.
  Task<Result<void>> index(std::vector<Product> products, Deadline deadline) override;
  std::int64_t size() const override;

  // What `index` does, for whoever takes rows that are refused as something to report. Errors: rows that the server
  // would not take for now, however often.
  Task<Result<WriteReport>> write(std::vector<Product> products, Refresh refresh, Deadline deadline);
  Task<Result<void>> remove(std::vector<ProductId> ids, Deadline deadline) override;
  Task<Result<void>> refresh(Deadline deadline);
  std::vector<ProductId> ids() const;
  bool is_serverless() const { return door_.place().serverless; }

 private:
  struct Row {
    ProductId id;
    std::uint64_t fingerprint = 0;
    std::string line;
  };
  struct Known {
    std::string document_id;
    std::string fingerprint;
  };
  struct Lists;

  Task<Result<std::string>> ask_server(Deadline deadline);
  Task<Result<void>> make_index(Deadline deadline);
  Task<Result<void>> read_listing(Deadline deadline);
  void take_listed(std::vector<Hit>& hits, std::vector<std::string>& strays);
  Task<Result<std::vector<Row>>> make_rows(std::vector<Product> products, Deadline deadline);
  Task<Result<void>> send_rows(std::vector<Row> rows, Refresh refresh, WriteReport& report, Deadline deadline);
  Task<Result<std::vector<BulkItem>>> send_bulk(std::string body, std::size_t items, Refresh refresh,
                                                Deadline deadline);
  Task<Result<void>> delete_documents(std::vector<std::string> document_ids, Deadline deadline);
  std::string action_of(const Row& row) const;
  // The document that the row replaces under another id, or nothing.
  std::string take_written(const Row& row, const BulkItem& item);
  Task<void> pause_before(int attempt);

  Task<Result<void>> ask_by_fit(const SearchQuery& query, Lists& lists, Deadline deadline);
  Task<Result<void>> ask_by_words(const SearchQuery& query, Lists& lists, Deadline deadline);
  Task<Result<std::vector<std::vector<Hit>>>> multi_search(std::vector<boost::json::object> searches,
                                                           Deadline deadline);
  std::vector<ProductId> take_candidates(const std::vector<Hit>& hits, Lists& lists) const;
  void take_names(const boost::json::object& document);  // with the lock
  // With the filters that its words say.
  SearchQuery understand(SearchQuery query) const;
  bool is_gone(const std::string& document_id) const;

  OpenSearchDoor door_;
  const std::string index_;
  search::Embedder& embedder_;
  BlockingPool& pool_;
  http::RemoteTools tools_;
  std::atomic<VectorEngine> engine_;
  mutable std::mutex mutex_;
  std::map<ProductId, Known> known_;  // what the index holds
  std::unordered_set<std::string> names_;  // words of names and brands, which are not misspelt
  std::set<std::string> gone_;        // Serverless: deleted documents, which it shows for a while
  Gauge& products_;
};

}  // namespace lumen::catalog
