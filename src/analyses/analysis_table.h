// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the embedded adapters of this room share: the table, the bounded cache of its decoded rows, and the
// rule that every write forgets the rows it changed. One AnalysisTable per data folder, held by the one
// process that has the folder's lock: leases of any earlier process are free as soon as it opens.
// Thread-safe.

#include <functional>
#include <memory>
#include <vector>

#include "analyses/analysis_cache.h"
#include "analyses/analysis_rows.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/metrics.h"
#include "base/random.h"

namespace lumen::analyses {

class AnalysisTable {
 public:
  struct Parts {
    store::Database& database;
    store::SubjectKeys& keys;  // migrated
    const Clock& clock;
    Random& random;
    Metrics& metrics;
    SecretKey secret;  // for cursors and marks of erased rows; the same after a restart
  };
  static constexpr std::size_t cache_bytes_max_default = 2 << 20;

  // Creates or migrates the tables and frees the leases of earlier processes.
  static Result<std::unique_ptr<AnalysisTable>> open(const Parts& parts,
                                                     std::size_t cache_bytes_max = cache_bytes_max_default);

  // The analysis while its owner may read it, else no_such_analysis(). Inline: a hit is one look-up in the
  // cache, a miss one point read of SQLite and the unsealing.
  Result<std::shared_ptr<const Analysis>> find(const UserId& owner, const AnalysisId& id);

  // The analysis of a row with analysis_columns, from the cache when it holds this revision.
  Result<std::shared_ptr<const Analysis>> read(const store::Statement& row);

  // Runs `work` as one durable write that may change the row of `id`.
  template <class T>
  Task<Result<T>> write(AnalysisId id, std::function<Result<T>(store::Connection&)> work, Deadline deadline) {
    auto result = co_await parts_.database.write<T>(std::move(work), deadline);
    cache_.forget(id);
    co_return result;
  }

  void forget(const AnalysisId& id) { cache_.forget(id); }
  // For when a person's key is destroyed: what was decoded with it goes too.
  void forget_all_of(const UserId& owner) { cache_.forget_all_of(owner); }

  store::Database& database() { return parts_.database; }
  const AnalysisRows& rows() const { return rows_; }
  UnixMillis now_ms() const { return parts_.clock.now_ms(); }
  Random& random() { return parts_.random; }
  const SecretKey& secret() const { return parts_.secret; }
  // Who holds the leases given out here: random bytes of this process.
  ByteView run() const { return run_; }
  // The key of an erased row in `erased_analyses`.
  IdBytes erased_mark(const UserId& owner, const AnalysisId& id) const;
  std::size_t cached_bytes() const { return cache_.bytes(); }

 private:
  AnalysisTable(const Parts& parts, std::size_t cache_bytes_max);
  Result<void> free_leases_of_earlier_runs();
  Result<std::shared_ptr<const Analysis>> load(const UserId& owner, const AnalysisId& id);

  Parts parts_;
  AnalysisRows rows_;
  AnalysisCache cache_;
  std::array<std::uint8_t, 16> run_;
  Counter& hits_;
  Counter& misses_;
};

}  // namespace lumen::analyses
