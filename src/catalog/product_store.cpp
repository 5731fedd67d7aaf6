// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_store.h"

#include <iterator>
#include <utility>

namespace lumen::catalog {

Task<Result<std::vector<Product>>> list_all(ProductStore& store, Deadline deadline) {
  std::vector<Product> all;
  std::string cursor;
  do {
    Result<ProductPage> page = co_await store.list(products_per_call_max, cursor, deadline);
    if (!page) co_return fail(page.error());
    all.insert(all.end(), std::make_move_iterator(page->products.begin()),
               std::make_move_iterator(page->products.end()));
    cursor = std::move(page->next_cursor);
  } while (!cursor.empty());
  co_return all;
}

}  // namespace lumen::catalog
