// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: keeps products. It is the truth; product_search.h is an index of it. Thread-safe.

#include <cstdint>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/product.h"

namespace lumen::catalog {

inline constexpr int products_per_call_max = 500;

struct ProductPage {
  std::vector<Product> products;  // by product id, ascending
  std::string next_cursor;        // "" at the end
};

class ProductStore {
 public:
  virtual ~ProductStore() = default;

  // The name of the adapter and where it keeps things, for the start banner.
  virtual std::string describe() const = 0;

  // Inserts each product or replaces the one with its id; of two with one id the later stays. `why` and
  // `watch_for` are not kept. Durable when answered. Over products_per_call_max: `invalid` ("too_many_products").
  virtual Task<Result<void>> upsert(std::vector<Product> products, Deadline deadline) = 0;

  // The products with these ids in the order asked; unknown ids are left out. At most products_per_call_max.
  virtual Task<Result<std::vector<Product>>> get(std::vector<ProductId> ids, Deadline deadline) = 0;

  // One page of all products. `limit` 1..products_per_call_max, else `invalid` ("bad_limit"). `cursor` is "" or
  // the last page's next_cursor.
  virtual Task<Result<ProductPage>> list(int limit, std::string cursor, Deadline deadline) = 0;

  // Takes products away; unknown ids change nothing. Durable when answered. At most products_per_call_max.
  virtual Task<Result<void>> remove(std::vector<ProductId> ids, Deadline deadline) = 0;

  virtual Task<Result<std::int64_t>> count(Deadline deadline) = 0;
};

// Every product, page by page.
Task<Result<std::vector<Product>>> list_all(ProductStore& store, Deadline deadline);

}  // namespace lumen::catalog
