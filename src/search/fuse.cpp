// SPDX-License-Identifier: Apache-2.0
#include "search/fuse.h"

#include <algorithm>
#include <unordered_map>

namespace lumen::search {
namespace {

constexpr double rank_offset = 60;

}  // namespace

std::vector<Hit> fuse(std::span<const Ranking> rankings) {
  std::unordered_map<std::uint32_t, double> scores;
  for (const Ranking& ranking : rankings) {
    double rank = 1;
    for (const Hit& hit : ranking.hits) {
      scores[hit.item] += ranking.weight / (rank_offset + rank);
      rank += 1;
    }
  }
  std::vector<Hit> hits;
  hits.reserve(scores.size());
  for (const auto& [item, score] : scores) hits.push_back({item, score});
  std::sort(hits.begin(), hits.end(), comes_before);
  return hits;
}

}  // namespace lumen::search
