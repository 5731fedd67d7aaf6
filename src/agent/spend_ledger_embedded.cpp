// SPDX-License-Identifier: Apache-2.0
#include "agent/spend_ledger_embedded.h"

#include <cmath>
#include <functional>
#include <utility>

namespace lumen::agent {
namespace {

constexpr double micro = 1e-6;

// An expired sum begins anew.
void add_one(store::Connection& connection, const SpendEntry& entry, UnixSeconds now_s) {
  connection
      .prepare(
          "INSERT INTO agent_spend(key, tokens, usd_micro, ttl_s) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(key) DO UPDATE "
          "SET "
          "tokens = excluded.tokens + iif(ttl_s > ?5, tokens, 0), "
          "usd_micro = excluded.usd_micro + iif(ttl_s > ?5, usd_micro, 0), ttl_s = max(ttl_s, excluded.ttl_s)")
      .bind(1, entry.key)
      .bind(2, entry.spend.tokens)
      .bind(3, static_cast<std::int64_t>(std::ceil(entry.spend.usd / micro)))
      .bind(4, entry.ttl_s)
      .bind(5, now_s)
      .run();
}

}  // namespace

Result<void> EmbeddedSpendLedger::migrate(store::Database& database) {
  return database.migrate("spend", {"CREATE TABLE agent_spend(key TEXT PRIMARY KEY, tokens INTEGER NOT NULL, "
                                    "usd_micro INTEGER NOT NULL, ttl_s INTEGER NOT NULL) WITHOUT ROWID;"
                                    "CREATE INDEX agent_spend_ttl ON agent_spend(ttl_s);"});
}

Task<Result<std::vector<Spend>>> EmbeddedSpendLedger::sums(std::vector<std::string> keys, Deadline) {
  co_return database_.read([&](store::Connection& connection) -> Result<std::vector<Spend>> {
    std::vector<Spend> sums;
    for (const std::string& key : keys) {
      auto row = connection.prepare("SELECT tokens, usd_micro FROM agent_spend WHERE key=? AND ttl_s>?");
      row.bind(1, key).bind(2, clock_.now_s());
      if (row.step()) {
        sums.push_back({row.integer(0), static_cast<double>(row.integer(1)) * micro});
      } else {
        sums.emplace_back();
      }
    }
    return sums;
  });
}

Task<Result<void>> EmbeddedSpendLedger::add(std::vector<SpendEntry> entries, Deadline deadline) {
  std::function<Result<void>(store::Connection&)> work =
      [entries = std::move(entries), now_s = clock_.now_s()](store::Connection& connection) -> Result<void> {
    for (const SpendEntry& entry : entries) add_one(connection, entry, now_s);
    return {};
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<int>> EmbeddedSpendLedger::remove_expired(int limit, Deadline deadline) {
  std::function<Result<int>(store::Connection&)> work = [limit, now_s = clock_.now_s()](store::Connection& connection) {
    auto statement =
        connection.prepare("DELETE FROM agent_spend WHERE key IN (SELECT key FROM agent_spend WHERE ttl_s<=? LIMIT ?)");
    return Result<int>(statement.bind(1, now_s).bind(2, limit).run());
  };
  co_return co_await database_.write<int>(std::move(work), deadline);
}

}  // namespace lumen::agent
