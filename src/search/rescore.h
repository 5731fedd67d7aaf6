// SPDX-License-Identifier: Apache-2.0
#pragma once
// From estimates to exact answers: the floats of exactly those candidates are read that can still belong to the
// best. Pure.

#include <cstddef>
#include <vector>

#include "search/hit.h"
#include "search/vector_slots.h"

namespace lumen::search {

struct Estimate {
  Slot slot = 0;
  std::uint32_t item = 0;
  float score = 0;
  float error = 0;  // the exact score is within score - error .. score + error
};

// The `count` best by exact score, best first. `rescored`, when given, is told how many were looked at.
std::vector<Hit> rescore(const VectorSlots& slots, const RoundedQuery& query, std::vector<Estimate> candidates,
                         std::size_t count, std::size_t* rescored = nullptr);

// Both lists' best, best first.
std::vector<Hit> merge_best(std::vector<Hit> hits, const std::vector<Hit>& more, std::size_t count);

}  // namespace lumen::search
