// SPDX-License-Identifier: Apache-2.0
#pragma once
// Counts attempts per person (by the keyed hash of the e-mail, whether an account exists or not, so a refusal
// tells nothing) in the database: a restart forgets nothing. An attempt is counted before it is made, so
// parallel guesses do not slip through. Called inside a write.

#include "base/clock.h"
#include "base/encoding.h"
#include "base/result.h"
#include "store/database.h"

namespace lumen::identity {

enum class AttemptKind { sign_in = 1, confirm = 2, resend = 3 };

inline constexpr int sign_in_failures_free = 5;
inline constexpr int lock_s_max = 15 * 60;
inline constexpr int confirms_per_hour = 15;
inline constexpr int resends_per_hour = 5;

// As Cognito locks: five failures are free, after the n-th nobody signs in for 2^(n-5) s, at most 15 minutes; 15
// minutes without an attempt forget all. During a lock: `NotAuthorized`, not counted. A success calls
// `forget_sign_ins`.
Result<void> count_sign_in(store::Connection& connection, ByteView person, UnixMillis now_ms);
void forget_sign_ins(store::Connection& connection, ByteView person);

// `LimitExceeded` after `per_hour` attempts within the hour that the first of them began.
Result<void> count_within_hour(store::Connection& connection, AttemptKind kind, ByteView person, int per_hour,
                               UnixMillis now_ms);

// Removes some rows that count for nothing any more.
void prune_attempts(store::Connection& connection, UnixMillis now_ms);

}  // namespace lumen::identity
