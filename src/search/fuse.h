// SPDX-License-Identifier: Apache-2.0
#pragma once
// Joins rankings whose scores cannot be compared. Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR
// 2009): an item's score is the sum of weight / (60 + rank) over the rankings that hold it, ranks from 1. Pure.

#include <span>
#include <vector>

#include "search/hit.h"

namespace lumen::search {

struct Ranking {
  std::vector<Hit> hits;  // best first; only the order counts
  double weight = 1;
};

// Every item of any ranking once, best first.
std::vector<Hit> fuse(std::span<const Ranking> rankings);

}  // namespace lumen::search
