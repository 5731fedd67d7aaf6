// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tokens that passed every check, with what they say. Bounded, least recently used go first; sharded so that
// event loops do not wait for each other. Thread-safe.

#include <array>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "identity/token_verifier.h"

namespace lumen::identity {

class TokenCache {
 public:
  explicit TokenCache(std::size_t entries_max)
      : shard_entries_max_(std::max<std::size_t>(1, entries_max / shards_count)) {}

  // By the token's whole text.
  std::optional<Identity> find(std::string_view token);
  // Only for tokens whose signature was verified: the hash below trusts that they end in one.
  void remember(std::string_view token, const Identity& identity);
  void forget(std::string_view token);
  std::size_t size();

 private:
  static constexpr std::size_t shards_count = 16;

  // The last characters are part of an RSA signature, as good as random, so hashing them is enough.
  struct HashOfEnd {
    std::size_t operator()(std::string_view token) const noexcept {
      return std::hash<std::string_view>{}(token.substr(token.size() - std::min<std::size_t>(token.size(), 32)));
    }
  };
  struct Entry {
    std::string token;
    Identity identity;
  };
  struct Shard {
    std::mutex mutex;
    std::list<Entry> recent;                                                            // newest first
    std::unordered_map<std::string_view, std::list<Entry>::iterator, HashOfEnd> index;  // keys live in the entries
  };
  Shard& shard_of(std::string_view token) { return shards_[(HashOfEnd{}(token) >> 48U) % shards_count]; }

  std::size_t shard_entries_max_;
  std::array<Shard, shards_count> shards_;
};

}  // namespace lumen::identity
