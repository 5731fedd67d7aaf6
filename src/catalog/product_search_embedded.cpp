// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_search_embedded.h"

#include <fmt/format.h>

#include <chrono>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "catalog/catalog_lexicon.h"
#include "search/hash.h"

namespace lumen::catalog {
namespace {

// A product with all that follows from it but its vector.
struct Prepared {
  Product product;
  ProductFit fit;
  std::string text;
  std::uint64_t fingerprint = 0;
};

std::vector<Prepared> prepare(std::vector<Product> products) {
  std::vector<Prepared> prepared;
  prepared.reserve(products.size());
  for (Product& product : products) {
    Prepared one;
    one.fit = assess(product);
    one.text = embedding_text(product, one.fit);
    one.fingerprint = search::hash_text(one.text);
    one.product = std::move(product);
    prepared.push_back(std::move(one));
  }
  return prepared;
}

class Stopwatch {
 public:
  explicit Stopwatch(Histogram& histogram) : histogram_(histogram) {}
  ~Stopwatch() {
    const std::chrono::duration<double> span = std::chrono::steady_clock::now() - start_;
    histogram_.observe(span.count());
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  Histogram& histogram_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

ProductSearchEmbedded::ProductSearchEmbedded(const Parts& parts, std::int64_t count)
    : store_(parts.store),
      embedder_(parts.embedder),
      pool_(parts.pool),
      count_at_open_(count),
      stored_(parts.database, embedder_.id(), embedder_.dimensions()),
      products_(embedder_.dimensions()),
      seconds_(parts.metrics.histogram("lumen_product_search_seconds", "How long a product search took.")),
      size_(parts.metrics.gauge("lumen_products", "Products that can be found.")) {
  size_.set(static_cast<double>(count));
}

Task<Result<std::unique_ptr<ProductSearchEmbedded>>> ProductSearchEmbedded::open(const Parts& parts,
                                                                                 Deadline deadline) {
  const Result<std::int64_t> count = co_await parts.store.count(deadline);
  if (!count) co_return fail(count.error());
  std::unique_ptr<ProductSearchEmbedded> search(new ProductSearchEmbedded(parts, *count));
  if (*count == 0) {
    const Result<void> loaded = co_await search->warm_up(deadline);
    if (!loaded) co_return fail(loaded.error());
  }
  co_return std::move(search);
}

std::string ProductSearchEmbedded::describe() const {
  return fmt::format("embedded (vectors by {}, BM25, concern fit; {} products)", embedder_.id(), size());
}

// Products whose stored vector is missing or of another text are embedded now.
Task<Result<void>> ProductSearchEmbedded::load() {
  const Deadline deadline = Deadline::never();
  Result<std::vector<Product>> all = co_await list_all(store_, deadline);
  if (!all) co_return fail(all.error());
  std::vector<Prepared> prepared = prepare(std::move(*all));
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < prepared.size(); ++i) places.emplace(prepared[i].product.id.text(), i);
  std::vector<bool> loaded(prepared.size(), false);

  std::unique_lock lock(mutex_);
  const Result<void> read =
      stored_.read_all([&](std::string_view id, std::uint64_t fingerprint, std::span<const float> vector) {
        const auto place = places.find(std::string(id));
        if (place == places.end() || prepared[place->second].fingerprint != fingerprint) return;
        Prepared& one = prepared[place->second];
        products_.put(std::move(one.product), one.fit, vector);
        loaded[place->second] = true;
      });
  size_.set(static_cast<double>(products_.size()));
  lock.unlock();
  if (!read) co_return fail(read.error());

  std::vector<Product> missing;
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    if (loaded[i]) continue;
    missing.push_back(std::move(prepared[i].product));
    if (std::cmp_less(missing.size(), products_per_call_max)) continue;
    const Result<void> indexed = co_await index_now(std::exchange(missing, {}), deadline);
    if (!indexed) co_return fail(indexed.error());
  }
  co_return co_await index_now(std::move(missing), deadline);
}

Task<Result<void>> ProductSearchEmbedded::warm_up(Deadline deadline) {
  if (loading_.done()) co_return Result<void>();
  auto load_on_the_pool = [this] { return pool_.run_task(load()); };
  co_return co_await loading_.run(std::move(load_on_the_pool), deadline);
}

Task<Result<void>> ProductSearchEmbedded::index(std::vector<Product> products, Deadline deadline) {
  if (std::cmp_greater(products.size(), products_per_call_max)) {
    co_return fail(invalid("too_many_products", "Too many products in one call."));
  }
  if (auto loaded = co_await warm_up(deadline); !loaded) co_return fail(loaded.error());
  co_return co_await index_now(std::move(products), deadline);
}

Task<Result<void>> ProductSearchEmbedded::index_now(std::vector<Product> products, Deadline deadline) {
  if (products.empty()) co_return Result<void>();
  std::vector<Prepared> prepared = prepare(std::move(products));
  std::vector<std::string> texts;
  texts.reserve(prepared.size());
  for (const Prepared& one : prepared) texts.push_back(one.text);
  Result<std::vector<search::Vector>> vectors = co_await embedder_.embed(std::move(texts), deadline);
  if (!vectors) co_return fail(vectors.error());

  std::vector<StoredVector> rows;
  {
    const std::unique_lock lock(mutex_);
    for (std::size_t i = 0; i < prepared.size(); ++i) {
      rows.push_back({prepared[i].product.id, prepared[i].fingerprint, {}});
      products_.put(std::move(prepared[i].product), prepared[i].fit, (*vectors)[i]);
      rows.back().vector = std::move((*vectors)[i]);
    }
    size_.set(static_cast<double>(products_.size()));
  }
  co_return co_await stored_.write(std::move(rows), deadline);
}

Task<Result<void>> ProductSearchEmbedded::remove(std::vector<ProductId> ids, Deadline deadline) {
  if (std::cmp_greater(ids.size(), products_per_call_max)) {
    co_return fail(invalid("too_many_products", "Too many products in one call."));
  }
  if (auto loaded = co_await warm_up(deadline); !loaded) co_return fail(loaded.error());
  {
    const std::unique_lock lock(mutex_);
    for (const ProductId& id : ids) products_.remove(id);
    size_.set(static_cast<double>(products_.size()));
  }
  co_return co_await stored_.remove(std::move(ids), deadline);
}

// With the filters that its words say.
SearchQuery ProductSearchEmbedded::understand(SearchQuery query) const {
  const std::shared_lock lock(mutex_);
  return products_.read(std::move(query));
}

bool ProductSearchEmbedded::wants_vector(const SearchQuery& query) const {
  const std::shared_lock lock(mutex_);
  return products_.wants_vector(query);
}

std::vector<ScoredProduct> ProductSearchEmbedded::answer(const SearchQuery& query, const search::Vector& vector) const {
  const std::shared_lock lock(mutex_);
  return products_.search(query, vector);
}

std::int64_t ProductSearchEmbedded::size() const {
  if (!loading_.done()) return count_at_open_;
  const std::shared_lock lock(mutex_);
  return static_cast<std::int64_t>(products_.size());
}

Task<Result<std::vector<ScoredProduct>>> ProductSearchEmbedded::search(SearchQuery query, Deadline deadline) {
  const Stopwatch stopwatch(seconds_);
  if (auto checked = check(query); !checked) co_return fail(checked.error());
  if (auto loaded = co_await warm_up(deadline); !loaded) co_return fail(loaded.error());
  query = understand(std::move(query));
  search::Vector vector;
  if (wants_vector(query)) {
    std::vector<std::string> texts = {query.text};
    Result<std::vector<search::Vector>> vectors = co_await embedder_.embed(std::move(texts), deadline);
    if (!vectors) co_return fail(vectors.error());
    vector = std::move(vectors->front());
  }
  if (std::cmp_less_equal(size(), inline_products_max)) co_return answer(query, vector);
  auto work = [this, &query, &vector]() -> Result<std::vector<ScoredProduct>> { return answer(query, vector); };
  co_return co_await pool_.run(work, deadline);
}

}  // namespace lumen::catalog
