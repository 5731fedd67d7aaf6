// SPDX-License-Identifier: Apache-2.0
#include "analyses/analysis_sweeper_embedded.h"

#include <algorithm>
#include <utility>

#include "base/crash_point.h"

namespace lumen::analyses {
namespace {

using store::Connection;
using Work = std::function<Result<void>(Connection&)>;

// The numbers of DueKind stand in the query.
static_assert(static_cast<int>(DueKind::upload_expired) == 0 && static_cast<int>(DueKind::announce) == 1 &&
              static_cast<int>(DueKind::erase) == 2);

AnalysisFailure upload_expired() {
  return {"upload_expired", "The photo did not arrive in time.", "Please start again and send the photo.", true};
}

Result<std::vector<DueItem>> list_due(Connection& connection, int limit, UnixSeconds now_s) {
  auto row = connection.prepare(
      "SELECT kind, analysis_id, owner, status FROM ("
      " SELECT * FROM (SELECT 0 AS kind, upload_until_s * 1000 AS at_ms, analysis_id, owner, status FROM analyses"
      "  WHERE stage = 0 AND upload_until_s < ?1 AND deleting_at_ms IS NULL AND ttl_s > ?1"
      "  ORDER BY upload_until_s LIMIT ?2)"
      " UNION ALL SELECT * FROM (SELECT 1, announce_at_ms, analysis_id, owner, status FROM analyses"
      "  WHERE announce_at_ms IS NOT NULL AND deleting_at_ms IS NULL AND ttl_s > ?1"
      "  ORDER BY announce_at_ms LIMIT ?2)"
      " UNION ALL SELECT * FROM (SELECT 2, deleting_at_ms, analysis_id, owner, status FROM analyses"
      "  WHERE deleting_at_ms IS NOT NULL ORDER BY deleting_at_ms LIMIT ?2)"
      " UNION ALL SELECT * FROM (SELECT 2, ttl_s * 1000, analysis_id, owner, status FROM analyses"
      "  WHERE ttl_s <= ?1 AND deleting_at_ms IS NULL ORDER BY ttl_s LIMIT ?2)"
      ") ORDER BY at_ms LIMIT ?2");
  row.bind(1, now_s).bind(2, std::max(limit, 0));
  std::vector<DueItem> items;
  while (row.step()) {
    DueItem item;
    item.kind = static_cast<DueKind>(row.integer(0));
    item.id = id_from(row.blob(1));
    item.owner = UserId::trusted(row.string(2));
    item.status = static_cast<Status>(row.integer(3));
    items.push_back(std::move(item));
  }
  return items;
}

Result<void> end_upload(Connection& connection, const AnalysisRows& rows, const UserId& owner, const AnalysisId& id,
                        const IdBytes& key, UnixMillis now_ms) {
  const auto failure = rows.seal_failure(connection, owner, id, upload_expired());
  if (!failure) return fail(failure.error());
  const int ended = connection
                        .prepare(
                            "UPDATE analyses SET status = 3, stage = 5, sealed_failure = ?3, announce_at_ms = ?4,"
                            " revision = revision + 1 WHERE analysis_id = ?1 AND owner = ?2 AND stage = 0"
                            " AND deleting_at_ms IS NULL AND ttl_s > ?5")
                        .bind(1, ByteView(key))
                        .bind(2, owner.text())
                        .bind(3, ByteView(*failure))
                        .bind(4, now_ms)
                        .bind(5, now_ms / 1000)
                        .run();
  if (ended == 1) return {};
  return fail(make_error(ErrorKind::conflict, "upload_not_awaited", "The analysis does not await its photo."));
}

Result<void> settle_announcement(Connection& connection, const UserId& owner, const IdBytes& key) {
  connection
      .prepare(
          "UPDATE analyses SET announce_at_ms = NULL"
          " WHERE analysis_id = ?1 AND owner = ?2 AND announce_at_ms IS NOT NULL")
      .bind(1, ByteView(key))
      .bind(2, owner.text())
      .run();
  return {};
}

// A deletion before the ttl leaves its mark until then; marks past their ttl go along the way.
void leave_mark(Connection& connection, const IdBytes& mark, UnixSeconds ttl_s, UnixSeconds now_s) {
  connection.prepare("DELETE FROM erased_analyses WHERE ttl_s <= ?1").bind(1, now_s).run();
  if (ttl_s <= now_s) return;
  connection.prepare("INSERT OR IGNORE INTO erased_analyses(mark, ttl_s) VALUES(?1, ?2)")
      .bind(1, ByteView(mark))
      .bind(2, ttl_s)
      .run();
}

Result<void> remove_row(Connection& connection, const UserId& owner, const IdBytes& key, const IdBytes& mark,
                        UnixSeconds now_s) {
  std::optional<UnixSeconds> ttl_s;
  {
    auto row = connection.prepare(
        "DELETE FROM analyses WHERE analysis_id = ?1 AND owner = ?2 AND (deleting_at_ms IS NOT NULL OR ttl_s <= ?3)"
        " RETURNING ttl_s");
    if (row.bind(1, ByteView(key)).bind(2, owner.text()).bind(3, now_s).step()) ttl_s = row.integer(0);
  }
  if (ttl_s) leave_mark(connection, mark, *ttl_s, now_s);
  crash_point("analyses.in_erase");
  if (ttl_s) return {};
  auto row = connection.prepare("SELECT 1 FROM analyses WHERE analysis_id = ?1 AND owner = ?2");
  if (!row.bind(1, ByteView(key)).bind(2, owner.text()).step()) return {};
  return fail(make_error(ErrorKind::conflict, "not_erasable", "The analysis was neither deleted nor has it expired."));
}

}  // namespace

Task<Result<std::vector<DueItem>>> AnalysisSweeperEmbedded::due(int limit, Deadline) {
  co_return table_.database().read(
      [this, limit](Connection& connection) { return list_due(connection, limit, table_.now_ms() / 1000); });
}

Task<Result<void>> AnalysisSweeperEmbedded::expire_upload(UserId owner, AnalysisId id, Deadline deadline) {
  const IdBytes key = id_bytes(id).value_or(IdBytes{});
  Work work = [this, owner, id, key, now_ms = table_.now_ms()](Connection& connection) {
    return end_upload(connection, table_.rows(), owner, id, key, now_ms);
  };
  co_return co_await table_.write<void>(id, std::move(work), deadline);
}

Task<Result<void>> AnalysisSweeperEmbedded::mark_announced(UserId owner, AnalysisId id, Deadline deadline) {
  const IdBytes key = id_bytes(id).value_or(IdBytes{});
  Work work = [owner, key](Connection& connection) { return settle_announcement(connection, owner, key); };
  co_return co_await table_.write<void>(id, std::move(work), deadline);
}

Task<Result<void>> AnalysisSweeperEmbedded::erase(UserId owner, AnalysisId id, Deadline deadline) {
  const IdBytes key = id_bytes(id).value_or(IdBytes{});
  const IdBytes mark = table_.erased_mark(owner, id);
  Work work = [owner, key, mark, now_s = table_.now_ms() / 1000](Connection& connection) {
    return remove_row(connection, owner, key, mark, now_s);
  };
  co_return co_await table_.write<void>(id, std::move(work), deadline);
}

}  // namespace lumen::analyses
