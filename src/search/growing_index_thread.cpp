// SPDX-License-Identifier: Apache-2.0
// The thread of GrowingIndex that grows its graph and keeps its file.

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "search/vector_file.h"
#include "search/growing_index.h"

namespace lumen::search {
namespace {

constexpr std::size_t step_least = 1'024;  // slots that are scanned beside the graph without harm
constexpr std::size_t step_share = 64;     // of all slots, for a large index
constexpr std::size_t file_share = 8;      // the file is written anew when it lacks this part
constexpr std::size_t buried_share = 4;
constexpr int nice_by = 10;

}  // namespace

GrowingIndex::~GrowingIndex() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  if (grower_.joinable()) grower_.join();
}

// A quarter of the slots belongs to no item any more.
bool GrowingIndex::wants_anew() const {
  return buried_ >= step_least && buried_ * buried_share >= view_.slots->count();
}

bool GrowingIndex::wants_growth() const {
  const std::size_t count = view_.slots->count();
  const std::size_t in_graph = view_.graph == nullptr ? 0 : view_.graph->size();
  if (size() <= options_.exact_items_max) return false;
  return view_.graph == nullptr || count - in_graph >= std::max(step_least, count / step_share);
}

bool GrowingIndex::wants_file() const {
  if (options_.file.empty() || !settled_ || file_failed_ || view_.graph == nullptr) return false;
  const std::size_t in_graph = view_.graph->size();
  return in_file_ == 0 || in_graph < in_file_ || in_graph - in_file_ > in_file_ / file_share;
}

void GrowingIndex::wake_grower() {
  if (growing_ || !(wants_anew() || wants_growth() || wants_file())) return;
  growing_ = true;
  if (!grower_.joinable()) grower_ = std::thread([this] { grow_on_and_on(); });
  changed_.notify_all();
}

void GrowingIndex::wait_until_grown() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !growing_; });
}

void GrowingIndex::grow_on_and_on() {
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), nice_by);  // a thread's own on Linux; a failure is fine
  std::unique_lock lock(mutex_);
  while (!stop_) {
    const bool anew = wants_anew();
    const bool growth = wants_growth();
    if (!anew && !growth && !wants_file()) {
      growing_ = false;
      changed_.notify_all();
      changed_.wait(lock, [this] { return stop_ || growing_; });
      continue;
    }
    lock.unlock();
    if (anew) {
      make_anew();
    } else if (growth) {
      grow_once();
    } else {
      write_file();
    }
    lock.lock();
    counters_.items->set(static_cast<double>(size()));
    counters_.in_graph->set(view_.graph == nullptr ? 0 : static_cast<double>(view_.graph->size()));
  }
  growing_ = false;
  changed_.notify_all();
}

void GrowingIndex::grow_once() {
  View now = view();
  now.graph = VectorGraph::grow(now.slots, now.graph.get(), now.slots->count(), options_.shape, stop_);
  const std::size_t graph_bytes = now.graph->heap_bytes();
  counters_.bytes->set(static_cast<double>(now.slots->heap_bytes() + graph_bytes));
  if (stop_) return;
  const std::lock_guard lock(mutex_);
  show(std::move(now));
}

// What was set or erased meanwhile is done again on the new slots.
void GrowingIndex::make_anew() {
  const View old = view();
  std::vector<Slot> before;
  {
    const std::lock_guard lock(mutex_);
    before = slot_of_;
  }
  const auto floats_of = [&](Slot slot) { return std::span<const float>(old.slots->floats(slot), dimensions_); };
  auto slots = std::make_shared<VectorSlots>(dimensions_, *options_.products);
  std::vector<Slot> moved(before.size(), none);
  std::size_t live = 0;
  for (std::uint32_t item = 0; item < before.size(); ++item) {
    if (before[item] == none) continue;
    moved[item] = slots->append(floats_of(before[item]), item);
    ++live;
  }
  VectorGraph::Ptr graph;
  if (live > options_.exact_items_max) {
    graph = VectorGraph::grow(slots, nullptr, slots->count(), options_.shape, stop_);
  }
  if (stop_) return;

  const std::lock_guard lock(mutex_);
  moved.resize(slot_of_.size(), none);
  before.resize(slot_of_.size(), none);
  buried_ = 0;
  for (std::uint32_t item = 0; item < slot_of_.size(); ++item) {
    if (slot_of_[item] == before[item]) continue;
    buried_ += moved[item] == none ? 0 : 1;
    if (slot_of_[item] != none) {
      moved[item] = slots->append(floats_of(slot_of_[item]), item, moved[item]);
    } else {
      slots->bury(std::exchange(moved[item], none));
    }
  }
  slot_of_ = std::move(moved);
  in_file_ = 0;
  show({std::move(slots), std::move(graph)});
}

void GrowingIndex::write_file() {
  const View now = view();
  const Result<void> written = write_vector_file(options_.file, *now.slots, *now.graph);
  if (!written) tell("vector_file_not_written", written.error());
  const std::lock_guard lock(mutex_);
  file_failed_ = !written;
  in_file_ = now.graph->size();
}

}  // namespace lumen::search
