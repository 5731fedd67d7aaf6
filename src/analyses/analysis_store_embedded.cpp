// SPDX-License-Identifier: Apache-2.0
#include "analyses/analysis_store_embedded.h"

#include <limits>
#include <utility>

#include "analyses/history_cursor.h"
#include "base/crash_point.h"
#include "base/deflate.h"
#include "domain/limits.h"

namespace lumen::analyses {
namespace {

using store::Connection;

constexpr std::size_t report_bytes_max = std::size_t{256} * 1024;

Error deleted_before() {
  return make_error(ErrorKind::conflict, "analysis_deleted",
                    "The analysis of this Idempotency-Key was deleted or has expired. Use a new key.");
}

bool is_erased(Connection& connection, const IdBytes& mark) {
  return connection.prepare("SELECT 1 FROM erased_analyses WHERE mark = ?1").bind(1, ByteView(mark)).step();
}

// The id is taken: by whom, and is the row still alive?
Result<CreateOutcome> taken(Connection& connection, const NewAnalysis& analysis, const IdBytes& id, UnixSeconds now_s) {
  auto row = connection.prepare("SELECT owner, ttl_s, deleting_at_ms IS NULL FROM analyses WHERE analysis_id = ?1");
  if (!row.bind(1, ByteView(id)).step()) return fail(internal("an analysis id is neither free nor taken"));
  if (row.text(0) != analysis.owner.text()) {
    return fail(make_error(ErrorKind::conflict, "analysis_exists", "This analysis id is taken. Ask for a new one."));
  }
  const bool alive = row.integer(1) > now_s && row.integer(2) == 1;
  if (!alive) return fail(deleted_before());
  return CreateOutcome::existed;
}

Result<CreateOutcome> insert(Connection& connection, const NewAnalysis& analysis, const IdBytes& id,
                             const IdBytes& mark, UnixSeconds now_s) {
  if (is_erased(connection, mark)) return fail(deleted_before());
  const int inserted =
      connection
          .prepare(
              "INSERT INTO analyses(analysis_id, owner, created_at_ms, upload_until_s, ttl_s, status, stage, revision)"
              " VALUES(?1, ?2, ?3, ?4, ?5, 0, 0, 1) ON CONFLICT(analysis_id) DO NOTHING")
          .bind(1, ByteView(id))
          .bind(2, analysis.owner.text())
          .bind(3, analysis.created_at_ms)
          .bind(4, analysis.upload_until_s)
          .bind(5, analysis.ttl_s)
          .run();
  if (inserted == 1) return CreateOutcome::created;
  return taken(connection, analysis, id, now_s);
}

// A row without a photo awaits its upload, or failed because that did not come in time.
Result<UploadOutcome> queue_photo(Connection& connection, const UserId& owner, const IdBytes& id,
                                  const PhotoVersion& photo, UnixMillis now_ms) {
  const int queued = connection
                         .prepare(
                             "UPDATE analyses SET status = 0, stage = 1, photo_etag = ?4, photo_type = ?5,"
                             " photo_size_bytes = ?6, photo_orientation = ?7, due_at_ms = ?8, attempts = 0,"
                             " sealed_failure = NULL, announce_at_ms = NULL, revision = revision + 1"
                             " WHERE analysis_id = ?1 AND owner = ?2 AND photo_etag IS NULL"
                             " AND deleting_at_ms IS NULL AND ttl_s > ?3")
                         .bind(1, ByteView(id))
                         .bind(2, owner.text())
                         .bind(3, now_ms / 1000)
                         .bind(4, photo.etag)
                         .bind(5, photo.content_type)
                         .bind(6, static_cast<std::int64_t>(photo.size_bytes))
                         .bind(7, static_cast<int>(photo.orientation))
                         .bind(8, now_ms)
                         .run();
  if (queued == 1) return UploadOutcome::queued;
  auto row = connection.prepare(
      "SELECT photo_etag FROM analyses WHERE analysis_id = ?1 AND owner = ?2 AND deleting_at_ms IS NULL AND ttl_s > "
      "?3");
  if (!row.bind(1, ByteView(id)).bind(2, owner.text()).bind(3, now_ms / 1000).step()) return fail(no_such_analysis());
  return row.text(0) == photo.etag ? UploadOutcome::already : UploadOutcome::refused;
}

Result<void> hide(Connection& connection, const UserId& owner, const IdBytes& id, const IdBytes& mark,
                  UnixMillis now_ms) {
  const int hidden = connection
                         .prepare(
                             "UPDATE analyses SET deleting_at_ms = ?3, due_at_ms = NULL, announce_at_ms = NULL,"
                             " dead_at_ms = NULL, revision = revision + 1 WHERE analysis_id = ?1 AND owner = ?2"
                             " AND deleting_at_ms IS NULL AND ttl_s > ?4")
                         .bind(1, ByteView(id))
                         .bind(2, owner.text())
                         .bind(3, now_ms)
                         .bind(4, now_ms / 1000)
                         .run();
  crash_point("analyses.in_delete");
  if (hidden == 1) return {};
  auto row =
      connection.prepare("SELECT 1 FROM analyses WHERE analysis_id = ?1 AND owner = ?2 AND deleting_at_ms IS NOT NULL");
  const bool deleted_already = row.bind(1, ByteView(id)).bind(2, owner.text()).step() || is_erased(connection, mark);
  if (!deleted_already) return fail(no_such_analysis());
  return {};
}

constexpr HistoryPlace newest = {std::numeric_limits<UnixMillis>::max(),
                                 {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}};

Result<HistoryPage> read_page(AnalysisTable& table, const UserId& owner, int limit, const HistoryPlace& after) {
  return table.database().read([&](Connection& connection) -> Result<HistoryPage> {
    static const std::string sql = "SELECT" + std::string(analysis_columns) +
                                   "FROM analyses WHERE owner = ?1 AND (created_at_ms, analysis_id) < (?2, ?3)"
                                   " AND deleting_at_ms IS NULL AND ttl_s > ?4"
                                   " ORDER BY created_at_ms DESC, analysis_id DESC LIMIT ?5";
    auto row = connection.prepare(sql);
    row.bind(1, owner.text()).bind(2, after.created_at_ms).bind(3, ByteView(after.id));
    row.bind(4, table.now_ms() / 1000).bind(5, limit + 1);
    HistoryPage page;
    while (row.step()) {
      if (page.analyses.size() == static_cast<std::size_t>(limit)) {
        const Analysis& last = *page.analyses.back();
        const HistoryPlace place{last.created_at_ms, id_bytes(last.id).value_or(IdBytes{})};
        page.next_cursor = format_cursor(table.secret(), owner, place, table.random());
        break;
      }
      auto analysis = table.read(row);
      if (!analysis) return fail(analysis.error());
      page.analyses.push_back(std::move(*analysis));
    }
    return page;
  });
}

Result<std::string> read_report(AnalysisTable& table, const UserId& owner, const AnalysisId& id, const IdBytes& key) {
  return table.database().read([&](Connection& connection) -> Result<std::string> {
    auto row = connection.prepare(
        "SELECT sealed_report FROM analyses WHERE analysis_id = ?1 AND owner = ?2 AND deleting_at_ms IS NULL"
        " AND ttl_s > ?3");
    row.bind(1, ByteView(key)).bind(2, owner.text()).bind(3, table.now_ms() / 1000);
    if (!row.step()) return fail(no_such_analysis());
    auto report = table.rows().unseal_text(owner, id, SealedColumn::report, row.blob(0));
    if (!report) return fail(make_error(ErrorKind::not_found, "no_report", "This photo has not been measured."));
    return inflate_text(as_bytes(*report), report_bytes_max);
  });
}

}  // namespace

Task<Result<CreateOutcome>> AnalysisStoreEmbedded::create(NewAnalysis analysis, Deadline deadline) {
  const auto id = id_bytes(analysis.id);
  if (!id) co_return fail(invalid("bad_analysis_id", "An analysis id is a UUID in lower case."));
  const IdBytes mark = table_.erased_mark(analysis.owner, analysis.id);
  const UnixSeconds now_s = table_.now_ms() / 1000;
  // A new row is in no cache, so nothing needs to be forgotten.
  std::function<Result<CreateOutcome>(Connection&)> work = [row = std::move(analysis), key = *id, mark,
                                                            now_s](Connection& connection) {
    return insert(connection, row, key, mark, now_s);
  };
  co_return co_await table_.database().write<CreateOutcome>(std::move(work), deadline);
}

Task<Result<std::shared_ptr<const Analysis>>> AnalysisStoreEmbedded::get(UserId owner, AnalysisId id, Deadline) {
  co_return table_.find(owner, id);
}

Task<Result<std::string>> AnalysisStoreEmbedded::report(UserId owner, AnalysisId id, Deadline) {
  const auto key = id_bytes(id);
  if (!key) co_return fail(no_such_analysis());
  co_return read_report(table_, owner, id, *key);
}

Task<Result<HistoryPage>> AnalysisStoreEmbedded::history(UserId owner, int limit, std::string cursor, Deadline) {
  if (limit < 1 || limit > limits::history_max) co_return fail(invalid("bad_limit", "The limit is out of range."));
  HistoryPlace after = newest;
  if (!cursor.empty()) {
    const auto place = parse_cursor(table_.secret(), owner, cursor);
    if (!place) co_return fail(invalid("bad_cursor", "The cursor is not one that GET /history gave."));
    after = *place;
  }
  co_return read_page(table_, owner, limit, after);
}

Task<Result<UploadOutcome>> AnalysisStoreEmbedded::mark_uploaded(UserId owner, AnalysisId id, PhotoVersion photo,
                                                                 Deadline deadline) {
  const auto key = id_bytes(id);
  if (!key) co_return fail(no_such_analysis());
  const UnixMillis now_ms = table_.now_ms();
  std::function<Result<UploadOutcome>(Connection&)> work = [owner, key = *key, photo = std::move(photo),
                                                            now_ms](Connection& connection) {
    return queue_photo(connection, owner, key, photo, now_ms);
  };
  co_return co_await table_.write<UploadOutcome>(id, std::move(work), deadline);
}

Task<Result<void>> AnalysisStoreEmbedded::mark_deleting(UserId owner, AnalysisId id, Deadline deadline) {
  const auto key = id_bytes(id);
  if (!key) co_return fail(no_such_analysis());
  const IdBytes mark = table_.erased_mark(owner, id);
  const UnixMillis now_ms = table_.now_ms();
  std::function<Result<void>(Connection&)> work = [owner, key = *key, mark, now_ms](Connection& connection) {
    return hide(connection, owner, key, mark, now_ms);
  };
  co_return co_await table_.write<void>(id, std::move(work), deadline);
}

}  // namespace lumen::analyses
