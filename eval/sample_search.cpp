// SPDX-License-Identifier: Apache-2.0
#include "eval/sample_search.h"

#include <stdlib.h>

#include <cerrno>

#include "base/files.h"
#include "base/run_blocking.h"
#include "catalog/catalog_lexicon.h"
#include "catalog/sample_catalog.h"

namespace lumen::eval {

SampleSearch::SampleSearch() : embedder_(catalog::make_catalog_lexicon()) {}

SampleSearch::~SampleSearch() {
  search_.reset();
  store_.reset();
  database_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Result<std::unique_ptr<SampleSearch>> SampleSearch::open() {
  std::string place = (std::filesystem::temp_directory_path() / "lumen-eval-XXXXXX").string();
  if (mkdtemp(place.data()) == nullptr) return fail(storage_error(errno, "making a folder in the temporary one"));
  std::unique_ptr<SampleSearch> opened(new SampleSearch());
  opened->folder_ = place;
  if (auto filled = opened->fill(); !filled) return fail(std::move(filled.error()));
  return opened;
}

Result<void> SampleSearch::fill() {
  auto database = store::Database::open(folder_ / "catalog.db", null_metrics());
  if (!database) return fail(std::move(database.error()));
  database_ = std::move(*database);
  if (auto done = catalog::ProductStoreEmbedded::migrate(*database_); !done) return done;
  if (auto done = catalog::ProductSearchEmbedded::migrate(*database_); !done) return done;
  store_ = std::make_unique<catalog::ProductStoreEmbedded>(*database_);
  const catalog::ProductSearchEmbedded::Parts parts{*store_, *database_, embedder_, pool_, null_metrics()};
  auto search = run_blocking(catalog::ProductSearchEmbedded::open(parts, Deadline::never()));
  if (!search) return fail(std::move(search.error()));
  search_ = std::move(*search);
  auto loaded = run_blocking(catalog::load_sample_catalog(*store_, *search_, null_metrics(), Deadline::never()));
  if (!loaded) return fail(std::move(loaded.error()));
  return {};
}

Result<std::vector<Product>> SampleSearch::ask(const std::string& words, int limit) {
  catalog::SearchQuery query{words, {}, limit, {}};
  auto answer = run_blocking(search_->search(std::move(query), Deadline::never()));
  if (!answer) return fail(std::move(answer.error()));
  std::vector<Product> products;
  for (catalog::ScoredProduct& one : *answer) products.push_back(std::move(one.product));
  return products;
}

Result<std::vector<Product>> SampleSearch::products() {
  return run_blocking(catalog::list_all(*store_, Deadline::never()));
}

}  // namespace lumen::eval
