// SPDX-License-Identifier: Apache-2.0
#pragma once
// All products in memory, searchable: vectors, words and concern fit. No I/O, no locks: reading is thread-safe,
// `put` wants the index for itself.
//
// For a condition, products are ordered by fit times quality (0.8 to 1.0 by stars, pulled towards 4.0 when few
// people rated), within good fits, lighter fits and fillers; each product of a kind or brand that is in the
// answer already lets the next one of it count 0.82 or 0.88 times, so that an answer mixes them.
// A product whose name says that it is made for the condition counts more, one that is named for another kind of
// condition less (catalog/name_aims.h).
// For words, each thing they name is looked for: concerns (the same fit), the kind of product, its brand, its form
// (catalog/asked_words.h), actives (by their place in the list) and the words themselves, by BM25 and, with the ranking by vector, by reciprocal rank fusion. A product
// counts by the weighted mean of what it has of them.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalog/asked_words.h"
#include "catalog/brand_names.h"
#include "catalog/concern_fit.h"
#include "catalog/name_aims.h"
#include "catalog/product_search.h"
#include "search/bm25_index.h"
#include "search/embedder.h"
#include "search/lexicon.h"
#include "search/vector_index.h"

namespace lumen::catalog {

class ProductIndex {
 public:
  explicit ProductIndex(std::size_t dimensions) : lexicon_(catalog_lexicon()), vectors_(dimensions) {}

  // Adds a product or replaces the one with its id.
  void put(Product product, const ProductFit& fit, std::span<const float> vector);

  // `query` was checked; `vector` is its text's, or empty without text.
  std::vector<ScoredProduct> search(const SearchQuery& query, std::span<const float> vector) const;

  // True when the words of a query matter beside the concerns they name, so that its vector is wanted.
  bool wants_vector(const SearchQuery& query) const;

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::shared_ptr<const Product> product;
    ProductFit fit;
    std::string brand;     // lower case, for comparing
    std::string category;  // lower case
    std::optional<double> price_usd;
    double quality = 1;
    NameAims aims;
    RoleSet roles;                                         // that its name speaks of, its own role among them
    FormSet forms;                                         // the same
    std::vector<std::pair<std::size_t, float>> strengths;  // of its actives, 0..1
  };
  struct Question;  // a query, understood
  struct Pick;

  static const search::Lexicon& catalog_lexicon();
  Question understand(const SearchQuery& query) const;
  bool passes(const Entry& entry, const Question& question) const;
  std::vector<Pick> pick_by_fit(const Question& question) const;
  std::vector<Pick> pick_by_words(const Question& question, std::span<const float> vector) const;
  double worth(const Entry& entry, const Question& question) const;
  double evidence(const Entry& entry, const Question& question, double text) const;
  std::vector<double> text_scores(const Question& question, std::span<const float> vector) const;
  void fill(std::vector<Pick>& picks, const Question& question) const;
  void mix(std::vector<search::Hit> candidates, FitLevel level, const Question& question,
           std::vector<Pick>& picks) const;
  std::string why(const Pick& pick, const Question& question) const;

  const search::Lexicon& lexicon_;
  std::vector<Entry> entries_;
  std::unordered_map<ProductId, std::uint32_t> places_;
  search::VectorIndex vectors_;
  search::Bm25Index words_;
  BrandNames brands_;
};

}  // namespace lumen::catalog
