// SPDX-License-Identifier: Apache-2.0
#include "analyses/analysis_table.h"

#include <algorithm>
#include <utility>

namespace lumen::analyses {
namespace {

constexpr std::string_view reads_name = "lumen_analyses_reads_total";
constexpr std::string_view reads_help = "Reads of single analyses, by where they were found.";

}  // namespace

AnalysisTable::AnalysisTable(const Parts& parts, std::size_t cache_bytes_max)
    : parts_(parts),
      rows_(parts.keys),
      cache_(cache_bytes_max),
      run_(parts.random.bytes<16>()),
      hits_(parts.metrics.counter(reads_name, reads_help, {{"from", "cache"}})),
      misses_(parts.metrics.counter(reads_name, reads_help, {{"from", "table"}})) {}

Result<std::unique_ptr<AnalysisTable>> AnalysisTable::open(const Parts& parts, std::size_t cache_bytes_max) {
  if (auto migrated = migrate_analyses(parts.database); !migrated) return fail(migrated.error());
  std::unique_ptr<AnalysisTable> table(new AnalysisTable(parts, cache_bytes_max));
  if (auto freed = table->free_leases_of_earlier_runs(); !freed) return fail(freed.error());
  return table;
}

Result<void> AnalysisTable::free_leases_of_earlier_runs() {
  return parts_.database.write_blocking<void>([this](store::Connection& connection) -> Result<void> {
    connection
        .prepare(
            "UPDATE analyses SET due_at_ms = min(due_at_ms, ?1)"
            " WHERE due_at_ms IS NOT NULL AND status = 1 AND lease_run <> ?2")
        .bind(1, now_ms())
        .bind(2, run())
        .run();
    return {};
  });
}

Result<std::shared_ptr<const Analysis>> AnalysisTable::load(const UserId& owner, const AnalysisId& id) {
  const auto key = id_bytes(id);
  if (!key) return fail(no_such_analysis());
  return parts_.database.read([&](store::Connection& connection) -> Result<std::shared_ptr<const Analysis>> {
    static const std::string sql = "SELECT" + std::string(analysis_columns) +
                                   "FROM analyses WHERE analysis_id = ?1 AND owner = ?2 AND deleting_at_ms IS NULL";
    auto row = connection.prepare(sql);
    if (!row.bind(1, ByteView(*key)).bind(2, owner.text()).step()) return fail(no_such_analysis());
    return rows_.read(row);
  });
}

Result<std::shared_ptr<const Analysis>> AnalysisTable::find(const UserId& owner, const AnalysisId& id) {
  auto [analysis, ticket] = cache_.find(id);
  if (analysis != nullptr) {
    hits_.increment();
  } else {
    misses_.increment();
    auto loaded = load(owner, id);
    if (!loaded) return loaded;
    analysis = std::move(*loaded);
    cache_.remember(analysis, ticket);
  }
  const bool readable = analysis->owner == owner && now_ms() / 1000 < analysis->ttl_s;
  if (!readable) return fail(no_such_analysis());
  return analysis;
}

Result<std::shared_ptr<const Analysis>> AnalysisTable::read(const store::Statement& row) {
  const ByteView id = row.blob(0);
  constexpr int revision_column = 6;
  if (id.size() == 16) {
    auto cached = cache_.find(id_from(id)).analysis;
    if (cached != nullptr && cached->revision == static_cast<std::uint64_t>(row.integer(revision_column)))
      return cached;
  }
  return rows_.read(row);
}

IdBytes AnalysisTable::erased_mark(const UserId& owner, const AnalysisId& id) const {
  const std::string subject = "erased:" + id.text() + ":" + owner.text();
  const Sha256 digest = hmac_sha256(parts_.secret.view(), as_bytes(subject));
  IdBytes mark{};
  std::copy_n(digest.begin(), mark.size(), mark.begin());
  return mark;
}

}  // namespace lumen::analyses
