// SPDX-License-Identifier: Apache-2.0
// The part of ProductSearchEmbedded that makes missing vectors and lets another embedder take over.
#include <mutex>
#include <utility>

#include "catalog/product_search_embedded.h"
#include "search/hash.h"

namespace lumen::catalog {

struct ProductSearchEmbedded::Renewed {
  ProductId id;
  std::string text;
};

ProductSearchEmbedded::Renewal ProductSearchEmbedded::renewal() const {
  const std::shared_lock lock(mutex_);
  return {missing_.size(), answering_ == &embedder_};
}

std::vector<ProductSearchEmbedded::Renewed> ProductSearchEmbedded::next_missing() {
  const std::unique_lock lock(mutex_);
  std::vector<Renewed> next;
  for (auto id = missing_.begin(); id != missing_.end() && next.size() < renewed_per_call_max; ++id) {
    next.push_back({*id, products_.text_of(*id)});
  }
  return next;
}

// A product that changed meanwhile stays missing.
void ProductSearchEmbedded::keep_renewed(const std::vector<Renewed>& renewed,
                                         const std::vector<search::Vector>& vectors) {
  const std::unique_lock lock(mutex_);
  for (std::size_t i = 0; i < renewed.size(); ++i) {
    if (products_.text_of(renewed[i].id) != renewed[i].text) continue;
    missing_.erase(renewed[i].id);
    if (answering_ == &embedder_) products_.set_vector(renewed[i].id, vectors[i]);
  }
  show_missing();
}

Task<Result<ProductSearchEmbedded::Renewal>> ProductSearchEmbedded::renew(Deadline deadline) {
  if (auto loaded = co_await warm_up(deadline); !loaded) co_return fail(loaded.error());
  const std::vector<Renewed> next = next_missing();
  if (!next.empty()) {
    std::vector<std::string> texts;
    for (const Renewed& one : next) texts.push_back(one.text);
    Result<std::vector<search::Vector>> vectors = co_await embedder_.embed(std::move(texts), deadline);
    if (!vectors) co_return fail(vectors.error());
    std::vector<StoredVector> rows;
    for (std::size_t i = 0; i < next.size(); ++i) {
      rows.push_back({next[i].id, search::hash_text(next[i].text), (*vectors)[i]});
    }
    const Result<void> written = co_await stored_.write(std::move(rows), deadline);
    if (!written) co_return fail(written.error());
    keep_renewed(next, *vectors);
  }
  if (const Renewal now = renewal(); now.missing == 0 && !now.answering) {
    auto work = [this]() -> Result<void> { return take_over(); };
    const Result<void> taken = co_await pool_.run(work, deadline);
    if (!taken) co_return fail(taken.error());
  }
  co_return renewal();
}

// Puts the new vectors together while the old ones answer. When products change meanwhile nothing is taken over: the
// next call tries again.
Result<void> ProductSearchEmbedded::take_over() {
  search::VectorIndex::Options options = vector_options_;
  options.file.clear();  // the old vectors' index still has it; the next start makes it anew
  search::VectorIndex fresh(embedder_.dimensions(), std::move(options));
  std::uint64_t changes = 0;
  std::size_t found = 0;
  {
    const std::shared_lock lock(mutex_);
    if (!missing_.empty()) return {};
    changes = changes_;
    const auto read =
        stored_.read_all([&](std::string_view id, std::uint64_t fingerprint, std::span<const float> vector) {
          const ProductId product = ProductId::trusted(std::string(id));
          const auto item = products_.item_of(product);
          if (!item || search::hash_text(products_.text_of(product)) != fingerprint) return;
          fresh.set(*item, vector);
          ++found;
        });
    if (!read) return read;
    if (found < products_.size()) return fail(internal("stored vectors of products are missing"));
  }
  const std::unique_lock lock(mutex_);
  if (changes_ != changes || !missing_.empty()) return {};
  products_.use_vectors(std::move(fresh));
  answering_ = &embedder_;
  return {};
}

Task<Result<void>> ProductSearchEmbedded::remove_old_vectors(Deadline deadline) {
  const Renewal now = renewal();
  if (now.missing > 0 || !now.answering) co_return Result<void>();
  co_return co_await stored_.remove_others(deadline);
}

}  // namespace lumen::catalog
