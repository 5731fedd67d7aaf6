// SPDX-License-Identifier: Apache-2.0
#include "identity/attempt_limits.h"

#include <algorithm>

#include "identity/pool_errors.h"

namespace lumen::identity {
namespace {

constexpr UnixMillis hour_ms = 3'600'000;
constexpr UnixMillis forgotten_after_ms = static_cast<UnixMillis>(lock_s_max) * 1'000;

struct Attempts {
  std::int64_t count = 0;
  UnixMillis since_ms = 0;  // sign_in: the last attempt; others: the first of the hour
  UnixMillis locked_until_ms = 0;
};

Attempts load(store::Connection& connection, AttemptKind kind, ByteView person) {
  auto row =
      connection.prepare("SELECT count, since_ms, locked_until_ms FROM identity_attempts WHERE kind=? AND person=?");
  Attempts attempts;
  if (!row.bind(1, static_cast<int>(kind)).bind(2, person).step()) return attempts;
  attempts.count = row.integer(0);
  attempts.since_ms = row.integer(1);
  attempts.locked_until_ms = row.integer(2);
  return attempts;
}

void save(store::Connection& connection, AttemptKind kind, ByteView person, const Attempts& attempts) {
  connection
      .prepare(
          "INSERT INTO identity_attempts(kind, person, count, since_ms, locked_until_ms) VALUES(?, ?, ?, ?, ?) "
          "ON CONFLICT(kind, person) DO UPDATE SET count=excluded.count, since_ms=excluded.since_ms, "
          "locked_until_ms=excluded.locked_until_ms")
      .bind(1, static_cast<int>(kind))
      .bind(2, person)
      .bind(3, attempts.count)
      .bind(4, attempts.since_ms)
      .bind(5, attempts.locked_until_ms)
      .run();
}

UnixMillis lock_ms(std::int64_t failures) {
  if (failures <= sign_in_failures_free) return 0;
  const std::int64_t doublings = std::min<std::int64_t>(failures - sign_in_failures_free, 20);
  return std::min<std::int64_t>(std::int64_t{1} << doublings, lock_s_max) * 1'000;
}

}  // namespace

Result<void> count_sign_in(store::Connection& connection, ByteView person, UnixMillis now_ms) {
  Attempts attempts = load(connection, AttemptKind::sign_in, person);
  if (now_ms < attempts.locked_until_ms) return fail(not_authorized("Password attempts exceeded"));
  if (now_ms - attempts.since_ms >= forgotten_after_ms) attempts.count = 0;
  ++attempts.count;
  attempts.since_ms = now_ms;
  attempts.locked_until_ms = now_ms + lock_ms(attempts.count);
  save(connection, AttemptKind::sign_in, person, attempts);
  return {};
}

void forget_sign_ins(store::Connection& connection, ByteView person) {
  connection.prepare("DELETE FROM identity_attempts WHERE kind=? AND person=?")
      .bind(1, static_cast<int>(AttemptKind::sign_in))
      .bind(2, person)
      .run();
}

Result<void> count_within_hour(store::Connection& connection, AttemptKind kind, ByteView person, int per_hour,
                               UnixMillis now_ms) {
  Attempts attempts = load(connection, kind, person);
  if (now_ms - attempts.since_ms >= hour_ms) attempts = {0, now_ms, 0};
  if (attempts.count >= per_hour) return fail(limit_exceeded());
  ++attempts.count;
  save(connection, kind, person, attempts);
  return {};
}

void prune_attempts(store::Connection& connection, UnixMillis now_ms) {
  connection
      .prepare(
          "DELETE FROM identity_attempts WHERE rowid IN (SELECT rowid FROM identity_attempts WHERE since_ms<? LIMIT "
          "20)")
      .bind(1, now_ms - hour_ms)
      .run();
}

}  // namespace lumen::identity
