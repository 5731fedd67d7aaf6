// SPDX-License-Identifier: Apache-2.0
#include "catalog/opensearch_filler.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace lumen::catalog {
namespace {

// One fill's whole time: a server that takes a row at a time is not waited for.
constexpr std::chrono::minutes fill_time_max{60};

}  // namespace

OpenSearchFiller::OpenSearchFiller(Parts parts, FillerPauses pauses)
    : parts_(parts),
      pauses_(pauses),
      pending_gauge_(parts.metrics.gauge("lumen_opensearch_pending",
                                         "Products that are still to be compared with the OpenSearch index.")),
      complete_gauge_(parts.metrics.gauge("lumen_opensearch_complete",
                                          "1 when the OpenSearch index holds every product, else 0.")) {
  complete_gauge_.set(0);
}

void OpenSearchFiller::changed(const std::vector<Product>& products) {
  std::vector<ProductId> ids;
  for (const Product& product : products) ids.push_back(product.id);
  changed(ids);
}

void OpenSearchFiller::changed(const std::vector<ProductId>& ids) {
  {
    const std::lock_guard lock(mutex_);
    pending_.insert(ids.begin(), ids.end());
    complete_ = false;
    pending_gauge_.set(static_cast<double>(pending_.size()));
    complete_gauge_.set(0);
  }
  wake_.wake();
}

void OpenSearchFiller::begin_again() {
  {
    const std::lock_guard lock(mutex_);
    compare_due_ = true;
    complete_ = false;
    complete_gauge_.set(0);
  }
  wake_.wake();
}

std::vector<ProductId> OpenSearchFiller::take_pending() {
  const std::lock_guard lock(mutex_);
  std::vector<ProductId> ids;
  while (!pending_.empty() && std::cmp_less(ids.size(), products_per_call_max)) {
    ids.push_back(std::move(pending_.extract(pending_.begin()).value()));
  }
  pending_gauge_.set(static_cast<double>(pending_.size()));
  return ids;
}

void OpenSearchFiller::settle() {
  const std::lock_guard lock(mutex_);
  if (compare_due_ || !pending_.empty()) return;
  wrote_ = false;
  complete_ = true;
  complete_gauge_.set(1);
}

Task<Result<std::size_t>> OpenSearchFiller::write_page(std::vector<Product> products, Deadline deadline) {
  auto writing = parts_.search.write(std::move(products), Refresh::later, deadline);
  auto report = co_await std::move(writing);
  if (!report) co_return fail(std::move(report.error()));
  if (report->written > 0) wrote_ = true;
  co_return report->written;
}

Task<Result<void>> OpenSearchFiller::remove_all(std::vector<ProductId> ids, Deadline deadline) {
  while (!ids.empty()) {
    wrote_ = true;
    const auto first = ids.end() - std::min<std::ptrdiff_t>(std::ssize(ids), products_per_call_max);
    std::vector<ProductId> some(first, ids.end());
    ids.erase(first, ids.end());
    auto removing = parts_.search.remove(std::move(some), deadline);
    auto removed = co_await std::move(removing);
    if (!removed) co_return removed;
  }
  co_return Result<void>();
}

Task<Result<void>> OpenSearchFiller::compare_all(Deadline deadline) {
  auto preparing = parts_.search.prepare(deadline);
  auto prepared = co_await std::move(preparing);
  if (!prepared) co_return prepared;
  auto counting = parts_.store.count(deadline);
  const auto total = co_await std::move(counting);
  if (!total) co_return fail(total.error());
  std::int64_t done = 0;
  std::size_t written = 0;
  std::unordered_set<ProductId> stored;
  std::string cursor;
  do {
    pending_gauge_.set(static_cast<double>(std::max<std::int64_t>(0, *total - done)));
    auto listing = parts_.store.list(products_per_call_max, cursor, deadline);
    auto page = co_await std::move(listing);
    if (!page) co_return fail(std::move(page.error()));
    cursor = std::move(page->next_cursor);
    done += static_cast<std::int64_t>(page->products.size());
    for (const Product& product : page->products) stored.insert(product.id);
    auto writing = write_page(std::move(page->products), deadline);
    auto count = co_await std::move(writing);
    if (!count) co_return fail(std::move(count.error()));
    written += *count;
    if (*count > 0) parts_.log.info("opensearch_filling", {{"done", done}, {"total", *total}});
  } while (!cursor.empty());
  std::vector<ProductId> gone = parts_.search.ids();
  std::erase_if(gone, [&](const ProductId& id) { return stored.contains(id); });
  const auto removed = static_cast<std::int64_t>(gone.size());
  auto removing = remove_all(std::move(gone), deadline);
  auto taken = co_await std::move(removing);
  if (!taken) co_return taken;
  parts_.log.info("opensearch_compared", {{"products", done},
                                          {"written", static_cast<std::int64_t>(written)},
                                          {"removed", removed}});
  co_return Result<void>();
}

Task<Result<void>> OpenSearchFiller::write_pending(Deadline deadline) {
  while (true) {
    const std::vector<ProductId> ids = take_pending();
    if (ids.empty()) co_return Result<void>();
    auto getting = parts_.store.get(ids, deadline);
    auto products = co_await std::move(getting);
    Result<void> done;
    if (!products) {
      done = fail(std::move(products.error()));
    } else {
      std::vector<ProductId> gone = ids;
      std::erase_if(gone, [&](const ProductId& id) {
        return std::any_of(products->begin(), products->end(), [&](const Product& one) { return one.id == id; });
      });
      auto writing = write_page(std::move(*products), deadline);
      auto written = co_await std::move(writing);
      if (!written) done = fail(std::move(written.error()));
      if (done) {
        auto removing = remove_all(std::move(gone), deadline);
        done = co_await std::move(removing);
      }
    }
    if (done) continue;
    const std::lock_guard lock(mutex_);
    pending_.insert(ids.begin(), ids.end());
    co_return done;
  }
}

Task<Result<void>> OpenSearchFiller::fill(Deadline deadline) {
  bool compare = false;
  {
    const std::lock_guard lock(mutex_);
    compare = std::exchange(compare_due_, false);
  }
  Result<void> done;
  if (compare) {
    auto comparing = compare_all(deadline);
    done = co_await std::move(comparing);
  }
  if (done) {
    auto writing = write_pending(deadline);
    done = co_await std::move(writing);
  } else {
    const std::lock_guard lock(mutex_);
    compare_due_ = true;
  }
  if (done && wrote_) {
    auto refreshing = parts_.search.refresh(deadline);
    done = co_await std::move(refreshing);
  }
  parts_.metrics
      .counter("lumen_opensearch_fills_total", "Turns of filling the OpenSearch index, by outcome.",
               {{"outcome", done ? "done" : "failed"}})
      .increment();
  if (!done) {
    parts_.log.warn("opensearch_fill_failed", {{"code", done.error().code}, {"detail", done.error().detail}});
    if (done.error().code == "remote_index_missing") begin_again();
  }
  co_return done;
}

Task<void> OpenSearchFiller::run(std::function<bool()> is_stopping) {
  std::chrono::milliseconds pause = pauses_.first;
  while (!is_stopping()) {
    auto filling = fill(Deadline::after(fill_time_max));
    const auto filled = co_await std::move(filling);
    if (is_stopping()) co_return;
    if (!filled) {
      co_await wake_.sleep(Deadline::after(pause));
      pause = std::min(pause * 2, pauses_.longest);
      continue;
    }
    pause = pauses_.first;
    if (parts_.search.is_serverless() && wrote_) {
      if (co_await wake_.sleep(Deadline::after(pauses_.visible_after))) continue;
    }
    settle();
    if (!complete_) continue;
    co_await wake_.sleep(Deadline::never());
  }
}

}  // namespace lumen::catalog
