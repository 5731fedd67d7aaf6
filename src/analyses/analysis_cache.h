// SPDX-License-Identifier: Apache-2.0
#pragma once
// Decoded analyses that were read lately, bounded by bytes; the least recently used go first. In a full
// cache a row is kept when it is handed in for the second time (a doorkeeper): reading many rows once pushes nothing
// out. Thread-safe: the ids are spread over shards, each with a lock that is held for one look-up.
//
// It never keeps a row older than the last forget() of its id: a find() that finds nothing gives a ticket, and
// the row read after it is handed in with that; a forget() in between makes the ticket void. So the writer forgets
// an id after its commit and before it answers.

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "domain/analysis.h"

namespace lumen::analyses {

class AnalysisCache {
 public:
  enum class Ticket : std::uint64_t {};
  struct Found {
    std::shared_ptr<const Analysis> analysis;  // null when it is not here; then `ticket` is for reading it
    Ticket ticket{};
  };

  explicit AnalysisCache(std::size_t bytes_max) : shard_bytes_max_(bytes_max / shard_count) {}

  Found find(const AnalysisId& id);
  void remember(std::shared_ptr<const Analysis> analysis, Ticket ticket);
  void forget(const AnalysisId& id);
  // Every analysis of one person. Walks the whole cache; for rare events.
  void forget_all_of(const UserId& owner);

  std::size_t bytes() const;

 private:
  static constexpr std::size_t shard_count = 4;
  static constexpr std::size_t doors_per_shard = 1'024;

  struct Entry {
    std::shared_ptr<const Analysis> analysis;
    std::size_t bytes;
  };
  using Entries = std::list<Entry>;
  struct Shard {
    mutable std::mutex mutex;
    std::uint64_t forgotten = 0;
    std::size_t bytes = 0;
    Entries recent;                                                 // most recently used first
    std::unordered_map<std::string_view, Entries::iterator> index;  // keys live in the entries
    std::array<std::size_t, doors_per_shard> knocked{};             // hashes of ids handed in once
  };

  static std::size_t hash_of(const AnalysisId& id);
  Shard& shard_of(const AnalysisId& id);
  static void drop(Shard& shard, Entries::iterator entry);

  std::size_t shard_bytes_max_;
  std::array<Shard, shard_count> shards_;
};

}  // namespace lumen::analyses
