// SPDX-License-Identifier: Apache-2.0
#pragma once
// Exact nearest vectors. A scan reads the bytes of every slot (a quarter of the floats' memory traffic), bounds for
// each how far that estimate can be off (Cauchy-Schwarz on the rounding errors), and rescores with the floats those
// that could belong to the answer. So recall is 1.0 by construction, whatever the data. Pure.

#include <cstddef>
#include <vector>

#include "search/hit.h"
#include "search/rounded.h"
#include "search/vector_slots.h"

namespace lumen::search {

struct SlotRange {
  Slot first = 0;
  std::uint32_t count = 0;  // one past the last; what the reader sees (vector_slots.h)
};

// The `count` items of the range with the highest dot product that pass the filter, best first.
std::vector<Hit> scan(const VectorSlots& slots, SlotRange range, const RoundedQuery& query, std::size_t count,
                      const Filter& filter, std::size_t* rescored = nullptr);

}  // namespace lumen::search
