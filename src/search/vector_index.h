// SPDX-License-Identifier: Apache-2.0
#pragma once
// Exact nearest vectors by dot product. Every vector is kept as floats and, beside it, as one byte per
// dimension. A search scans the bytes (a quarter of the memory traffic), bounds for each item how far that
// estimate can be off (Cauchy-Schwarz on the rounding errors), and rescores with the floats exactly those
// items that could belong to the answer. So recall is 1.0 by construction, whatever the data.
// Memory: about 5 bytes per dimension and item. Reading is thread-safe; `set` wants the index for itself.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/hit.h"

namespace lumen::search {

class VectorIndex {
 public:
  // Up to 16,384 dimensions (the sum of byte products stays within 32 bits).
  static constexpr std::size_t dimensions_max = 16'384;

  explicit VectorIndex(std::size_t dimensions);

  std::size_t size() const { return bounds_.size(); }
  std::size_t dimensions() const { return dimensions_; }

  // Replaces item number `item`, or appends it when `item == size()`. `vector` has `dimensions()` finite values.
  void set(std::uint32_t item, std::span<const float> vector);

  // The `count` items with the highest dot product that pass the filter, best first. Nothing for a query of
  // zeros. `candidates`, when given, is told how many items were rescored.
  std::vector<Hit> search(std::span<const float> query, std::size_t count, const Filter& filter = {},
                          std::size_t* candidates = nullptr) const;

 private:
  struct Bounds {
    float step = 0;      // value of one unit of the bytes
    float length = 0;    // Euclidean length of the bytes' vector
    float residual = 0;  // Euclidean length of what the bytes leave out
  };

  std::size_t dimensions_;
  std::size_t stride_;  // dimensions rounded up to whole blocks
  std::vector<std::int8_t> bytes_;
  std::vector<float> floats_;
  std::vector<Bounds> bounds_;
};

}  // namespace lumen::search
