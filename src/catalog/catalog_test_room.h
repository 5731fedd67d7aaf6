// SPDX-License-Identifier: Apache-2.0
#pragma once
// The embedded catalog in a folder of the test's own.

#include <atomic>
#include <memory>
#include <stdexcept>

#include "catalog/catalog_lexicon.h"
#include "catalog/product_search_embedded.h"
#include "catalog/product_store_embedded.h"
#include "search/embedder_builtin.h"
#include "tests/support/run_task.h"
#include "tests/support/temp_folder.h"

namespace lumen::catalog {

// Counts what is embedded, to show what is not embedded again.
class CountingEmbedder final : public search::Embedder {
 public:
  std::string id() const override { return inner_.id() + suffix; }
  std::size_t dimensions() const override { return inner_.dimensions(); }
  Task<Result<std::vector<search::Vector>>> embed(std::vector<std::string> texts, Deadline deadline) override {
    count += texts.size();
    co_return co_await inner_.embed(std::move(texts), deadline);
  }
  std::string suffix;
  std::atomic<std::size_t> count = 0;

 private:
  search::EmbedderBuiltin inner_{make_catalog_lexicon()};
};

class CatalogTestRoom {
 public:
  CatalogTestRoom() { open(); }

  ProductStore& store() { return *store_; }
  ProductSearch& search() { return *search_; }
  CountingEmbedder& embedder() { return embedder_; }

  // As a new process would, up to its loaded index.
  void reopen() {
    search_.reset();
    store_.reset();
    database_.reset();
    open();
    if (!test::run(search_->warm_up(Deadline::never()))) throw std::runtime_error("the index does not load");
  }

 private:
  void open() {
    auto opened = store::Database::open(folder_.path() / "catalog.db", null_metrics());
    if (!opened) throw std::runtime_error(opened.error().detail);
    database_ = std::move(*opened);
    if (!ProductStoreEmbedded::migrate(*database_) || !ProductSearchEmbedded::migrate(*database_)) {
      throw std::runtime_error("migration failed");
    }
    store_ = std::make_unique<ProductStoreEmbedded>(*database_);
    auto search = test::run(
        ProductSearchEmbedded::open({*store_, *database_, embedder_, pool_, null_metrics()}, Deadline::never()));
    if (!search) throw std::runtime_error(search.error().detail);
    search_ = std::move(*search);
  }

  test::TempFolder folder_;
  CountingEmbedder embedder_;
  BlockingPool pool_{1, 16};
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<ProductStoreEmbedded> store_;
  std::unique_ptr<ProductSearchEmbedded> search_;
};

}  // namespace lumen::catalog
