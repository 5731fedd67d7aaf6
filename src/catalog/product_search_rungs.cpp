// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_search_rungs.h"

#include <utility>

namespace lumen::catalog {

std::string ProductSearchRungs::describe() const {
  return parts_.above.describe() + (parts_.filler.complete() ? "" : ", being filled") + "; below it " +
         parts_.below.describe();
}

void ProductSearchRungs::count(const char* rung) {
  parts_.metrics
      .counter("lumen_product_search_answers_total", "Product searches answered, by who answered.", {{"rung", rung}})
      .increment();
}

void ProductSearchRungs::fall(const std::string& reason) {
  parts_.metrics
      .counter("lumen_product_search_fallbacks_total",
               "Product searches that the embedded search answered for OpenSearch, by reason.", {{"reason", reason}})
      .increment();
}

Task<Result<std::vector<ScoredProduct>>> ProductSearchRungs::search(SearchQuery query, Deadline deadline) {
  if (auto checked = check(query); !checked) co_return fail(std::move(checked.error()));
  if (parts_.filler.complete()) {
    SearchQuery same = query;
    auto asking = parts_.above.search(std::move(same), deadline.within(time_max_));
    auto answer = co_await std::move(asking);
    if (answer) {
      count("opensearch");
      co_return answer;
    }
    fall(answer.error().code);
    if (answer.error().code == "remote_index_missing") parts_.filler.begin_again();
  } else {
    fall("filling");
  }
  auto asking = parts_.below.search(std::move(query), deadline);
  auto answer = co_await std::move(asking);
  if (answer) count("embedded");
  co_return answer;
}

Task<Result<void>> ProductSearchRungs::index(std::vector<Product> products, Deadline deadline) {
  std::vector<Product> same = products;
  auto indexing = parts_.below.index(std::move(same), deadline);
  auto indexed = co_await std::move(indexing);
  if (!indexed) co_return indexed;
  parts_.filler.changed(products);
  co_return indexed;
}

Task<Result<void>> ProductSearchRungs::remove(std::vector<ProductId> ids, Deadline deadline) {
  std::vector<ProductId> same = ids;
  auto removing = parts_.below.remove(std::move(same), deadline);
  auto removed = co_await std::move(removing);
  if (!removed) co_return removed;
  parts_.filler.changed(ids);
  co_return removed;
}

}  // namespace lumen::catalog
