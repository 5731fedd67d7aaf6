// SPDX-License-Identifier: Apache-2.0
// The writing half of catalog/product_search_opensearch.h.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "catalog/catalog_lexicon.h"
#include "catalog/product_search_opensearch.h"
#include "catalog/product_store.h"
#include "http/remote_error.h"

namespace lumen::catalog {
namespace {

constexpr std::chrono::milliseconds row_pause_first{250};
constexpr std::size_t deletes_per_call_max = 1'000;
constexpr std::size_t document_id_bytes_max = 512;

}  // namespace

Task<Result<void>> ProductSearchOpenSearch::index(std::vector<Product> products, Deadline deadline) {
  if (std::cmp_greater(products.size(), products_per_call_max)) {
    co_return fail(invalid("too_many_products", "Too many products in one call."));
  }
  auto writing = write(std::move(products), Refresh::now, deadline);
  auto report = co_await std::move(writing);
  if (!report) co_return fail(std::move(report.error()));
  if (report->refused.empty()) co_return Result<void>();
  co_return fail(http::remote_error("remote_refused", fmt::format("{} rows refused, the first for {}",
                                                                  report->refused.size(),
                                                                  report->refused.front().reason)));
}

Task<Result<WriteReport>> ProductSearchOpenSearch::write(std::vector<Product> products, Refresh refresh,
                                                         Deadline deadline) {
  WriteReport report;
  // The server would refuse the whole request.
  std::erase_if(products, [&report](const Product& product) {
    if (product.id.text().size() <= document_id_bytes_max) return false;
    report.refused.push_back({product.id, "id_too_long"});
    return true;
  });
  const std::size_t count = products.size();
  auto making = pool_.run_task(make_rows(std::move(products), deadline));
  auto rows = co_await std::move(making);
  if (!rows) co_return fail(std::move(rows.error()));
  report.kept = count - rows->size();
  std::vector<Row> some;
  std::size_t bytes = 0;
  for (Row& row : *rows) {
    if (!some.empty() && bytes + row.line.size() > bulk_bytes_max) {
      auto sending = send_rows(std::exchange(some, {}), refresh, report, deadline);
      auto sent = co_await std::move(sending);
      if (!sent) co_return fail(std::move(sent.error()));
      bytes = 0;
    }
    bytes += row.line.size();
    some.push_back(std::move(row));
  }
  auto sending = send_rows(std::move(some), refresh, report, deadline);
  auto sent = co_await std::move(sending);
  if (!sent) co_return fail(std::move(sent.error()));
  co_return report;
}

// On the pool: up to 1 ms of processor time a product. Products that the index holds as they are give no row; of two
// with one id the later counts.
Task<Result<std::vector<ProductSearchOpenSearch::Row>>> ProductSearchOpenSearch::make_rows(
    std::vector<Product> products, Deadline deadline) {
  std::vector<Row> rows;
  std::vector<json::object> documents;
  std::vector<std::string> texts;
  std::map<ProductId, std::size_t> last;
  for (std::size_t i = 0; i < products.size(); ++i) last[products[i].id] = i;
  for (std::size_t i = 0; i < products.size(); ++i) {
    const Product& product = products[i];
    if (last[product.id] != i) continue;
    const ProductFit fit = assess(product);
    json::object document = document_of(product, fit);
    const std::uint64_t fingerprint = fingerprint_of(document, embedder_.id());
    {
      const std::lock_guard lock(mutex_);
      take_names(document);
      const auto known = known_.find(product.id);
      if (known != known_.end() && known->second.fingerprint == fingerprint_text(fingerprint)) continue;
    }
    texts.push_back(embedding_text(product, fit));
    documents.push_back(std::move(document));
    rows.push_back({product.id, fingerprint, {}});
  }
  if (rows.empty()) co_return rows;
  auto embedding = embedder_.embed(std::move(texts), deadline);
  auto vectors = co_await std::move(embedding);
  if (!vectors) co_return fail(std::move(vectors.error()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].line =
        document_line(std::move(documents[i]), rows[i].fingerprint, tools_.clock.now_ms(), (*vectors)[i]);
  }
  co_return rows;
}

std::string ProductSearchOpenSearch::action_of(const Row& row) const {
  if (is_serverless()) return "{\"index\":{}}\n";
  return json::serialize(json::object{{"index", json::object{{"_id", row.id.text()}}}}) + "\n";
}

Task<Result<std::vector<BulkItem>>> ProductSearchOpenSearch::send_bulk(std::string body, std::size_t items,
                                                                       Refresh refresh, Deadline deadline) {
  const bool at_once = refresh == Refresh::now && !is_serverless();
  OpenSearchCall call{"POST", "/" + index_ + "/_bulk" + (at_once ? "?refresh=true" : ""), std::move(body)};
  auto calling = door_.call(std::move(call), deadline);
  auto answer = co_await std::move(calling);
  if (!answer) co_return fail(std::move(answer.error()));
  co_return read_bulk(answer->body, items);
}

std::string ProductSearchOpenSearch::take_written(const Row& row, const BulkItem& item) {
  const std::lock_guard lock(mutex_);
  Known& known = known_[row.id];
  const std::string before = std::exchange(known.document_id, item.document_id);
  known.fingerprint = fingerprint_text(row.fingerprint);
  products_.set(static_cast<double>(known_.size()));
  return before == item.document_id ? std::string() : before;
}

Task<void> ProductSearchOpenSearch::pause_before(int attempt) {
  const auto ceiling = row_pause_first * (1 << std::min(attempt - 1, 6));
  const auto jitter = static_cast<std::int64_t>(tools_.random.unit() * static_cast<double>(ceiling.count()));
  auto waiting = tools_.pause.wait(ceiling / 2 + std::chrono::milliseconds(jitter / 2));
  co_await std::move(waiting);
}

Task<Result<void>> ProductSearchOpenSearch::send_rows(std::vector<Row> rows, Refresh refresh, WriteReport& report,
                                                      Deadline deadline) {
  const auto count = [this](const char* outcome) -> Counter& {
    return tools_.metrics.counter("lumen_opensearch_rows_total", "Products sent to the OpenSearch index, by outcome.",
                                  {{"outcome", outcome}});
  };
  std::vector<std::string> replaced;
  for (int attempt = 1; !rows.empty(); ++attempt) {
    if (attempt > row_attempts_max || deadline.expired()) {
      co_return fail(http::remote_throttled(fmt::format("{} rows are not taken for now", rows.size())));
    }
    if (attempt > 1) {
      auto waiting = pause_before(attempt);
      co_await std::move(waiting);
    }
    std::string body;
    for (const Row& row : rows) body += action_of(row) + row.line + "\n";
    auto sending = send_bulk(std::move(body), rows.size(), refresh, deadline);
    auto items = co_await std::move(sending);
    if (!items) co_return fail(std::move(items.error()));
    std::vector<Row> again;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const BulkItem& item = (*items)[i];
      if (item.done()) {
        count("written").increment();
        ++report.written;
        if (std::string before = take_written(rows[i], item); !before.empty()) replaced.push_back(std::move(before));
      } else if (item.can_pass()) {
        count("again").increment();
        again.push_back(std::move(rows[i]));
      } else {
        count("refused").increment();
        tools_.log.warn("opensearch_row_refused", {{"product_id", rows[i].id.text()},
                                                   {"status", static_cast<std::int64_t>(item.status)},
                                                   {"type", item.error_type}});
        report.refused.push_back({rows[i].id, item.error_type});
      }
    }
    rows = std::move(again);
  }
  auto deleting = delete_documents(std::move(replaced), deadline);
  co_return co_await std::move(deleting);
}

Task<Result<void>> ProductSearchOpenSearch::delete_documents(std::vector<std::string> document_ids,
                                                             Deadline deadline) {
  if (is_serverless()) {
    const std::lock_guard lock(mutex_);
    gone_.insert(document_ids.begin(), document_ids.end());
  }
  for (std::size_t at = 0; at < document_ids.size(); at += deletes_per_call_max) {
    const std::size_t end = std::min(at + deletes_per_call_max, document_ids.size());
    std::string body;
    for (std::size_t i = at; i < end; ++i) {
      body += json::serialize(json::object{{"delete", json::object{{"_id", document_ids[i]}}}}) + "\n";
    }
    auto sending = send_bulk(std::move(body), end - at, Refresh::now, deadline);
    auto items = co_await std::move(sending);
    if (!items) co_return fail(std::move(items.error()));
    for (const BulkItem& item : *items) {
      if (!item.done()) co_return fail(http::remote_error("remote_failed", "a row is not deleted: " + item.error_type));
    }
  }
  co_return Result<void>();
}

Task<Result<void>> ProductSearchOpenSearch::remove(std::vector<ProductId> ids, Deadline deadline) {
  if (std::cmp_greater(ids.size(), products_per_call_max)) {
    co_return fail(invalid("too_many_products", "Too many products in one call."));
  }
  std::vector<std::string> document_ids;
  {
    const std::lock_guard lock(mutex_);
    for (const ProductId& id : ids) {
      if (const auto known = known_.find(id); known != known_.end()) document_ids.push_back(known->second.document_id);
    }
  }
  auto deleting = delete_documents(std::move(document_ids), deadline);
  auto deleted = co_await std::move(deleting);
  if (!deleted) co_return deleted;
  const std::lock_guard lock(mutex_);
  for (const ProductId& id : ids) known_.erase(id);
  products_.set(static_cast<double>(known_.size()));
  co_return Result<void>();
}

}  // namespace lumen::catalog
