// SPDX-License-Identifier: Apache-2.0
#include "search/growing_index.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "search/hash.h"
#include "search/rescore.h"
#include "search/vector_file.h"
#include "search/vector_scan.h"

namespace lumen::search {
namespace {

constexpr std::size_t sample_size = 256;  // items a filter is tried on
constexpr std::size_t visits_share = 4;   // a walk that visits more than this part of all nodes is dearer than a scan

Counter& searches(Metrics& metrics, const char* way) {
  return metrics.counter("lumen_vector_searches_total", "Searches for near vectors, by the way taken.", {{"way", way}});
}

// What a crash in the middle of writing left.
void remove_unfinished(const std::filesystem::path& file) {
  std::error_code failure;
  const std::string start = "." + file.filename().string() + ".";
  for (const auto& entry : std::filesystem::directory_iterator(file.parent_path(), failure)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(start) && name.ends_with(".tmp")) std::filesystem::remove(entry.path(), failure);
  }
}

bool same(std::span<const float> vector, const float* other) {
  return std::memcmp(vector.data(), other, vector.size_bytes()) == 0;
}

}  // namespace

GrowingIndex::GrowingIndex(std::size_t dimensions, Options options)
    : dimensions_(std::min(dimensions, product_dimensions_max)),
      options_(std::move(options)),
      counters_{
          &searches(*options_.metrics, "exact"),
          &searches(*options_.metrics, "subset"),
          &searches(*options_.metrics, "graph"),
          &searches(*options_.metrics, "gave_up"),
          &options_.metrics->gauge("lumen_vector_index_items", "Vectors that can be found."),
          &options_.metrics->gauge("lumen_vector_index_in_graph", "Vectors in the graph, buried ones included."),
          &options_.metrics->gauge("lumen_vector_index_bytes", "Memory of vectors and graph, mapped files apart.")},
      walk_width_(options_.walk_width),
      view_{std::make_shared<VectorSlots>(dimensions_, *options_.products), nullptr} {
  if (!options_.file.empty()) open_file();
}

void GrowingIndex::open_file() {
  settled_ = false;
  remove_unfinished(options_.file);
  auto file = map_vector_file(options_.file, dimensions_, options_.shape, *options_.products);
  if (!file) {
    if (file.error().kind != ErrorKind::not_found) tell("vector_file_unusable", file.error());
    return;
  }
  unclaimed_.reserve(file->checksums.size());
  for (Slot slot = 0; slot < file->checksums.size(); ++slot) unclaimed_.emplace(file->checksums[slot], slot);
  in_file_ = file->checksums.size();
  view_ = {std::move(file->slots), std::move(file->graph)};
}

void GrowingIndex::tell(std::string_view event, const Error& error) const {
  if (options_.log != nullptr) options_.log->warn(event, {{"code", error.code}, {"detail", error.detail}});
}

GrowingIndex::View GrowingIndex::view() const {
  const std::lock_guard lock(view_mutex_);
  return view_;
}

void GrowingIndex::show(View view) {
  const std::lock_guard lock(view_mutex_);
  std::swap(view_, view);
}

// The slot of the file that holds this vector, and belongs to the item from now on; none when there is none.
Slot GrowingIndex::claim(std::uint32_t item, std::span<const float> vector) {
  if (unclaimed_.empty()) return none;
  auto [at, end] = unclaimed_.equal_range(floats_checksum(vector));
  for (; at != end; ++at) {
    const Slot slot = at->second;
    if (!same(vector, view_.slots->floats(slot))) continue;
    unclaimed_.erase(at);
    view_.slots->claim(slot, item);
    return slot;
  }
  return none;
}

Result<void> GrowingIndex::set(std::uint32_t item, std::span<const float> vector) {
  if (vector.size() != dimensions_) {
    return fail(invalid("vector_dimensions", "The vector has another number of dimensions than the index.",
                        std::to_string(vector.size()) + " instead of " + std::to_string(dimensions_)));
  }
  const std::lock_guard lock(mutex_);
  VectorSlots& slots = *view_.slots;
  const Slot old = item < slot_of_.size() ? slot_of_[item] : none;
  if (old != none && same(vector, slots.floats(old))) return {};
  Slot slot = claim(item, vector);
  if (slot == none) {
    if (slots.full() || item >= VectorSlots::slots_max) {
      return fail(make_error(ErrorKind::too_large, "vector_index_full", "There are too many vectors for one index."));
    }
    slot = slots.append(vector, item, old);
  } else if (old != none) {
    slots.bury(old);
  }
  if (item >= slot_of_.size()) slot_of_.resize(std::size_t{item} + 1, none);
  slot_of_[item] = slot;
  if (old != none) {
    ++buried_;
  } else {
    ++live_;
  }
  wake_grower();
  return {};
}

void GrowingIndex::erase(std::uint32_t item) {
  const std::lock_guard lock(mutex_);
  if (item >= slot_of_.size() || slot_of_[item] == none) return;
  view_.slots->bury(std::exchange(slot_of_[item], none));
  --live_;
  ++buried_;
  wake_grower();
}

void GrowingIndex::settle() {
  const std::lock_guard lock(mutex_);
  if (std::exchange(settled_, true)) return;
  buried_ += unclaimed_.size();
  unclaimed_.clear();
  wake_grower();
}

// True when few of a sample pass.
bool GrowingIndex::is_selective(const VectorSlots& slots, std::uint32_t count, const Filter& filter) const {
  std::size_t seen = 0;
  std::size_t passing = 0;
  for (std::uint64_t i = 0; i < sample_size; ++i) {
    const std::uint32_t item = slots.item(static_cast<Slot>(mix(i) % count), count);
    if (item == none) continue;
    ++seen;
    passing += filter(item) ? 1 : 0;
  }
  return static_cast<double>(passing) < options_.subset_max * static_cast<double>(seen);
}

std::vector<Hit> GrowingIndex::search(std::span<const float> query, std::size_t count, const Filter& filter,
                                      std::size_t* candidates) const {
  if (candidates != nullptr) *candidates = 0;
  if (count == 0 || query.size() != dimensions_) return {};
  const View now = view();
  const VectorSlots& slots = *now.slots;
  const std::uint32_t seen = slots.count();
  const RoundedQuery rounded(query, slots.stride());
  if (!(rounded.length > 0)) return {};

  const auto scan_all = [&] { return scan(slots, {0, seen}, rounded, count, filter, candidates); };
  if (now.graph == nullptr || size() <= options_.exact_items_max) {
    counters_.exact->increment();
    return scan_all();
  }
  if (filter && is_selective(slots, seen, filter)) {
    counters_.subset->increment();
    return scan_all();
  }
  const std::size_t width = std::max(walk_width_.load(), 2 * count);
  const std::size_t visits = std::max<std::size_t>(options_.walk_visits, now.graph->size() / visits_share);
  const VectorGraph::Walk walk{seen, width, visits};
  VectorGraph::Found found = now.graph->walk(rounded, walk, filter);
  if (found.gave_up || found.near.size() < std::min(width, size())) {
    counters_.gave_up->increment();
    return scan_all();
  }
  counters_.graph->increment();
  std::vector<Hit> hits = rescore(slots, rounded, std::move(found.near), count, candidates);
  if (now.graph->size() == seen) return hits;
  return merge_best(std::move(hits), scan(slots, {now.graph->size(), seen}, rounded, count, filter, candidates), count);
}

std::vector<Hit> GrowingIndex::search_exactly(std::span<const float> query, std::size_t count, const Filter& filter,
                                              std::size_t* candidates) const {
  if (candidates != nullptr) *candidates = 0;
  if (count == 0 || query.size() != dimensions_) return {};
  const View now = view();
  const RoundedQuery rounded(query, now.slots->stride());
  if (!(rounded.length > 0)) return {};
  return scan(*now.slots, {0, now.slots->count()}, rounded, count, filter, candidates);
}

GrowingIndex::Figures GrowingIndex::figures() const {
  const View now = view();
  const std::size_t in_graph = now.graph == nullptr ? 0 : now.graph->size();
  const std::size_t graph_bytes = now.graph == nullptr ? 0 : now.graph->heap_bytes();
  return {size(), now.slots->count(), in_graph, now.slots->heap_bytes() + graph_bytes, now.slots->mapped_bytes()};
}

}  // namespace lumen::search
