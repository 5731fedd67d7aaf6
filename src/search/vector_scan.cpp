// SPDX-License-Identifier: Apache-2.0
#include "search/vector_scan.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "search/rescore.h"

namespace lumen::search {
namespace {

// The `count` highest lower bounds so far; what promises less than the least of them cannot belong to the answer.
class Bar {
 public:
  explicit Bar(std::size_t count) : count_(count) {}
  float height() const { return lows_.size() < count_ ? -std::numeric_limits<float>::infinity() : lows_.front(); }
  void raise(float low) {
    if (low <= height()) return;
    lows_.push_back(low);
    std::push_heap(lows_.begin(), lows_.end(), std::greater<>());
    if (lows_.size() <= count_) return;
    std::pop_heap(lows_.begin(), lows_.end(), std::greater<>());
    lows_.pop_back();
  }

 private:
  std::size_t count_;
  std::vector<float> lows_;  // a heap, the least first
};

}  // namespace

std::vector<Hit> scan(const VectorSlots& slots, SlotRange range, const RoundedQuery& query, std::size_t count,
                      const Filter& filter, std::size_t* rescored) {
  const float slack = 1e-5F * query.length;  // float rounding of lengths, estimate and rescoring
  std::vector<Estimate> candidates;
  Bar bar(count);
  for (Slot slot = range.first; slot < range.count; ++slot) {
    const std::uint32_t item = slots.item(slot, range.count);
    if (item == none || (filter && !filter(item))) continue;
    const Rounding& rounding = slots.rounding(slot);
    const float estimate = slots.estimate(query, slot);
    const float error = query.rounding.residual * rounding.length + query.length * rounding.residual +
                        slack * (rounding.length + rounding.residual);
    if (estimate + error < bar.height()) continue;
    bar.raise(estimate - error);
    candidates.push_back({slot, item, estimate, error});
  }
  return rescore(slots, query, std::move(candidates), count, rescored);
}

}  // namespace lumen::search
