// SPDX-License-Identifier: Apache-2.0
#pragma once
// What stands behind search/vector_index.h, which says what it promises: slots that are only ever appended, a graph
// that never changes, and a thread that replaces the graph by a larger one, or both by new ones. A search takes the
// two pointers of the moment and needs no lock after that. Thread-safe.

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

struct VectorIndexOptions {
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

struct VectorIndexFigures {
  std::size_t items = 0;
  std::size_t slots = 0;  // with buried ones
  std::size_t in_graph = 0;
  std::size_t heap_bytes = 0;
  std::size_t mapped_bytes = 0;  // of the file; pages the system may drop
};

class GrowingIndex {
 public:
  using Options = VectorIndexOptions;
  using Figures = VectorIndexFigures;

  GrowingIndex(std::size_t dimensions, Options options);
  ~GrowingIndex();
  GrowingIndex(const GrowingIndex&) = delete;
  GrowingIndex& operator=(const GrowingIndex&) = delete;

  // As in search/vector_index.h.
  std::size_t size() const { return live_.load(); }
  std::size_t dimensions() const { return dimensions_; }
  Result<void> set(std::uint32_t item, std::span<const float> vector);
  void erase(std::uint32_t item);
  void settle();
  std::vector<Hit> search(std::span<const float> query, std::size_t count, const Filter& filter,
                          std::size_t* candidates) const;
  std::vector<Hit> search_exactly(std::span<const float> query, std::size_t count, const Filter& filter,
                                  std::size_t* candidates) const;
  void set_walk_width(std::size_t width) { walk_width_ = width; }
  void wait_until_grown();
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
