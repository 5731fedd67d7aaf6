// SPDX-License-Identifier: Apache-2.0
#pragma once
// Nearest vectors by dot product, in one of two ways, chosen by size:
// - up to `exact_items_max` items, and with a filter that few of them pass, an exact scan (vector_scan.h);
// - above, a walk through a graph (vector_graph.h), its best rescored with floats. What is not in the graph yet is
//   scanned beside it, so an item is found as soon as it was set.
// A thread of the index's own, of low priority, grows the graph, makes all anew without the buried vectors when they
// are a quarter, and keeps a file (vector_file.h) from which the next start takes bytes and graph again.
// All methods are thread-safe; a search waits for nobody but for the moment in which it takes its view, and sees an
// item that is being replaced with its old or its new vector.
// Memory: 5 bytes a dimension and item, and 160 bytes an item for the graph; while all is made anew, twice that.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/result.h"
#include "search/growing_index.h"
#include "search/hit.h"

namespace lumen::search {

class VectorIndex {
 public:
  // Up to 16,384 dimensions (the sum of byte products stays within 32 bits).
  static constexpr std::size_t dimensions_max = product_dimensions_max;

  using Options = VectorIndexOptions;
  using Figures = VectorIndexFigures;

  // Takes what the file holds; a damaged one is told in the log and made anew later.
  explicit VectorIndex(std::size_t dimensions, Options options = {})
      : index_(std::make_unique<GrowingIndex>(dimensions, std::move(options))) {}

  // Items that can be found.
  std::size_t size() const { return index_->size(); }
  std::size_t dimensions() const { return index_->dimensions(); }

  // Adds or replaces item number `item`; the same vector again costs a comparison. `vector` has finite values.
  // Numbers are dense: memory grows with the highest. Errors: `invalid` "vector_dimensions", `too_large`
  // "vector_index_full".
  Result<void> set(std::uint32_t item, std::span<const float> vector) { return index_->set(item, vector); }

  // The item is not found any more; one that is not there is fine.
  void erase(std::uint32_t item) { index_->erase(item); }

  // Tells that everything there was at the last stop has been set again: what the file holds beside that is not
  // wanted any more, and the file may be written. Only an index with a file needs it.
  void settle() { index_->settle(); }

  // The `count` items with the highest dot product that pass the filter, best first; of a graph nearly those, with
  // their exact products. As many as `count` whenever that many pass. Nothing for a query of zeros or of other
  // dimensions. `candidates`, when given, is told how many items were rescored.
  std::vector<Hit> search(std::span<const float> query, std::size_t count, const Filter& filter = {},
                          std::size_t* candidates = nullptr) const {
    return index_->search(query, count, filter, candidates);
  }

  // The same by a scan, however many there are: recall 1.0, and time that grows with the items.
  std::vector<Hit> search_exactly(std::span<const float> query, std::size_t count, const Filter& filter = {},
                                  std::size_t* candidates = nullptr) const {
    return index_->search_exactly(query, count, filter, candidates);
  }

  // Options::walk_width from now on.
  void set_walk_width(std::size_t width) { index_->set_walk_width(width); }

  // Waits until the graph holds what it should and the file is written; at once for a small index.
  void wait_until_grown() const { index_->wait_until_grown(); }

  Figures figures() const { return index_->figures(); }

 private:
  std::unique_ptr<GrowingIndex> index_;  // so that an index can be moved
};

}  // namespace lumen::search
