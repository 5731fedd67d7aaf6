// SPDX-License-Identifier: Apache-2.0
#pragma once
// Approximate nearest vectors: a hierarchical navigable small world graph (Malkov and Yashunin, "Efficient and robust
// approximate nearest neighbor search using HNSW graphs", 2016) over slots. hnswlib grows it, with products of bytes
// as nearness; the walk is our own, because the library's knows no filter.
// A graph never changes: growing makes a larger one from it, so readers need no lock. The vectors are not in it.
// Expects vectors of about equal length, as embedders make them: with very different ones recall falls.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/encoding.h"
#include "search/hit.h"
#include "search/rescore.h"
#include "search/vector_slots.h"

namespace lumen::search {

struct GraphShape {
  std::uint32_t links = 16;         // of a node on the upper layers; twice as many on the lowest
  std::uint32_t build_width = 200;  // candidates looked at when a node is linked
  friend bool operator==(const GraphShape&, const GraphShape&) = default;
};

class VectorGraph {
 public:
  using Ptr = std::shared_ptr<const VectorGraph>;

  // A graph of the slots below `count`, which are at least one. `base` is null or a graph of the first of them, and
  // stays as it is. Ends early, with fewer slots, when `stop` becomes true. One thread; deterministic.
  static Ptr grow(std::shared_ptr<const VectorSlots> slots, const VectorGraph* base, std::uint32_t count,
                  GraphShape shape, const std::atomic<bool>& stop);
  ~VectorGraph();

  std::uint32_t size() const;  // slots
  GraphShape shape() const { return shape_; }

  struct Walk {
    std::uint32_t count = 0;     // what the reader sees (vector_slots.h), at least size()
    std::size_t width = 0;       // candidates kept: more give better recall and take longer
    std::size_t visits_max = 0;  // gives up after so many nodes
  };
  struct Found {
    std::vector<Estimate> near;  // up to `width` that pass; errors are six standard deviations
    bool gave_up = false;
  };
  Found walk(const RoundedQuery& query, const Walk& walk, const Filter& filter) const;

  // Without the vectors.
  std::size_t heap_bytes() const;

  // The graph as bytes, and back. Null for bytes that are no graph of `count` slots.
  struct Stored {
    std::uint32_t count = 0;
    std::uint32_t entry = 0;
    std::int32_t level_max = 0;
    ByteView lowest;  // lives as long as the graph
    std::vector<std::int32_t> levels;
    Bytes upper;
  };
  Stored store() const;
  static Ptr restore(std::shared_ptr<const VectorSlots> slots, GraphShape shape, const Stored& stored);

 private:
  struct Library;
  class Walker;

  VectorGraph(std::shared_ptr<const VectorSlots> slots, GraphShape shape, std::uint32_t capacity);

  std::shared_ptr<const VectorSlots> slots_;
  GraphShape shape_;
  std::unique_ptr<Library> library_;
};

}  // namespace lumen::search
