// SPDX-License-Identifier: Apache-2.0
#pragma once
// The product search of a fresh Lumen: the embedded adapters with the sample catalog, in a folder of their own that
// goes with them.

#include <filesystem>
#include <memory>

#include "base/blocking_pool.h"
#include "catalog/product_search_embedded.h"
#include "catalog/product_store_embedded.h"
#include "search/embedder_builtin.h"

namespace lumen::eval {

class SampleSearch {
 public:
  // Errors: those of the store; `unavailable` when there is no room for the folder.
  static Result<std::unique_ptr<SampleSearch>> open();
  ~SampleSearch();
  SampleSearch(const SampleSearch&) = delete;
  SampleSearch& operator=(const SampleSearch&) = delete;

  // The first `limit` products for words as a person writes them.
  Result<std::vector<Product>> ask(const std::string& words, int limit);

  // The whole sample catalog.
  Result<std::vector<Product>> products();

 private:
  SampleSearch();
  Result<void> fill();

  std::filesystem::path folder_;
  search::EmbedderBuiltin embedder_;
  BlockingPool pool_{1, 16};
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<catalog::ProductStoreEmbedded> store_;
  std::unique_ptr<catalog::ProductSearchEmbedded> search_;
};

}  // namespace lumen::eval
