// SPDX-License-Identifier: Apache-2.0
#include "identity/user_rows.h"

namespace lumen::identity {
namespace {

constexpr const char* tables =
    "CREATE TABLE identity_users("
    "  user_id TEXT NOT NULL UNIQUE, person BLOB NOT NULL UNIQUE, profile BLOB NOT NULL, password BLOB NOT NULL,"
    "  confirmed INTEGER NOT NULL, created_at_ms INTEGER NOT NULL);"
    "CREATE TABLE identity_codes(user_id TEXT NOT NULL UNIQUE, code BLOB NOT NULL, expires_at_ms INTEGER NOT NULL);"
    "CREATE TABLE identity_sessions("
    "  refresh_hash BLOB NOT NULL UNIQUE, origin_jti TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL,"
    "  auth_time_s INTEGER NOT NULL, expires_at_s INTEGER NOT NULL, revoked INTEGER NOT NULL);"
    "CREATE INDEX identity_sessions_by_user ON identity_sessions(user_id);"
    "CREATE INDEX identity_sessions_by_end ON identity_sessions(expires_at_s);"
    "CREATE TABLE identity_attempts("
    "  kind INTEGER NOT NULL, person BLOB NOT NULL, count INTEGER NOT NULL, since_ms INTEGER NOT NULL,"
    "  locked_until_ms INTEGER NOT NULL, UNIQUE(kind, person));"
    "CREATE INDEX identity_attempts_by_time ON identity_attempts(since_ms);";

Bytes to_bytes(ByteView view) { return {view.begin(), view.end()}; }

std::optional<UserRow> read_user(store::Statement& row) {
  if (!row.step()) return std::nullopt;
  return UserRow{UserId::trusted(row.string(0)), to_bytes(row.blob(1)), to_bytes(row.blob(2)), to_bytes(row.blob(3)),
                 row.integer(4) != 0};
}

std::optional<SessionRow> read_session(store::Statement& row) {
  if (!row.step()) return std::nullopt;
  return SessionRow{UserId::trusted(row.string(0)), row.string(1), row.integer(2), row.integer(3), row.integer(4) != 0};
}

}  // namespace

Result<void> migrate_user_tables(store::Database& database) { return database.migrate("identity", {tables}); }

std::optional<UserRow> find_user(store::Connection& connection, ByteView person) {
  auto row =
      connection.prepare("SELECT user_id, person, profile, password, confirmed FROM identity_users WHERE person=?");
  row.bind(1, person);
  return read_user(row);
}

std::optional<UserRow> find_user(store::Connection& connection, const UserId& user) {
  auto row =
      connection.prepare("SELECT user_id, person, profile, password, confirmed FROM identity_users WHERE user_id=?");
  row.bind(1, user.text());
  return read_user(row);
}

bool insert_user(store::Connection& connection, const UserRow& row, UnixMillis now_ms) {
  return connection
             .prepare(
                 "INSERT INTO identity_users(user_id, person, profile, password, confirmed, created_at_ms) "
                 "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(person) DO NOTHING")
             .bind(1, row.user.text())
             .bind(2, row.person)
             .bind(3, row.profile)
             .bind(4, row.password)
             .bind(5, row.confirmed ? 1 : 0)
             .bind(6, now_ms)
             .run() == 1;
}

void set_confirmed(store::Connection& connection, const UserId& user) {
  connection.prepare("UPDATE identity_users SET confirmed=1 WHERE user_id=?").bind(1, user.text()).run();
}

void remove_user(store::Connection& connection, const UserId& user) {
  for (const char* statement :
       {"DELETE FROM identity_sessions WHERE user_id=?", "DELETE FROM identity_codes WHERE user_id=?",
        "DELETE FROM identity_users WHERE user_id=?"}) {
    connection.prepare(statement).bind(1, user.text()).run();
  }
}

void put_code(store::Connection& connection, const UserId& user, const CodeRow& row) {
  connection
      .prepare(
          "INSERT INTO identity_codes(user_id, code, expires_at_ms) VALUES(?, ?, ?) "
          "ON CONFLICT(user_id) DO UPDATE SET code=excluded.code, expires_at_ms=excluded.expires_at_ms")
      .bind(1, user.text())
      .bind(2, row.code)
      .bind(3, row.expires_at_ms)
      .run();
}

std::optional<CodeRow> find_code(store::Connection& connection, const UserId& user) {
  auto row = connection.prepare("SELECT code, expires_at_ms FROM identity_codes WHERE user_id=?");
  if (!row.bind(1, user.text()).step()) return std::nullopt;
  return CodeRow{to_bytes(row.blob(0)), row.integer(1)};
}

void remove_code(store::Connection& connection, const UserId& user) {
  connection.prepare("DELETE FROM identity_codes WHERE user_id=?").bind(1, user.text()).run();
}

void insert_session(store::Connection& connection, ByteView refresh_hash, const SessionRow& row) {
  connection
      .prepare(
          "INSERT INTO identity_sessions(refresh_hash, origin_jti, user_id, auth_time_s, expires_at_s, revoked) "
          "VALUES(?, ?, ?, ?, ?, 0)")
      .bind(1, refresh_hash)
      .bind(2, row.origin_jti)
      .bind(3, row.user.text())
      .bind(4, row.auth_time_s)
      .bind(5, row.expires_at_s)
      .run();
  connection
      .prepare(
          "DELETE FROM identity_sessions WHERE rowid IN "
          "(SELECT rowid FROM identity_sessions WHERE user_id=? ORDER BY rowid DESC LIMIT -1 OFFSET ?)")
      .bind(1, row.user.text())
      .bind(2, sessions_per_user_max)
      .run();
}

std::optional<SessionRow> find_session(store::Connection& connection, ByteView refresh_hash) {
  auto row = connection.prepare(
      "SELECT user_id, origin_jti, auth_time_s, expires_at_s, revoked FROM identity_sessions WHERE refresh_hash=?");
  row.bind(1, refresh_hash);
  return read_session(row);
}

std::optional<SessionRow> find_session_by_origin(store::Connection& connection, const std::string& origin_jti) {
  auto row = connection.prepare(
      "SELECT user_id, origin_jti, auth_time_s, expires_at_s, revoked FROM identity_sessions WHERE origin_jti=?");
  row.bind(1, origin_jti);
  return read_session(row);
}

void revoke_session(store::Connection& connection, ByteView refresh_hash) {
  connection.prepare("UPDATE identity_sessions SET revoked=1 WHERE refresh_hash=?").bind(1, refresh_hash).run();
}

void prune_sessions(store::Connection& connection, UnixSeconds now_s) {
  connection
      .prepare(
          "DELETE FROM identity_sessions WHERE rowid IN (SELECT rowid FROM identity_sessions WHERE expires_at_s<=? "
          "LIMIT 20)")
      .bind(1, now_s)
      .run();
}

}  // namespace lumen::identity
