// SPDX-License-Identifier: Apache-2.0
#include "analyses/analysis_cache.h"

#include <functional>
#include <iterator>
#include <utility>

namespace lumen::analyses {
namespace {

// The list node, the index node and its bucket, and the shared_ptr's control block.
constexpr std::size_t overhead_bytes = 160;

// What a row costs in memory, within a few per cent.
std::size_t cost_bytes(const Analysis& analysis) {
  std::size_t size = sizeof(Analysis) + overhead_bytes;
  const auto add = [&size](const std::string& text) { size += text.capacity(); };
  add(analysis.id.text());
  add(analysis.owner.text());
  add(analysis.documents.prediction);
  add(analysis.documents.enhanced_analysis);
  add(analysis.documents.products);
  add(analysis.documents.timing);
  if (analysis.photo) {
    add(analysis.photo->etag);
    add(analysis.photo->content_type);
  }
  if (analysis.failure) {
    add(analysis.failure->code);
    add(analysis.failure->message);
    add(analysis.failure->hint);
  }
  return size;
}

}  // namespace

std::size_t AnalysisCache::hash_of(const AnalysisId& id) { return std::hash<std::string_view>{}(id.text()); }

AnalysisCache::Shard& AnalysisCache::shard_of(const AnalysisId& id) { return shards_[hash_of(id) % shard_count]; }

void AnalysisCache::drop(Shard& shard, Entries::iterator entry) {
  shard.bytes -= entry->bytes;
  shard.index.erase(entry->analysis->id.text());
  shard.recent.erase(entry);
}

AnalysisCache::Found AnalysisCache::find(const AnalysisId& id) {
  Shard& shard = shard_of(id);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.index.find(id.text());
  if (found == shard.index.end()) return {nullptr, Ticket{shard.forgotten}};
  shard.recent.splice(shard.recent.begin(), shard.recent, found->second);
  return {found->second->analysis, Ticket{shard.forgotten}};
}

void AnalysisCache::remember(std::shared_ptr<const Analysis> analysis, Ticket ticket) {
  const std::size_t hash = hash_of(analysis->id);
  Shard& shard = shards_[hash % shard_count];
  const std::lock_guard lock(shard.mutex);
  if (Ticket{shard.forgotten} != ticket) return;
  const std::size_t size = cost_bytes(*analysis);
  if (size > shard_bytes_max_) return;
  std::size_t& knocked = shard.knocked[hash / shard_count % doors_per_shard];
  const bool is_first_knock = std::exchange(knocked, hash) != hash;
  if (is_first_knock && shard.bytes + size > shard_bytes_max_) return;
  const auto [place, is_new] = shard.index.try_emplace(analysis->id.text());
  if (!is_new) return;
  shard.recent.push_front(Entry{std::move(analysis), size});
  place->second = shard.recent.begin();
  shard.bytes += size;
  while (shard.bytes > shard_bytes_max_) drop(shard, std::prev(shard.recent.end()));
}

void AnalysisCache::forget(const AnalysisId& id) {
  Shard& shard = shard_of(id);
  const std::lock_guard lock(shard.mutex);
  ++shard.forgotten;
  const auto found = shard.index.find(id.text());
  if (found != shard.index.end()) drop(shard, found->second);
}

void AnalysisCache::forget_all_of(const UserId& owner) {
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    ++shard.forgotten;
    for (auto entry = shard.recent.begin(); entry != shard.recent.end();) {
      const auto here = entry++;
      if (here->analysis->owner == owner) drop(shard, here);
    }
  }
}

std::size_t AnalysisCache::bytes() const {
  std::size_t total = 0;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    total += shard.bytes;
  }
  return total;
}

}  // namespace lumen::analyses
