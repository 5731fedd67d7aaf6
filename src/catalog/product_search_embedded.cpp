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

constexpr std::chrono::milliseconds query_embedding_time_max{1'500};

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

using Fingerprints = std::unordered_map<std::string, std::uint64_t>;  // of a product's text, by its id

// The products whose stored vector is of their text as it is now.
Result<std::unordered_set<ProductId>> usable(ProductVectors& vectors, const Fingerprints& fingerprints) {
  std::unordered_set<ProductId> ids;
  const auto read = vectors.read_keys([&](std::string_view id, std::uint64_t fingerprint) {
    const auto found = fingerprints.find(std::string(id));
    if (found != fingerprints.end() && found->second == fingerprint) ids.insert(ProductId::trusted(found->first));
  });
  if (!read) return fail(read.error());
  return ids;
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
      find_previous_(parts.previous),
      pool_(parts.pool),
      vector_options_(parts.vectors),
      count_at_open_(count),
      database_(parts.database),
      stored_(parts.database, embedder_.id(), embedder_.dimensions()),
      products_(embedder_.dimensions()),
      answering_(&embedder_),
      seconds_(parts.metrics.histogram("lumen_product_search_seconds", "How long a product search took.")),
      size_(parts.metrics.gauge("lumen_products", "Products that can be found.")),
      missing_gauge_(parts.metrics.gauge("lumen_product_vectors_missing",
                                         "Products that have no vector of the wanted embedder yet.")),
      lexical_(parts.metrics.counter("lumen_product_search_lexical_total",
                                     "Searches answered without vectors, because the embedder gave none.")) {
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

bool ProductSearchEmbedded::may_be_away() const { return answering_->is_remote(); }

ProductVectors& ProductSearchEmbedded::stored_answering() {
  return answering_ == &embedder_ ? stored_ : *stored_previous_;
}

// The wanted embedder answers when all its vectors are there or can be made here and now. Otherwise the one that has
// more of them, if it can still be asked.
Result<void> ProductSearchEmbedded::choose_answering(const Fingerprints& fingerprints) {
  if (!embedder_.is_remote() || !find_previous_) return {};
  const auto wanted = usable(stored_, fingerprints);
  if (!wanted) return fail(wanted.error());
  std::size_t best = wanted->size();
  if (best == fingerprints.size()) return {};
  const auto others = stored_.others();
  if (!others) return fail(others.error());
  for (const std::string& id : *others) {
    auto embedder = find_previous_(id);
    if (embedder == nullptr || embedder->id() != id) continue;
    ProductVectors vectors(database_, id, embedder->dimensions());
    const auto theirs = usable(vectors, fingerprints);
    if (!theirs) return fail(theirs.error());
    if (theirs->size() <= best) continue;
    best = theirs->size();
    previous_ = std::move(embedder);
    stored_previous_.emplace(vectors);
    answering_ = previous_.get();
  }
  return {};
}

// Products whose stored vector is missing or of another text are embedded now, or left to `renew` when that may take
// its time.
Task<Result<void>> ProductSearchEmbedded::load() {
  const Deadline deadline = Deadline::never();
  Result<std::vector<Product>> all = co_await list_all(store_, deadline);
  if (!all) co_return fail(all.error());
  std::vector<Prepared> prepared = prepare(std::move(*all));
  Fingerprints fingerprints;
  for (const Prepared& one : prepared) fingerprints.emplace(one.product.id.text(), one.fingerprint);

  std::unique_lock lock(mutex_);
  if (products_.items() == 0) {
    if (auto chosen = choose_answering(fingerprints); !chosen) co_return fail(chosen.error());
    products_.use_vectors(search::VectorIndex(answering_->dimensions(), vector_options_));
  }
  const auto stored = usable(stored_answering(), fingerprints);
  const auto wanted = usable(stored_, fingerprints);
  if (!stored || !wanted) co_return fail(stored ? wanted.error() : stored.error());
  const search::Vector none(answering_->dimensions());
  std::vector<Product> left;
  // In the order of their ids, so that equal products always rank the same.
  for (Prepared& one : prepared) {
    const bool is_stored = stored->contains(one.product.id);
    if (!is_stored && !may_be_away()) {
      left.push_back(std::move(one.product));
      continue;
    }
    if (!wanted->contains(one.product.id)) missing_.insert(one.product.id);
    products_.put(std::move(one.product), one.fit, none);
  }
  const Result<void> read =
      stored_answering().read_all([&](std::string_view id, std::uint64_t, std::span<const float> vector) {
        const ProductId product = ProductId::trusted(std::string(id));
        if (stored->contains(product)) products_.set_vector(product, vector);
      });
  ++changes_;
  size_.set(static_cast<double>(products_.size()));
  show_missing();
  lock.unlock();
  if (!read) co_return fail(read.error());

  std::vector<Product> batch;
  for (Product& product : left) {
    batch.push_back(std::move(product));
    if (std::cmp_less(batch.size(), products_per_call_max)) continue;
    const Result<void> indexed = co_await index_now(std::exchange(batch, {}), deadline);
    if (!indexed) co_return fail(indexed.error());
  }
  const Result<void> indexed = co_await index_now(std::move(batch), deadline);
  if (indexed) settle();
  co_return indexed;
}

void ProductSearchEmbedded::settle() {
  const std::unique_lock lock(mutex_);
  products_.settle();
}

void ProductSearchEmbedded::wait_until_grown() {
  const std::shared_lock lock(mutex_);
  products_.wait_until_grown();
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
  search::Embedder& asked = answering();
  Result<std::vector<search::Vector>> vectors = co_await asked.embed(std::move(texts), deadline);
  const bool given = vectors.has_value();
  if (!given && !asked.is_remote()) co_return fail(vectors.error());

  std::vector<StoredVector> rows;
  ProductVectors* stored = nullptr;
  {
    const std::unique_lock lock(mutex_);
    const bool usable = given && answering_ == &asked;  // another one may have taken over meanwhile
    const search::Vector none(answering_->dimensions());
    stored = usable ? &stored_answering() : nullptr;
    for (std::size_t i = 0; i < prepared.size(); ++i) {
      const ProductId id = prepared[i].product.id;
      products_.put(std::move(prepared[i].product), prepared[i].fit, usable ? (*vectors)[i] : none);
      if (usable && answering_ == &embedder_) {
        missing_.erase(id);
      } else {
        missing_.insert(id);
      }
      if (usable) rows.push_back({id, prepared[i].fingerprint, std::move((*vectors)[i])});
    }
    ++changes_;
    size_.set(static_cast<double>(products_.size()));
    show_missing();
  }
  if (stored == nullptr) co_return Result<void>();
  co_return co_await stored->write(std::move(rows), deadline);
}

Task<Result<void>> ProductSearchEmbedded::remove(std::vector<ProductId> ids, Deadline deadline) {
  if (std::cmp_greater(ids.size(), products_per_call_max)) {
    co_return fail(invalid("too_many_products", "Too many products in one call."));
  }
  if (auto loaded = co_await warm_up(deadline); !loaded) co_return fail(loaded.error());
  {
    const std::unique_lock lock(mutex_);
    for (const ProductId& id : ids) {
      products_.remove(id);
      missing_.erase(id);
    }
    ++changes_;
    size_.set(static_cast<double>(products_.size()));
    show_missing();
  }
  co_return co_await stored_.remove(std::move(ids), deadline);
}

// With the filters that its words say.
SearchQuery ProductSearchEmbedded::understand(SearchQuery query) const {
  const std::shared_lock lock(mutex_);
  return products_.read(std::move(query));
}

search::Embedder& ProductSearchEmbedded::answering() const {
  const std::shared_lock lock(mutex_);
  return *answering_;
}

void ProductSearchEmbedded::show_missing() { missing_gauge_.set(static_cast<double>(missing_.size())); }

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

// Empty, and counted, when an embedder elsewhere gives none: then words and fit answer.
Task<Result<search::Vector>> ProductSearchEmbedded::query_vector(const SearchQuery& query, Deadline deadline) {
  search::Embedder& asked = answering();
  const bool away = asked.is_remote();
  std::vector<std::string> texts = {query.text};
  const Deadline until = away ? deadline.within(query_embedding_time_max) : deadline;
  Result<std::vector<search::Vector>> vectors = co_await asked.embed(std::move(texts), until);
  if (vectors && &answering() == &asked) co_return std::move(vectors->front());
  if (!vectors && (!away || deadline.expired())) co_return fail(vectors.error());
  lexical_.increment();
  co_return search::Vector();
}

Task<Result<std::vector<ScoredProduct>>> ProductSearchEmbedded::search(SearchQuery query, Deadline deadline) {
  const Stopwatch stopwatch(seconds_);
  if (auto checked = check(query); !checked) co_return fail(checked.error());
  if (auto loaded = co_await warm_up(deadline); !loaded) co_return fail(loaded.error());
  query = understand(std::move(query));
  search::Vector vector;
  if (wants_vector(query)) {
    Result<search::Vector> made = co_await query_vector(query, deadline);
    if (!made) co_return fail(made.error());
    vector = std::move(*made);
  }
  if (std::cmp_less_equal(size(), inline_products_max)) co_return answer(query, vector);
  auto work = [this, &query, &vector]() -> Result<std::vector<ScoredProduct>> { return answer(query, vector); };
  co_return co_await pool_.run(work, deadline);
}

}  // namespace lumen::catalog
