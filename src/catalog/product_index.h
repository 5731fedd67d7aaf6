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
// For words, products are ordered by the evidence for each thing that is named (catalog/asked.h): concerns, the kind
// of product, brand, form, actives, and the words themselves, half by BM25 and half by the reciprocal rank fusion of
// it with the ranking by vector. When they name a concern and no kind of product, kinds and brands are mixed there
// too, more gently.
// Filters decide first which products may be found at all: an answer is full whenever that many pass them. A brand or
// a kind of product that the words name is such a filter too, unless nothing would be left.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "catalog/asked.h"
#include "catalog/brand_names.h"
#include "catalog/concern_fit.h"
#include "catalog/product_facts.h"
#include "catalog/product_search.h"
#include "catalog/product_traits.h"
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

  // Gives the product with this id, if there is one, another vector.
  void set_vector(const ProductId& id, std::span<const float> vector);

  // The text that the product's vector stands for; "" for one that is not here.
  std::string text_of(const ProductId& id) const;

  // All vectors at once, of another embedder: `vectors` holds those of the numbers below `items()`.
  void use_vectors(search::VectorIndex vectors) { vectors_ = std::move(vectors); }
  std::size_t items() const { return entries_.size(); }
  std::optional<std::uint32_t> item_of(const ProductId& id) const;

  // The product with this id is not found any more; its number stays unused.
  void remove(const ProductId& id);

  // The filters that the words of a query say are read (catalog/query_reader.h); words that products are named with
  // are never taken for misspelt ones.
  SearchQuery read(SearchQuery query) const;

  // `query` was checked and read; `vector` is its text's, or empty without text.
  std::vector<ScoredProduct> search(const SearchQuery& query, std::span<const float> vector) const;

  // True when the words of a query matter beside the concerns they name, so that its vector is wanted.
  bool wants_vector(const SearchQuery& query) const;

  std::size_t size() const { return places_.size(); }

  // As of search/vector_index.h: all products of the last run were put; waits for the graph.
  void settle() { vectors_.settle(); }
  void wait_until_grown() const { vectors_.wait_until_grown(); }

  // The same order for products that another search found (catalog/product_search_opensearch.h): candidates have
  // neither words nor vector here, and `near` and `matching` say what those found, best first.
  struct Found {
    std::vector<ProductId> near;      // cosines of near_cosine_min and more, ranking_length at most
    std::vector<ProductId> matching;  // with a word of the query, ranking_length at most
  };
  static constexpr std::size_t ranking_length = 200;
  static constexpr double near_cosine_min = 0.15;  // below, a vector is not near to what was asked
  void put_candidate(Product product, const ProductFit& fit) { put_entry(std::move(product), fit); }
  std::vector<ScoredProduct> rank(const SearchQuery& query, const Found& found) const;

  // What a query is taken to ask for.
  struct Wanted {
    std::vector<Label> labels;
    std::vector<std::string> words;  // telling ones
    bool words_matter = false;       // else products are ordered by their fit for `labels`
    RoleSet roles;                   // the kinds of product that are named
  };
  Wanted wanted(const SearchQuery& query) const;

 private:
  struct Entry {
    std::shared_ptr<const Product> product;  // null once it was removed
    ProductFit fit;
    ProductFacts facts;
    ProductTraits traits;
  };
  struct Question;  // a query, understood
  struct Pick;
  struct Rankings {
    std::vector<search::Hit> near;
    std::vector<search::Hit> matching;
  };

  std::uint32_t put_entry(Product product, const ProductFit& fit);
  static const search::Lexicon& catalog_lexicon();
  Question understand(const SearchQuery& query) const;
  static bool passes(const Entry& entry, const Question& question);
  // By item: which may be in the answer.
  std::vector<bool> allowed_by(const Question& question) const;
  std::vector<Pick> pick_by_fit(const Question& question) const;
  void narrow(Question& question) const;
  Rankings find(const Question& question, std::span<const float> vector) const;
  std::vector<double> text_scores(Rankings rankings) const;
  std::vector<Pick> pick_by_words(const Question& question, Rankings rankings) const;
  std::vector<ScoredProduct> answer(const Question& question, Rankings rankings) const;
  std::vector<search::Hit> hits_of(const std::vector<ProductId>& ids) const;
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
  std::unordered_set<std::string> names_;  // words of names and brands
};

}  // namespace lumen::catalog
