// SPDX-License-Identifier: Apache-2.0
#pragma once
// Lexical search: Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) with
// k1 = 1.2, b = 0.75 and idf = ln(1 + (N - n + 0.5) / (n + 0.5)). Fields of a document differ by weight: a word
// counts as often as it stands there, times the weight of its field.
// Reading is thread-safe; `set` wants the index for itself.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/hit.h"

namespace lumen::search {

class Bm25Index {
 public:
  struct Field {
    std::string_view text;
    float weight = 1;
  };

  std::size_t size() const { return documents_.size(); }

  // Replaces document number `item`, or appends it when `item == size()`.
  void set(std::uint32_t item, std::span<const Field> fields);

  // The `count` documents with a word of the query, best first. Stop words are not looked for.
  std::vector<Hit> search(std::string_view query, std::size_t count, const Filter& filter = {}) const;

 private:
  struct Posting {
    std::uint32_t item = 0;
    float frequency = 0;
  };
  struct Document {
    std::vector<std::uint32_t> terms;  // ascending
    double length = 0;
  };
  using Postings = std::vector<Posting>;  // sorted by item

  std::uint32_t term_number(const std::string& word);
  static void put(Postings& postings, Posting posting);
  static void drop(Postings& postings, std::uint32_t item);
  void add_scores(const Postings& postings, std::unordered_map<std::uint32_t, double>& scores) const;

  std::unordered_map<std::string, std::uint32_t> terms_;
  std::vector<Postings> postings_;  // by term number
  std::vector<Document> documents_;
  double total_length_ = 0;
};

}  // namespace lumen::search
