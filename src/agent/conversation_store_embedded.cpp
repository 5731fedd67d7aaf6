// SPDX-License-Identifier: Apache-2.0
#include "agent/conversation_store_embedded.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/encoding.h"
#include "base/json.h"

namespace lumen::agent {
namespace {

constexpr UnixSeconds marker_life_s = 24 * 60 * 60;

std::string seal_context(const UserId& owner, const AnalysisId& analysis) {
  return "conversation:" + owner.text() + ":" + analysis.text();
}

bool fits(const ConversationEntry& entry) {
  return !entry.analysis.empty() && !entry.session.empty() &&
         entry.session.size() <= ConversationStore::session_bytes_max && !entry.text.empty() &&
         entry.text.size() <= ConversationStore::entry_bytes_max && is_utf8(entry.text) && is_utf8(entry.session);
}

// A statement is known by its text, which must outlive the connection: literals only.
constexpr std::string_view count_kept =
    "SELECT count(*) FROM conversations WHERE owner=? AND analysis=? AND ttl_s>? AND sealed IS NOT NULL";
constexpr std::string_view count_markers =
    "SELECT count(*) FROM conversations WHERE owner=? AND analysis=? AND ttl_s>? AND sealed IS NULL";

std::int64_t number_of(store::Connection& connection, std::string_view statement, const UserId& owner,
                       const AnalysisId& analysis, UnixSeconds now_s) {
  auto row = connection.prepare(statement);
  row.bind(1, owner.text()).bind(2, analysis.text()).bind(3, now_s).step();
  return row.integer(0);
}

// What is sealed: session and text.
std::string to_sealed_text(const ConversationEntry& entry) {
  return json::serialize(json::object{{"session", entry.session}, {"text", entry.text}});
}

bool read_sealed_text(std::string_view sealed, ConversationEntry& entry) {
  const auto parsed = parse_json(sealed, {.bytes_max = 2 * ConversationStore::entry_bytes_max, .depth_max = 4});
  const json::object* object = parsed ? parsed->if_object() : nullptr;
  if (object == nullptr) return false;
  entry.session = get_string(*object, "session").value_or("");
  entry.text = get_string(*object, "text").value_or("");
  return fits(entry);
}

}  // namespace

Result<void> EmbeddedConversationStore::migrate(store::Database& database) {
  return database.migrate("conversations",
                          {"CREATE TABLE conversations("
                           "owner TEXT NOT NULL, analysis TEXT NOT NULL, asked_at_ms INTEGER NOT NULL, "
                           "ttl_s INTEGER NOT NULL, sealed BLOB);"
                           "CREATE INDEX conversations_of ON conversations(owner, analysis, asked_at_ms);"
                           "CREATE INDEX conversations_recent ON conversations(owner, asked_at_ms);"
                           "CREATE INDEX conversations_ttl ON conversations(ttl_s);"});
}

Result<void> EmbeddedConversationStore::insert(store::Connection& connection, const UserId& owner,
                                               const ConversationEntry& entry) {
  const UnixSeconds now_s = clock_.now_s();
  const bool erased = number_of(connection, count_markers, owner, entry.analysis, now_s) > 0;
  if (erased || entry.ttl_s <= now_s) {
    return fail(make_error(ErrorKind::forbidden, "forbidden", "There is no such analysis, or it is not yours."));
  }
  if (number_of(connection, count_kept, owner, entry.analysis, now_s) >= entries_per_analysis_max) {
    return fail(make_error(ErrorKind::conflict, "conversation_full",
                           "This conversation has reached its limit. Start a new one with a new photo."));
  }
  const auto key = keys_.find_or_create(connection, owner.text());
  if (!key) return fail(key.error());
  const Bytes sealed = keys_.seal_for(*key, to_sealed_text(entry), seal_context(owner, entry.analysis));
  connection.prepare("INSERT INTO conversations(owner, analysis, asked_at_ms, ttl_s, sealed) VALUES(?, ?, ?, ?, ?)")
      .bind(1, owner.text())
      .bind(2, entry.analysis.text())
      .bind(3, entry.asked_at_ms)
      .bind(4, entry.ttl_s)
      .bind(5, ByteView(sealed))
      .run();
  return {};
}

Task<Result<void>> EmbeddedConversationStore::add(UserId owner, ConversationEntry entry, Deadline deadline) {
  if (!fits(entry)) {
    co_return fail(invalid("bad_entry", "An exchange is 1 to 32,768 bytes of text in a session about one analysis."));
  }
  std::function<Result<void>(store::Connection&)> work = [this, owner = std::move(owner),
                                                          entry = std::move(entry)](store::Connection& connection) {
    return insert(connection, owner, entry);
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<int>> EmbeddedConversationStore::count(UserId owner, AnalysisId analysis, Deadline) {
  co_return database_.read([&](store::Connection& connection) -> Result<int> {
    return static_cast<int>(number_of(connection, count_kept, owner, analysis, clock_.now_s()));
  });
}

Result<std::vector<ConversationEntry>> EmbeddedConversationStore::load(const UserId& owner, const AnalysisId& analysis,
                                                                       const std::string& session, int limit) {
  const auto key = keys_.find(owner.text());
  if (!key && key.error().kind == ErrorKind::not_found) return std::vector<ConversationEntry>{};
  if (!key) return fail(key.error());
  return database_.read([&](store::Connection& connection) -> Result<std::vector<ConversationEntry>> {
    std::vector<ConversationEntry> entries;
    auto row = connection.prepare(
        "SELECT analysis, asked_at_ms, ttl_s, sealed FROM conversations WHERE owner=?1 AND (?2='' OR analysis=?2) "
        "AND sealed IS NOT NULL AND ttl_s>?3 ORDER BY asked_at_ms DESC, rowid DESC");
    row.bind(1, owner.text()).bind(2, analysis.text()).bind(3, clock_.now_s());
    while (static_cast<int>(entries.size()) < limit && row.step()) {
      ConversationEntry entry{AnalysisId::trusted(row.string(0)), {}, row.integer(1), row.integer(2), {}};
      const auto text = unseal(*key, row.blob(3), seal_context(owner, entry.analysis));
      if (!text || !read_sealed_text(as_text(*text), entry)) continue;  // sealed with a key that was destroyed
      if (session.empty() || entry.session == session) entries.push_back(std::move(entry));
    }
    return entries;
  });
}

Task<Result<std::vector<ConversationEntry>>> EmbeddedConversationStore::list(UserId owner, AnalysisId analysis,
                                                                             std::string session, int limit, Deadline) {
  if (analysis.empty()) co_return std::vector<ConversationEntry>{};
  auto entries = load(owner, analysis, session, std::clamp(limit, 1, page_max));
  if (entries) std::reverse(entries->begin(), entries->end());
  co_return entries;
}

Task<Result<std::vector<ConversationEntry>>> EmbeddedConversationStore::recent(UserId owner, int limit, Deadline) {
  co_return load(owner, AnalysisId(), "", std::clamp(limit, 1, page_max));
}

Task<Result<void>> EmbeddedConversationStore::erase(UserId owner, AnalysisId analysis, Deadline deadline) {
  const UnixSeconds until_s = clock_.now_s() + marker_life_s;
  std::function<Result<void>(store::Connection&)> work = [owner = std::move(owner), analysis = std::move(analysis),
                                                          until_s](store::Connection& connection) -> Result<void> {
    connection.prepare("DELETE FROM conversations WHERE owner=? AND analysis=?")
        .bind(1, owner.text())
        .bind(2, analysis.text())
        .run();
    connection
        .prepare("INSERT INTO conversations(owner, analysis, asked_at_ms, ttl_s, sealed) VALUES(?, ?, 0, ?, NULL)")
        .bind(1, owner.text())
        .bind(2, analysis.text())
        .bind(3, until_s)
        .run();
    return {};
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<void>> EmbeddedConversationStore::erase_owner(UserId owner, Deadline deadline) {
  std::function<Result<void>(store::Connection&)> work =
      [owner = std::move(owner)](store::Connection& connection) -> Result<void> {
    connection.prepare("DELETE FROM conversations WHERE owner=?").bind(1, owner.text()).run();
    return {};
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<int>> EmbeddedConversationStore::remove_expired(int limit, Deadline deadline) {
  std::function<Result<int>(store::Connection&)> work = [limit, now_s = clock_.now_s()](store::Connection& connection) {
    auto statement = connection.prepare(
        "DELETE FROM conversations WHERE rowid IN (SELECT rowid FROM conversations WHERE ttl_s<=? LIMIT ?)");
    return Result<int>(statement.bind(1, now_s).bind(2, limit).run());
  };
  co_return co_await database_.write<int>(std::move(work), deadline);
}

}  // namespace lumen::agent
