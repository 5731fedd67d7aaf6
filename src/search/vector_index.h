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

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/log.h"
#include "base/metrics.h"
#include "base/result.h"
#include "search/hit.h"
#include "search/vector_graph.h"
#include "search/vector_slots.h"

namespace lumen::search {

class VectorIndex {
 public:
  // Up to 16,384 dimensions (the sum of byte products stays within 32 bits).
  static constexpr std::size_t dimensions_max = product_dimensions_max;

  struct Options {
    std::size_t exact_items_max = 50'000;
    GraphShape shape;
    std::size_t walk_width = 160;     // at least; twice the count asked for when that is more
    std::size_t walk_visits = 8'000;  // a walk may visit so many nodes, or a quarter of a large graph; then a scan
    double subset_max = 0.15;         // a filter that fewer pass is answered by a scan
    std::filesystem::path file;       // "" for none; its folder exists, and no other process writes there
    const Products* products = &best_products();
    Metrics* metrics = &null_metrics();
    Log* log = nullptr;
  };

  explicit VectorIndex(std::size_t dimensions) : VectorIndex(dimensions, Options()) {}
  // Takes what the file holds; a damaged one is told in the log and made anew later.
  VectorIndex(std::size_t dimensions, Options options);
  ~VectorIndex();
  VectorIndex(const VectorIndex&) = delete;
  VectorIndex& operator=(const VectorIndex&) = delete;

  // Items that can be found.
  std::size_t size() const { return live_.load(); }
  std::size_t dimensions() const { return dimensions_; }

  // Adds or replaces item number `item`; the same vector again costs a comparison. `vector` has finite values.
  // Numbers are dense: memory grows with the highest. Errors: `invalid` "vector_dimensions", `too_large`
  // "vector_index_full".
  Result<void> set(std::uint32_t item, std::span<const float> vector);

  // The item is not found any more; one that is not there is fine.
  void erase(std::uint32_t item);

  // Tells that everything there was at the last stop has been set again: what the file holds beside that is not
  // wanted any more, and the file may be written. Only an index with a file needs it.
  void settle();

  // The `count` items with the highest dot product that pass the filter, best first; of a graph nearly those, with
  // their exact products. As many as `count` whenever that many pass. Nothing for a query of zeros or of other
  // dimensions. `candidates`, when given, is told how many items were rescored.
  std::vector<Hit> search(std::span<const float> query, std::size_t count, const Filter& filter = {},
                          std::size_t* candidates = nullptr) const;

  // The same by a scan, however many there are: recall 1.0, and time that grows with the items.
  std::vector<Hit> search_exactly(std::span<const float> query, std::size_t count, const Filter& filter = {},
                                  std::size_t* candidates = nullptr) const;

  // Options::walk_width from now on.
  void set_walk_width(std::size_t width) { walk_width_ = width; }

  // Waits until the graph holds what it should and the file is written; at once for a small index.
  void wait_until_grown();

  struct Figures {
    std::size_t items = 0;
    std::size_t slots = 0;  // with buried ones
    std::size_t in_graph = 0;
    std::size_t heap_bytes = 0;
    std::size_t mapped_bytes = 0;  // of the file; pages the system may drop
  };
  Figures figures() const;

 private:
  struct View {
    std::shared_ptr<VectorSlots> slots;
    VectorGraph::Ptr graph;  // null while there is none
  };
  struct Counters {
    Counter* exact;
    Counter* subset;
    Counter* graph;
    Counter* gave_up;
    Gauge* items;
    Gauge* in_graph;
    Gauge* bytes;
  };

  View view() const;
  void show(View view);
  void open_file();
  Slot claim(std::uint32_t item, std::span<const float> vector);
  bool is_selective(const VectorSlots& slots, std::uint32_t count, const Filter& filter) const;

  // Of the growing thread; the first three expect the lock of `mutex_`.
  void wake_grower();
  bool wants_anew() const;
  bool wants_growth() const;
  bool wants_file() const;
  void grow_on_and_on();
  void grow_once();
  void make_anew();
  void write_file();
  void tell(std::string_view event, const Error& error) const;

  const std::size_t dimensions_;
  const Options options_;
  Counters counters_;

  mutable std::mutex mutex_;   // of writers: all below
  std::vector<Slot> slot_of_;  // by item
  std::size_t buried_ = 0;
  std::unordered_multimap<std::uint64_t, Slot> unclaimed_;  // by the floats' checksum
  bool settled_ = true;
  std::size_t in_file_ = 0;  // slots
  bool file_failed_ = false;
  bool growing_ = false;
  std::condition_variable changed_;
  std::atomic<bool> stop_{false};
  std::thread grower_;

  std::atomic<std::size_t> live_{0};
  std::atomic<std::size_t> walk_width_;
  mutable std::mutex view_mutex_;  // held for a copy of two pointers; taken after mutex_
  View view_;
};

}  // namespace lumen::search
