// SPDX-License-Identifier: Apache-2.0
#include "agent/memory_store_embedded.h"

#include <algorithm>
#include <functional>

#include "base/encoding.h"

namespace lumen::agent {
namespace {

constexpr UnixSeconds marker_life_s = 24 * 60 * 60;

std::string seal_context(const UserId& owner, const AnalysisId& analysis) {
  return "memory:" + owner.text() + ":" + analysis.text();
}

bool fits(const MemoryNote& note) {
  return !note.text.empty() && note.text.size() <= MemoryStore::note_bytes_max && is_utf8(note.text) &&
         !note.analysis.empty();
}

bool was_erased(store::Connection& connection, const UserId& owner, const AnalysisId& analysis, UnixSeconds now_s) {
  auto row =
      connection.prepare("SELECT 1 FROM memory_notes WHERE owner=? AND analysis=? AND sealed IS NULL AND ttl_s>?");
  return row.bind(1, owner.text()).bind(2, analysis.text()).bind(3, now_s).step();
}

void drop_oldest(store::Connection& connection, const UserId& owner) {
  connection
      .prepare(
          "DELETE FROM memory_notes WHERE owner=?1 AND sealed IS NOT NULL AND rowid NOT IN ("
          "SELECT rowid FROM memory_notes WHERE owner=?1 AND sealed IS NOT NULL "
          "ORDER BY created_at_ms DESC, analysis DESC LIMIT ?2)")
      .bind(1, owner.text())
      .bind(2, MemoryStore::notes_per_owner_max)
      .run();
}

}  // namespace

Result<void> EmbeddedMemoryStore::migrate(store::Database& database) {
  return database.migrate("memory", {"CREATE TABLE memory_notes("
                                     "owner TEXT NOT NULL, analysis TEXT NOT NULL, created_at_ms INTEGER NOT NULL, "
                                     "ttl_s INTEGER NOT NULL, sealed BLOB, UNIQUE(owner, analysis));"
                                     "CREATE INDEX memory_notes_ttl ON memory_notes(ttl_s);"});
}

Result<void> EmbeddedMemoryStore::insert(store::Connection& connection, const UserId& owner, const MemoryNote& note) {
  const UnixSeconds now_s = clock_.now_s();
  if (note.ttl_s <= now_s || was_erased(connection, owner, note.analysis, now_s)) return {};
  const auto key = keys_.find_or_create(connection, owner.text());
  if (!key) return fail(key.error());
  const Bytes sealed = keys_.seal_for(*key, note.text, seal_context(owner, note.analysis));
  connection
      .prepare(
          "INSERT OR REPLACE INTO memory_notes(owner, analysis, created_at_ms, ttl_s, sealed) VALUES(?, ?, ?, ?, ?)")
      .bind(1, owner.text())
      .bind(2, note.analysis.text())
      .bind(3, note.created_at_ms)
      .bind(4, note.ttl_s)
      .bind(5, ByteView(sealed))
      .run();
  drop_oldest(connection, owner);
  return {};
}

Task<Result<void>> EmbeddedMemoryStore::remember(UserId owner, MemoryNote note, Deadline deadline) {
  if (!fits(note)) co_return fail(invalid("bad_note", "A note is 1 to 2,000 bytes of text about one analysis."));
  std::function<Result<void>(store::Connection&)> work = [this, owner = std::move(owner),
                                                          note = std::move(note)](store::Connection& connection) {
    return insert(connection, owner, note);
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Result<std::vector<MemoryNote>> EmbeddedMemoryStore::load(const UserId& owner, int limit) {
  const auto key = keys_.find(owner.text());
  if (!key && key.error().kind == ErrorKind::not_found) return std::vector<MemoryNote>{};
  if (!key) return fail(key.error());
  return database_.read([&](store::Connection& connection) -> Result<std::vector<MemoryNote>> {
    std::vector<MemoryNote> notes;
    auto row = connection.prepare(
        "SELECT analysis, created_at_ms, ttl_s, sealed FROM memory_notes "
        "WHERE owner=? AND sealed IS NOT NULL AND ttl_s>? ORDER BY created_at_ms DESC, analysis DESC LIMIT ?");
    row.bind(1, owner.text()).bind(2, clock_.now_s()).bind(3, limit);
    while (row.step()) {
      MemoryNote note{AnalysisId::trusted(row.string(0)), row.integer(1), row.integer(2), {}};
      const auto text = unseal(*key, row.blob(3), seal_context(owner, note.analysis));
      if (!text) continue;  // sealed with a key that was destroyed
      note.text = as_text(*text);
      notes.push_back(std::move(note));
    }
    return notes;
  });
}

Task<Result<std::vector<MemoryNote>>> EmbeddedMemoryStore::recall(UserId owner, int limit, Deadline) {
  co_return load(owner, std::clamp(limit, 1, notes_per_owner_max));
}

Task<Result<void>> EmbeddedMemoryStore::erase(UserId owner, AnalysisId analysis, Deadline deadline) {
  const UnixSeconds until_s = clock_.now_s() + marker_life_s;
  std::function<Result<void>(store::Connection&)> work = [owner = std::move(owner), analysis = std::move(analysis),
                                                          until_s](store::Connection& connection) -> Result<void> {
    connection
        .prepare(
            "INSERT OR REPLACE INTO memory_notes(owner, analysis, created_at_ms, ttl_s, sealed) VALUES(?, ?, 0, ?, "
            "NULL)")
        .bind(1, owner.text())
        .bind(2, analysis.text())
        .bind(3, until_s)
        .run();
    return {};
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<void>> EmbeddedMemoryStore::erase_owner(UserId owner, Deadline deadline) {
  std::function<Result<void>(store::Connection&)> work =
      [owner = std::move(owner)](store::Connection& connection) -> Result<void> {
    connection.prepare("DELETE FROM memory_notes WHERE owner=?").bind(1, owner.text()).run();
    return {};
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<int>> EmbeddedMemoryStore::remove_expired(int limit, Deadline deadline) {
  std::function<Result<int>(store::Connection&)> work = [limit, now_s = clock_.now_s()](store::Connection& connection) {
    auto statement = connection.prepare(
        "DELETE FROM memory_notes WHERE rowid IN (SELECT rowid FROM memory_notes WHERE ttl_s<=? LIMIT ?)");
    return Result<int>(statement.bind(1, now_s).bind(2, limit).run());
  };
  co_return co_await database_.write<int>(std::move(work), deadline);
}

}  // namespace lumen::agent
