// SPDX-License-Identifier: Apache-2.0
#include "search/rescore.h"

#include <algorithm>

namespace lumen::search {
namespace {

bool promises_more(const Estimate& a, const Estimate& b) { return a.score + a.error > b.score + b.error; }

}  // namespace

// Most promising first: once the best so far are better than what the next one promises, none of the rest counts.
std::vector<Hit> rescore(const VectorSlots& slots, const RoundedQuery& query, std::vector<Estimate> candidates,
                         std::size_t count, std::size_t* rescored) {
  std::sort(candidates.begin(), candidates.end(), promises_more);
  std::vector<Hit> best;  // a heap, its worst first
  std::size_t looked_at = 0;
  for (const Estimate& candidate : candidates) {
    const bool enough = best.size() >= count;
    if (enough && static_cast<double>(candidate.score + candidate.error) < best.front().score) break;
    ++looked_at;
    const Hit hit{candidate.item, static_cast<double>(slots.score(query, candidate.slot))};
    if (enough && !comes_before(hit, best.front())) continue;
    best.push_back(hit);
    std::push_heap(best.begin(), best.end(), comes_before);
    if (!enough) continue;
    std::pop_heap(best.begin(), best.end(), comes_before);
    best.pop_back();
  }
  if (rescored != nullptr) *rescored += looked_at;
  std::sort_heap(best.begin(), best.end(), comes_before);
  return best;
}

std::vector<Hit> merge_best(std::vector<Hit> hits, const std::vector<Hit>& more, std::size_t count) {
  hits.insert(hits.end(), more.begin(), more.end());
  std::sort(hits.begin(), hits.end(), comes_before);
  if (hits.size() > count) hits.resize(count);
  return hits;
}

}  // namespace lumen::search
