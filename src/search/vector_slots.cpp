// SPDX-License-Identifier: Apache-2.0
#include "search/vector_slots.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace lumen::search {
namespace {

constexpr std::size_t alignment = 64;  // a cache line; a block of bytes

template <class Value>
Value* allocate_aligned(std::size_t count) {
  void* memory = std::aligned_alloc(alignment, count * sizeof(Value));
  if (memory == nullptr) throw std::bad_alloc();
  return static_cast<Value*>(memory);
}

}  // namespace

void VectorSlots::Free::operator()(void* memory) const { std::free(memory); }

VectorSlots::VectorSlots(std::size_t dimensions, const Products& products)
    : dimensions_(std::min(dimensions, product_dimensions_max)),
      stride_((dimensions_ + product_block - 1) / product_block * product_block),
      products_(products) {}

VectorSlots::~VectorSlots() {
  for (std::atomic<Chunk*>& chunk : chunks_) delete chunk.load();
}

VectorSlots::Chunk& VectorSlots::new_chunk(Slot first) {
  auto chunk = std::make_unique<Chunk>();
  for (std::atomic<std::uint32_t>& item : chunk->items) item.store(none, std::memory_order_relaxed);
  for (std::atomic<std::uint32_t>& buried : chunk->buried) buried.store(none, std::memory_order_relaxed);
  Chunk& kept = *chunk;
  chunks_[first / chunk_slots].store(chunk.release(), std::memory_order_release);
  return kept;
}

// Untouched pages of it take no memory.
void VectorSlots::allocate(Chunk& chunk) const {
  chunk.own_bytes.reset(allocate_aligned<std::int8_t>(chunk_slots * stride_));
  chunk.own_floats.reset(allocate_aligned<float>(chunk_slots * stride_));
  chunk.bytes = chunk.own_bytes.get();
  chunk.floats = chunk.own_floats.get();
}

Slot VectorSlots::append(std::span<const float> vector, std::uint32_t item, Slot replaced) {
  const Slot slot = count_.load(std::memory_order_relaxed);
  const std::size_t at = within(slot);
  if (at == 0) allocate(new_chunk(slot));
  Chunk& chunk = chunk_of(slot);
  float* floats = chunk.own_floats.get() + at * stride_;
  std::copy_n(vector.begin(), dimensions_, floats);
  std::fill(floats + dimensions_, floats + stride_, 0.0F);
  chunk.roundings[at] = round_to_bytes(floats, stride_, chunk.own_bytes.get() + at * stride_);
  chunk.items[at].store(item, std::memory_order_relaxed);
  if (replaced != none) chunk_of(replaced).buried[within(replaced)].store(slot + 1, std::memory_order_release);
  count_.store(slot + 1, std::memory_order_release);
  return slot;
}

void VectorSlots::bury(Slot slot) { chunk_of(slot).buried[within(slot)].store(0, std::memory_order_release); }

// The last chunk is copied when it is not whole, because it goes on growing.
void VectorSlots::lay(Lying lying) {
  for (Slot first = 0; first < lying.count; first += chunk_slots) {
    Chunk& chunk = new_chunk(first);
    const std::uint32_t here = std::min(chunk_slots, lying.count - first);
    const std::size_t offset = std::size_t{first} * stride_;
    if (here == chunk_slots) {
      chunk.bytes = lying.bytes + offset;
      chunk.floats = lying.floats + offset;
      mapped_count_ += chunk_slots;
    } else {
      allocate(chunk);
      std::copy_n(lying.bytes + offset, here * stride_, chunk.own_bytes.get());
      std::copy_n(lying.floats + offset, here * stride_, chunk.own_floats.get());
    }
    std::copy_n(lying.roundings + first, here, chunk.roundings.begin());
    for (std::uint32_t i = 0; i < here; ++i) chunk.buried[i].store(0, std::memory_order_relaxed);
  }
  keeper_ = std::move(lying.keeper);
  count_.store(lying.count, std::memory_order_release);
}

void VectorSlots::claim(Slot slot, std::uint32_t item) {
  Chunk& chunk = chunk_of(slot);
  chunk.items[within(slot)].store(item, std::memory_order_relaxed);
  chunk.buried[within(slot)].store(none, std::memory_order_release);
}

std::size_t VectorSlots::heap_bytes() const {
  const std::size_t own = count() - mapped_count_.load();
  const std::size_t chunks = (std::size_t{count()} + chunk_slots - 1) / chunk_slots;
  return own * stride_ * (sizeof(float) + 1) + chunks * sizeof(Chunk) + sizeof(*this);
}

std::size_t VectorSlots::mapped_bytes() const { return mapped_count_.load() * stride_ * (sizeof(float) + 1); }

}  // namespace lumen::search
