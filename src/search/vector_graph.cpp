// SPDX-License-Identifier: Apache-2.0
#include "search/vector_graph.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <mutex>

// The only unit that may include it: the header defines functions that are not inline.
// Its prefetching reads past the end of a list of links; distances are our own anyway.
#define NO_MANUAL_VECTORIZATION
#include <hnswlib/hnswlib.h>

namespace lumen::search {
namespace {

using Graph = hnswlib::HierarchicalNSW<float>;

// A node's data is its slot; near means a high product.
class SlotSpace final : public hnswlib::SpaceInterface<float> {
 public:
  explicit SlotSpace(const VectorSlots& slots) : slots_(slots) {}
  std::size_t get_data_size() override { return sizeof(Slot); }
  hnswlib::DISTFUNC<float> get_dist_func() override { return distance; }
  void* get_dist_func_param() override { return const_cast<VectorSlots*>(&slots_); }

 private:
  static float distance(const void* a, const void* b, const void* parameter) {
    const auto& slots = *static_cast<const VectorSlots*>(parameter);
    Slot one = 0;
    Slot other = 0;
    std::memcpy(&one, a, sizeof(one));
    std::memcpy(&other, b, sizeof(other));
    const std::int32_t product = slots.products().bytes_by_bytes(slots.bytes(one), slots.bytes(other), slots.stride());
    return -static_cast<float>(product) * slots.rounding(one).step * slots.rounding(other).step;
  }

  const VectorSlots& slots_;
};

struct Near {
  float score = 0;
  Slot slot = 0;
  std::uint32_t item = 0;
};
bool nearer(const Near& a, const Near& b) { return a.score > b.score; }
bool farther(const Near& a, const Near& b) { return a.score < b.score; }

// The list of visited nodes of one walk, lent from the library's pool.
class Visited {
 public:
  explicit Visited(hnswlib::VisitedListPool& pool) : pool_(pool), list_(pool.getFreeVisitedList()) {}
  ~Visited() { pool_.releaseVisitedList(list_); }
  Visited(const Visited&) = delete;
  Visited& operator=(const Visited&) = delete;

  bool add(Slot slot) {
    if (list_->mass[slot] == list_->curV) return false;
    list_->mass[slot] = list_->curV;
    return true;
  }
  const void* place(Slot slot) const { return list_->mass + slot; }

 private:
  hnswlib::VisitedListPool& pool_;
  hnswlib::VisitedList* list_;
};

constexpr std::size_t line_bytes = 64;

void fetch_ahead(const void* start, std::size_t bytes) {
  for (std::size_t at = 0; at < bytes; at += line_bytes) __builtin_prefetch(static_cast<const char*>(start) + at);
}

std::size_t upper_bytes(const Graph& graph, std::uint32_t node) {
  return graph.size_links_per_element_ * static_cast<std::size_t>(graph.element_levels_[node]);
}

char* copy_of(const void* bytes, std::size_t size) {
  auto* memory = static_cast<char*>(std::malloc(size + 1));
  if (memory == nullptr) throw std::bad_alloc();
  std::memcpy(memory, bytes, size);
  return memory;
}

}  // namespace

struct VectorGraph::Library {
  Library(const VectorSlots& slots, GraphShape shape, std::uint32_t capacity)
      : space(slots), graph(&space, capacity, shape.links, shape.build_width) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(graph.cur_element_count); }
  std::span<const Slot> links(Slot node, int level) const {
    const auto* list = graph.get_linklist_at_level(node, level);
    return {list + 1, graph.getListCount(const_cast<unsigned*>(list))};
  }

  SlotSpace space;
  Graph graph;
};

VectorGraph::VectorGraph(std::shared_ptr<const VectorSlots> slots, GraphShape shape, std::uint32_t capacity)
    : slots_(std::move(slots)), shape_(shape), library_(std::make_unique<Library>(*slots_, shape, capacity)) {}

VectorGraph::~VectorGraph() = default;

std::uint32_t VectorGraph::size() const { return library_->size(); }

VectorGraph::Ptr VectorGraph::grow(std::shared_ptr<const VectorSlots> slots, const VectorGraph* base,
                                   std::uint32_t count, GraphShape shape, const std::atomic<bool>& stop) {
  std::shared_ptr<VectorGraph> grown(new VectorGraph(std::move(slots), shape, count));
  Graph& graph = grown->library_->graph;
  if (base != nullptr) {
    const Graph& old = base->library_->graph;
    graph.cur_element_count = old.cur_element_count;
    graph.maxlevel_ = old.maxlevel_;
    graph.enterpoint_node_ = old.enterpoint_node_;
    graph.level_generator_ = old.level_generator_;
    std::memcpy(graph.data_level0_memory_, old.data_level0_memory_, old.cur_element_count * old.size_data_per_element_);
    std::copy_n(old.element_levels_.begin(), old.cur_element_count, graph.element_levels_.begin());
    for (Slot node = 0; node < base->size(); ++node) {
      if (old.element_levels_[node] > 0) graph.linkLists_[node] = copy_of(old.linkLists_[node], upper_bytes(old, node));
    }
  }
  for (Slot slot = grown->size(); slot < count && !stop; ++slot) graph.addPoint(&slot, slot);
  // Only who adds needs these.
  graph.label_lookup_ = {};
  std::vector<std::mutex>().swap(graph.link_list_locks_);
  std::vector<std::mutex>().swap(graph.link_list_update_locks_);
  return grown;
}

class VectorGraph::Walker {
 public:
  Walker(const VectorGraph& graph, const RoundedQuery& query, const Walk& walk, const Filter& filter)
      : slots_(*graph.slots_),
        library_(*graph.library_),
        query_(query),
        walk_(walk),
        filter_(filter),
        visited_(*library_.graph.visited_list_pool_) {}

  Found run() {
    Found found;
    consider(descend());
    while (!open_.empty()) {
      std::pop_heap(open_.begin(), open_.end(), farther);
      const Near next = open_.back();
      open_.pop_back();
      if (near_.size() == walk_.width && next.score < near_.front().score) break;
      expand(next.slot);
      if (visits_ > walk_.visits_max) {
        found.gave_up = true;
        break;
      }
    }
    for (const Near& near : near_) found.near.push_back({near.slot, near.item, near.score, likely_error(near.slot)});
    return found;
  }

 private:
  float score(Slot slot) const { return slots_.estimate(query_, slot); }

  // Through the upper layers to a node of the lowest that is near.
  Near descend() const {
    Near best{0, library_.graph.enterpoint_node_, none};
    best.score = score(best.slot);
    for (int level = library_.graph.maxlevel_; level > 0; --level) {
      for (bool moved = true; moved;) {
        moved = false;
        for (const Slot slot : library_.links(best.slot, level)) {
          const float value = score(slot);
          if (value <= best.score) continue;
          best = {value, slot, none};
          moved = true;
        }
      }
    }
    visited_.add(best.slot);
    return best;
  }

  void expand(Slot node) {
    fresh_.clear();
    const auto links = library_.links(node, 0);
    for (const Slot slot : links) __builtin_prefetch(visited_.place(slot));
    for (const Slot slot : links) {
      if (!visited_.add(slot)) continue;
      fetch_ahead(slots_.bytes(slot), 4 * line_bytes);
      __builtin_prefetch(&slots_.rounding(slot));
      fresh_.push_back(slot);
    }
    visits_ += fresh_.size();
    for (std::size_t i = 0; i < fresh_.size(); ++i) {
      if (i + 1 < fresh_.size()) fetch_ahead(slots_.bytes(fresh_[i + 1]), slots_.stride());
      consider({score(fresh_[i]), fresh_[i], none});
    }
    if (!open_.empty()) fetch_ahead(library_.graph.get_linklist0(open_.front().slot), 2 * line_bytes);
  }

  void consider(Near near) {
    if (near_.size() == walk_.width && near.score <= near_.front().score) return;
    open_.push_back(near);
    std::push_heap(open_.begin(), open_.end(), farther);
    near.item = slots_.item(near.slot, walk_.count);
    if (near.item == none || (filter_ && !filter_(near.item))) return;
    near_.push_back(near);
    std::push_heap(near_.begin(), near_.end(), nearer);
    if (near_.size() <= walk_.width) return;
    std::pop_heap(near_.begin(), near_.end(), nearer);
    near_.pop_back();
  }

  // Rounding errors of single dimensions are independent, so the error of their sum is the Cauchy-Schwarz bound over
  // the root of the dimensions; six standard deviations of it.
  float likely_error(Slot slot) const {
    const Rounding& rounding = slots_.rounding(slot);
    const float bound = query_.rounding.residual * rounding.length + query_.length * rounding.residual;
    return std::min(1.0F, 6 / std::sqrt(static_cast<float>(slots_.dimensions()))) * bound;
  }

  const VectorSlots& slots_;
  const Library& library_;
  const RoundedQuery& query_;
  const Walk& walk_;
  const Filter& filter_;
  mutable Visited visited_;
  std::vector<Near> open_;  // a heap, the nearest first
  std::vector<Near> near_;  // a heap, the farthest first
  std::vector<Slot> fresh_;
  std::size_t visits_ = 0;
};

VectorGraph::Found VectorGraph::walk(const RoundedQuery& query, const Walk& walk, const Filter& filter) const {
  return Walker(*this, query, walk, filter).run();
}

std::size_t VectorGraph::heap_bytes() const {
  const Graph& graph = library_->graph;
  std::size_t bytes = sizeof(*this) + sizeof(Library);
  bytes +=
      graph.max_elements_ * (graph.size_data_per_element_ + sizeof(char*) + sizeof(int) + sizeof(hnswlib::vl_type));
  for (Slot node = 0; node < size(); ++node) bytes += upper_bytes(graph, node);
  return bytes;
}

VectorGraph::Stored VectorGraph::store() const {
  const Graph& graph = library_->graph;
  Stored stored;
  stored.count = size();
  stored.entry = graph.enterpoint_node_;
  stored.level_max = graph.maxlevel_;
  stored.lowest = {reinterpret_cast<const std::uint8_t*>(graph.data_level0_memory_),
                   graph.cur_element_count * graph.size_data_per_element_};
  stored.levels.assign(graph.element_levels_.begin(), graph.element_levels_.begin() + stored.count);
  for (Slot node = 0; node < stored.count; ++node) {
    const auto* links = reinterpret_cast<const std::uint8_t*>(graph.linkLists_[node]);
    if (stored.levels[node] > 0) stored.upper.insert(stored.upper.end(), links, links + upper_bytes(graph, node));
  }
  return stored;
}

namespace {

constexpr std::int32_t level_limit = 32;  // 16 to the power of it is far above every number of slots

// Every link leads to a node that has the link's layer.
bool links_are_sound(const Graph& graph, std::uint32_t count) {
  for (Slot node = 0; node < count; ++node) {
    for (int level = 0; level <= graph.element_levels_[node]; ++level) {
      auto* list = graph.get_linklist_at_level(node, level);
      const std::size_t size = graph.getListCount(list);
      if (size > (level == 0 ? graph.maxM0_ : graph.maxM_)) return false;
      const bool sound = std::all_of(list + 1, list + 1 + size,
                                     [&](Slot slot) { return slot < count && graph.element_levels_[slot] >= level; });
      if (!sound) return false;
    }
  }
  return true;
}

}  // namespace

VectorGraph::Ptr VectorGraph::restore(std::shared_ptr<const VectorSlots> slots, GraphShape shape,
                                      const Stored& stored) {
  if (stored.count == 0 || stored.levels.size() != stored.count || stored.entry >= stored.count) return nullptr;
  std::shared_ptr<VectorGraph> restored(new VectorGraph(std::move(slots), shape, stored.count));
  Graph& graph = restored->library_->graph;
  if (stored.lowest.size() != stored.count * graph.size_data_per_element_) return nullptr;
  std::size_t upper_size = 0;
  for (const std::int32_t level : stored.levels) {
    if (level < 0 || level > stored.level_max || stored.level_max > level_limit) return nullptr;
    upper_size += graph.size_links_per_element_ * static_cast<std::size_t>(level);
  }
  if (upper_size != stored.upper.size() || stored.levels[stored.entry] != stored.level_max) return nullptr;

  std::memcpy(graph.data_level0_memory_, stored.lowest.data(), stored.lowest.size());
  const std::uint8_t* upper = stored.upper.data();
  for (Slot node = 0; node < stored.count; ++node) {
    graph.element_levels_[node] = stored.levels[node];
    if (stored.levels[node] > 0) graph.linkLists_[node] = copy_of(upper, upper_bytes(graph, node));
    upper += upper_bytes(graph, node);
    graph.cur_element_count = node + 1;
  }
  graph.maxlevel_ = stored.level_max;
  graph.enterpoint_node_ = stored.entry;
  graph.level_generator_.seed(stored.count);
  std::vector<std::mutex>().swap(graph.link_list_locks_);
  std::vector<std::mutex>().swap(graph.link_list_update_locks_);
  return links_are_sound(graph, stored.count) ? restored : nullptr;
}

}  // namespace lumen::search
