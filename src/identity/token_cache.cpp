// SPDX-License-Identifier: Apache-2.0
#include "identity/token_cache.h"

namespace lumen::identity {

std::optional<Identity> TokenCache::find(std::string_view token) {
  Shard& shard = shard_of(token);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.index.find(token);
  if (found == shard.index.end()) return std::nullopt;
  shard.recent.splice(shard.recent.begin(), shard.recent, found->second);
  return found->second->identity;
}

void TokenCache::remember(std::string_view token, const Identity& identity) {
  Shard& shard = shard_of(token);
  const std::lock_guard lock(shard.mutex);
  if (shard.index.contains(token)) return;
  shard.recent.push_front({std::string(token), identity});
  shard.index.emplace(shard.recent.front().token, shard.recent.begin());
  if (shard.recent.size() <= shard_entries_max_) return;
  shard.index.erase(shard.recent.back().token);
  shard.recent.pop_back();
}

void TokenCache::forget(std::string_view token) {
  Shard& shard = shard_of(token);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.index.find(token);
  if (found == shard.index.end()) return;
  const auto entry = found->second;
  shard.index.erase(found);
  shard.recent.erase(entry);
}

std::size_t TokenCache::size() {
  std::size_t total = 0;
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    total += shard.recent.size();
  }
  return total;
}

}  // namespace lumen::identity
