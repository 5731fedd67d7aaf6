// SPDX-License-Identifier: Apache-2.0
#pragma once
// The user pool's tables: people, confirmation codes, sessions (one per sign-in, with its refresh token). What
// is personal is sealed; who a row belongs to is found by keyed hash. Called inside a read or a write.

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/encoding.h"
#include "base/result.h"
#include "domain/ids.h"
#include "store/database.h"

namespace lumen::identity {

Result<void> migrate_user_tables(store::Database& database);

struct UserRow {
  UserId user;
  Bytes person;    // keyed hash of the lower-cased e-mail
  Bytes profile;   // sealed JSON: e-mail and attributes
  Bytes password;  // sealed argon2id text
  bool confirmed = false;
};

std::optional<UserRow> find_user(store::Connection& connection, ByteView person);
std::optional<UserRow> find_user(store::Connection& connection, const UserId& user);
// False when there is a row for this person already.
bool insert_user(store::Connection& connection, const UserRow& row, UnixMillis now_ms);
void set_confirmed(store::Connection& connection, const UserId& user);

// The person, their code and their sessions.
void remove_user(store::Connection& connection, const UserId& user);

struct CodeRow {
  Bytes code;  // keyed hash
  UnixMillis expires_at_ms = 0;
};

// One code per person; a new one replaces the old.
void put_code(store::Connection& connection, const UserId& user, const CodeRow& row);
std::optional<CodeRow> find_code(store::Connection& connection, const UserId& user);
void remove_code(store::Connection& connection, const UserId& user);

struct SessionRow {
  UserId user;
  std::string origin_jti;  // in every token of this sign-in
  UnixSeconds auth_time_s = 0;
  UnixSeconds expires_at_s = 0;
  bool revoked = false;
};

// A person has at most this many sessions; the oldest ends when another begins.
inline constexpr int sessions_per_user_max = 100;

void insert_session(store::Connection& connection, ByteView refresh_hash, const SessionRow& row);
std::optional<SessionRow> find_session(store::Connection& connection, ByteView refresh_hash);
std::optional<SessionRow> find_session_by_origin(store::Connection& connection, const std::string& origin_jti);
void revoke_session(store::Connection& connection, ByteView refresh_hash);
// Removes some sessions that expired.
void prune_sessions(store::Connection& connection, UnixSeconds now_s);

}  // namespace lumen::identity
