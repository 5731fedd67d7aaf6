// SPDX-License-Identifier: Apache-2.0
#pragma once
// Vectors in numbered slots: each as floats and as bytes, with the item it belongs to. A slot is written once and
// never again, so that readers need no lock; an item that changes gets a new slot.
// A reader looks at the slots through a count that it reads once: it sees the slots below that count, and of those
// not the ones that were buried at that count or before. So while an item is replaced every reader sees either its
// old vector or its new one.
// One writer at a time; any number of readers beside it.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>

#include "search/byte_product.h"
#include "search/rounded.h"

namespace lumen::search {

using Slot = std::uint32_t;
inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

class VectorSlots {
 public:
  static constexpr std::uint32_t chunk_slots = 1'024;
  static constexpr std::uint32_t slots_max = 8'192 * chunk_slots;

  explicit VectorSlots(std::size_t dimensions, const Products& products = best_products());
  ~VectorSlots();
  VectorSlots(const VectorSlots&) = delete;
  VectorSlots& operator=(const VectorSlots&) = delete;

  std::size_t dimensions() const { return dimensions_; }
  std::size_t stride() const { return stride_; }
  const Products& products() const { return products_; }

  std::uint32_t count() const { return count_.load(std::memory_order_acquire); }

  // Expects a slot below a count that was read.
  const std::int8_t* bytes(Slot slot) const { return chunk_of(slot).bytes + within(slot) * stride_; }
  const float* floats(Slot slot) const { return chunk_of(slot).floats + within(slot) * stride_; }
  const Rounding& rounding(Slot slot) const { return chunk_of(slot).roundings[within(slot)]; }
  // The item whose vector this is for a reader of `count`; none for a slot that is buried.
  std::uint32_t item(Slot slot, std::uint32_t count) const {
    const Chunk& chunk = chunk_of(slot);
    const std::size_t at = within(slot);
    if (chunk.buried[at].load(std::memory_order_acquire) <= count) return none;
    return chunk.items[at].load(std::memory_order_relaxed);
  }
  // The exact product of a query with a slot.
  float score(const RoundedQuery& query, Slot slot) const {
    return products_.floats(query.exact.data(), floats(slot), stride_);
  }
  // The product of the rounded two.
  float estimate(const RoundedQuery& query, Slot slot) const {
    const auto units = static_cast<float>(products_.query_by_bytes(query.units.data(), bytes(slot), stride_));
    return units * query.rounding.step * rounding(slot).step;
  }

  // For the writer. `append` expects room and `dimensions()` values; it buries `replaced` in the same instant.
  bool full() const { return count() == slots_max; }
  Slot append(std::span<const float> vector, std::uint32_t item, Slot replaced = none);
  void bury(Slot slot);

  // Slots that lie ready elsewhere (a mapped file) and belong to no item yet; expects that there is none so far.
  // `keeper` holds what is pointed to.
  struct Lying {
    std::uint32_t count = 0;
    const Rounding* roundings = nullptr;
    const std::int8_t* bytes = nullptr;
    const float* floats = nullptr;
    std::shared_ptr<const void> keeper;
  };
  void lay(Lying lying);
  // Gives a slot that belongs to none to an item.
  void claim(Slot slot, std::uint32_t item);

  // What they take, in memory of the process and in mapped files.
  std::size_t heap_bytes() const;
  std::size_t mapped_bytes() const;

 private:
  struct Free {
    void operator()(void* memory) const;
  };
  struct Chunk {
    std::unique_ptr<std::int8_t, Free> own_bytes;  // empty when they lie elsewhere
    std::unique_ptr<float, Free> own_floats;
    const std::int8_t* bytes = nullptr;
    const float* floats = nullptr;
    std::array<Rounding, chunk_slots> roundings;
    std::array<std::atomic<std::uint32_t>, chunk_slots> items;
    std::array<std::atomic<std::uint32_t>, chunk_slots> buried;  // from this count on
  };

  static std::size_t within(Slot slot) { return slot % chunk_slots; }
  const Chunk& chunk_of(Slot slot) const { return *chunks_[slot / chunk_slots].load(std::memory_order_acquire); }
  Chunk& chunk_of(Slot slot) { return *chunks_[slot / chunk_slots].load(std::memory_order_acquire); }
  Chunk& new_chunk(Slot first);
  void allocate(Chunk& chunk) const;

  std::size_t dimensions_;
  std::size_t stride_;  // dimensions rounded up to whole blocks
  const Products& products_;
  std::array<std::atomic<Chunk*>, slots_max / chunk_slots> chunks_{};
  std::atomic<std::uint32_t> count_{0};
  std::atomic<std::uint32_t> mapped_count_{0};
  std::shared_ptr<const void> keeper_;
};

}  // namespace lumen::search
