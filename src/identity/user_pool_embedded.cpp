// SPDX-License-Identifier: Apache-2.0
#include "identity/user_pool_embedded.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "identity/attempt_limits.h"
#include "identity/password_hash.h"
#include "identity/pool_errors.h"
#include "identity/sign_up_rules.h"

namespace lumen::identity {
namespace {

constexpr UnixMillis code_life_ms = 24 * 3'600'000;
constexpr std::size_t refresh_token_bytes_max = 2'048;

using store::Connection;

Bytes to_bytes(const Sha256& digest) { return {digest.begin(), digest.end()}; }
Bytes refresh_hash(std::string_view token) { return to_bytes(sha256(as_bytes(token))); }

std::string profile_context(const UserId& user) { return "identity-profile:" + user.text(); }
std::string password_context(const UserId& user) { return "identity-password:" + user.text(); }

std::string write_profile(const std::string& email, const std::map<std::string, std::string>& attributes) {
  json::object kept;
  for (const auto& [name, value] : attributes) {
    if (name != "email") kept.emplace(name, value);
  }
  const json::object profile{{"email", email}, {"attributes", std::move(kept)}};
  return json::serialize(profile);
}

Error wrong_access_token(const Error& reason) {
  return not_authorized(reason.code == "token_expired" ? "Access Token has expired" : "Invalid Access Token",
                        reason.detail);
}

}  // namespace

Result<std::unique_ptr<UserPoolEmbedded>> UserPoolEmbedded::open(const UserPoolParts& parts,
                                                                 const SecretKey& lookup_key, PoolSettings settings) {
  if (auto migrated = migrate_user_tables(parts.database); !migrated) return fail(migrated.error());
  return std::unique_ptr<UserPoolEmbedded>(new UserPoolEmbedded(parts, lookup_key, std::move(settings)));
}

UserPoolEmbedded::UserPoolEmbedded(const UserPoolParts& parts, const SecretKey& lookup_key, PoolSettings settings)
    : database_(parts.database),
      subjects_(parts.subjects),
      keys_(parts.keys),
      blocking_(parts.blocking),
      clock_(parts.clock),
      random_(parts.random),
      lookup_key_(lookup_key),
      settings_(std::move(settings)),
      issuer_(parts.keys, settings_, parts.clock, parts.random),
      jwks_(parts.keys.jwks()) {}

std::string UserPoolEmbedded::describe() const {
  return "embedded: pool " + settings_.pool_id + " in the local database";
}

Bytes UserPoolEmbedded::person_of(std::string_view email) const {
  return to_bytes(hmac_sha256(lookup_key_.view(), as_bytes("email:" + to_lower(email))));
}

Bytes UserPoolEmbedded::code_hash(const UserId& user, std::string_view code) const {
  return to_bytes(hmac_sha256(lookup_key_.view(), as_bytes("code:" + user.text() + ":" + std::string(code))));
}

std::string UserPoolEmbedded::make_code() {
  std::uint64_t number = 0;
  for (const std::uint8_t byte : random_.bytes<8>()) number = number << 8U | byte;
  const std::string digits = std::to_string(number % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

// Sign-up and confirmation.

Task<Result<SignUpAnswer>> UserPoolEmbedded::sign_up(SignUpRequest request, Deadline deadline) {
  SignUpAnswer answer{UserId::trusted(make_uuid(random_)), false, make_code()};
  auto created = co_await create(std::move(request), answer.user, answer.code, deadline);
  if (!created) co_return fail(created.error());
  co_return answer;
}

Task<Result<UserId>> UserPoolEmbedded::add_confirmed(std::string email, std::string password, Deadline deadline) {
  const UserId user = UserId::trusted(make_uuid(random_));
  SignUpRequest request{std::move(email), std::move(password), {}};
  auto created = co_await create(std::move(request), user, "", deadline);
  if (!created) co_return fail(created.error());
  co_return user;
}

Task<Result<void>> UserPoolEmbedded::create(SignUpRequest request, UserId user, std::string code, Deadline deadline) {
  if (auto ok = check_email(request.email); !ok) co_return fail(ok.error());
  if (auto ok = check_attributes(request.attributes, request.email); !ok) co_return fail(ok.error());
  if (auto ok = check_password(request.password); !ok) co_return fail(ok.error());
  Newcomer newcomer{std::move(user), person_of(request.email), write_profile(request.email, request.attributes), "",
                    std::move(code)};
  const auto known =
      database_.read([&](Connection& c) -> Result<bool> { return find_user(c, newcomer.person).has_value(); });
  if (!known) co_return fail(known.error());
  if (*known) co_return fail(username_exists());

  auto hashing = [password = std::move(request.password)] { return hash_password(password); };
  auto hash = co_await blocking_.run(std::move(hashing), deadline);
  if (!hash) co_return fail(hash.error());
  newcomer.password_hash = std::move(*hash);
  std::function<Result<void>(Connection&)> work = [this, newcomer](Connection& c) { return insert(c, newcomer); };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Result<void> UserPoolEmbedded::insert(Connection& connection, const Newcomer& newcomer) {
  const auto key = subjects_.find_or_create(connection, newcomer.user.text());
  if (!key) return fail(key.error());
  const bool confirmed = newcomer.code.empty();
  const UserRow row{newcomer.user, newcomer.person,
                    subjects_.seal_for(*key, newcomer.profile, profile_context(newcomer.user)),
                    subjects_.seal_for(*key, newcomer.password_hash, password_context(newcomer.user)), confirmed};
  const UnixMillis now_ms = clock_.now_ms();
  if (!insert_user(connection, row, now_ms)) return fail(username_exists());
  if (!confirmed) put_code(connection, row.user, {code_hash(row.user, newcomer.code), now_ms + code_life_ms});
  return {};
}

Task<Result<void>> UserPoolEmbedded::confirm_sign_up(std::string email, std::string code, Deadline deadline) {
  if (email.size() > username_bytes_max || code.size() > 64) co_return fail(code_mismatch());
  const Bytes person = person_of(email);
  std::function<Result<ConfirmOutcome>(Connection&)> work = [this, person, code](Connection& c) {
    return confirm(c, person, code);
  };
  auto outcome = co_await database_.write<ConfirmOutcome>(std::move(work), deadline);
  if (!outcome) co_return fail(outcome.error());
  switch (*outcome) {
    case ConfirmOutcome::confirmed: co_return Result<void>();
    case ConfirmOutcome::expired: co_return fail(expired_code());
    case ConfirmOutcome::already:
      co_return fail(not_authorized("User cannot be confirmed. Current status is CONFIRMED"));
    case ConfirmOutcome::mismatch: break;
  }
  co_return fail(code_mismatch());
}

// An outcome, not an error, so that the attempt stays counted.
Result<UserPoolEmbedded::ConfirmOutcome> UserPoolEmbedded::confirm(Connection& connection, ByteView person,
                                                                   std::string_view code) {
  const UnixMillis now_ms = clock_.now_ms();
  auto counted = count_within_hour(connection, AttemptKind::confirm, person, confirms_per_hour, now_ms);
  if (!counted) return fail(counted.error());
  const auto user = find_user(connection, person);
  if (!user) return ConfirmOutcome::mismatch;
  if (user->confirmed) return ConfirmOutcome::already;
  const auto expected = find_code(connection, user->user);
  if (!expected || now_ms >= expected->expires_at_ms) return ConfirmOutcome::expired;
  const Bytes given = code_hash(user->user, code);
  if (!equal_constant_time(as_text(given), as_text(expected->code))) return ConfirmOutcome::mismatch;
  set_confirmed(connection, user->user);
  remove_code(connection, user->user);
  return ConfirmOutcome::confirmed;
}

Task<Result<std::string>> UserPoolEmbedded::new_confirmation_code(std::string email, Deadline deadline) {
  if (email.size() > username_bytes_max) co_return std::string();
  const Bytes person = person_of(email);
  const std::string code = make_code();
  std::function<Result<std::string>(Connection&)> work = [this, person, code](Connection& c) {
    return renew_code(c, person, code);
  };
  co_return co_await database_.write<std::string>(std::move(work), deadline);
}

Result<std::string> UserPoolEmbedded::renew_code(Connection& connection, ByteView person, const std::string& code) {
  const UnixMillis now_ms = clock_.now_ms();
  auto counted = count_within_hour(connection, AttemptKind::resend, person, resends_per_hour, now_ms);
  if (!counted) return fail(counted.error());
  const auto user = find_user(connection, person);
  if (!user || user->confirmed) return std::string();
  put_code(connection, user->user, {code_hash(user->user, code), now_ms + code_life_ms});
  return code;
}

// Sign-in and sessions.

Result<std::optional<UserPoolEmbedded::Account>> UserPoolEmbedded::open_account(const std::optional<UserRow>& row) {
  if (!row) return std::optional<Account>();
  const auto key = subjects_.find(row->user.text());
  if (!key && key.error().kind == ErrorKind::not_found) return std::optional<Account>();
  if (!key) return fail(key.error());
  const auto profile = unseal(*key, row->profile, profile_context(row->user));
  const auto password = unseal(*key, row->password, password_context(row->user));
  if (!profile || !password) return fail(internal("a user row does not open"));
  const auto parsed = parse_json(as_text(*profile));
  if (!parsed || !parsed->is_object()) return fail(internal("a user's profile is not JSON"));
  Account account{row->user,
                  row->confirmed,
                  get_string(parsed->get_object(), "email").value_or(""),
                  {},
                  std::string(as_text(*password))};
  if (const json::object* attributes = get_object(parsed->get_object(), "attributes")) {
    for (const auto& [name, value] : *attributes) account.attributes[name] = value.as_string();
  }
  return std::optional<Account>(std::move(account));
}

TokenSubject UserPoolEmbedded::subject_of(const Account& account, std::string origin_jti,
                                          UnixSeconds auth_time_s) const {
  return {account.user, account.email, account.attributes, std::move(origin_jti), auth_time_s};
}

Task<Result<Tokens>> UserPoolEmbedded::sign_in(std::string email, std::string password, Deadline deadline) {
  if (email.empty() || email.size() > username_bytes_max || password.empty() || password.size() > password_bytes_max) {
    co_return fail(wrong_name_or_password());
  }
  const Bytes person = person_of(email);
  std::function<Result<void>(Connection&)> count = [this, person](Connection& c) {
    prune_attempts(c, clock_.now_ms());
    return count_sign_in(c, person, clock_.now_ms());
  };
  auto counted = co_await database_.write<void>(std::move(count), deadline);
  if (!counted) co_return fail(counted.error());
  const auto row =
      database_.read([&](Connection& c) -> Result<std::optional<UserRow>> { return find_user(c, person); });
  if (!row) co_return fail(row.error());
  const auto account = open_account(*row);
  if (!account) co_return fail(account.error());

  // Who is not there costs a hash too, so the time tells nothing.
  const Account known = account->value_or(Account{UserId(), false, "", {}, nobodys_hash()});
  const SessionRow session{known.user, make_uuid(random_), clock_.now_s(), clock_.now_s() + settings_.refresh_life_s,
                           false};
  auto check = [this, known, session, password = std::move(password)]() -> Result<std::optional<TokenPair>> {
    if (!verify_password(password, known.password_hash)) return std::optional<TokenPair>();
    if (!known.confirmed) return fail(user_not_confirmed());
    return std::optional<TokenPair>(issuer_.issue(subject_of(known, session.origin_jti, session.auth_time_s)));
  };
  auto pair = co_await blocking_.run(std::move(check), deadline);
  if (!pair) co_return fail(pair.error());
  if (!*pair) co_return fail(wrong_name_or_password());

  const std::string refresh_token = base64url_encode(random_.bytes<48>());
  std::function<Result<void>(Connection&)> keep = [this, person, session,
                                                   hash = refresh_hash(refresh_token)](Connection& c) {
    forget_sign_ins(c, person);
    prune_sessions(c, clock_.now_s());
    insert_session(c, hash, session);
    return Result<void>();
  };
  auto kept = co_await database_.write<void>(std::move(keep), deadline);
  if (!kept) co_return fail(kept.error());
  co_return Tokens{std::move((*pair)->id_token), std::move((*pair)->access_token), refresh_token,
                   settings_.token_life_s};
}

Task<Result<Tokens>> UserPoolEmbedded::refresh(std::string refresh_token, Deadline deadline) {
  if (refresh_token.size() > refresh_token_bytes_max) co_return fail(not_authorized("Invalid Refresh Token"));
  const Bytes hash = refresh_hash(refresh_token);
  const auto found =
      database_.read([&](Connection& c) -> Result<std::optional<SessionRow>> { return find_session(c, hash); });
  if (!found) co_return fail(found.error());
  if (!*found) co_return fail(not_authorized("Invalid Refresh Token"));
  const SessionRow session = **found;
  if (session.revoked) co_return fail(not_authorized("Refresh Token has been revoked"));
  if (clock_.now_s() >= session.expires_at_s) co_return fail(not_authorized("Refresh Token has expired"));
  const auto row =
      database_.read([&](Connection& c) -> Result<std::optional<UserRow>> { return find_user(c, session.user); });
  if (!row) co_return fail(row.error());
  const auto account = open_account(*row);
  if (!account) co_return fail(account.error());
  if (!*account) co_return fail(not_authorized("Invalid Refresh Token"));

  auto issue = [this, subject = subject_of(**account, session.origin_jti, session.auth_time_s)]() -> Result<TokenPair> {
    return issuer_.issue(subject);
  };
  auto pair = co_await blocking_.run(std::move(issue), deadline);
  if (!pair) co_return fail(pair.error());
  co_return Tokens{std::move(pair->id_token), std::move(pair->access_token), "", settings_.token_life_s};
}

Task<Result<UserAttributes>> UserPoolEmbedded::get_user(std::string access_token, Deadline) {
  const auto claims = check_access_token(access_token, keys_, settings_, clock_.now_s());
  if (!claims) co_return fail(wrong_access_token(claims.error()));
  const auto session = database_.read([&](Connection& c) -> Result<std::optional<SessionRow>> {
    return find_session_by_origin(c, claims->origin_jti);
  });
  if (!session) co_return fail(session.error());
  if (!*session || (*session)->revoked || (*session)->user != claims->user) {
    co_return fail(not_authorized("Access Token has been revoked"));
  }
  const auto row =
      database_.read([&](Connection& c) -> Result<std::optional<UserRow>> { return find_user(c, claims->user); });
  if (!row) co_return fail(row.error());
  auto account = open_account(*row);
  if (!account) co_return fail(account.error());
  if (!*account) co_return fail(not_authorized("Access Token has been revoked"));
  Account& known = **account;
  co_return UserAttributes{known.user, std::move(known.email), known.confirmed, std::move(known.attributes)};
}

Task<Result<void>> UserPoolEmbedded::erase(UserId user, Deadline deadline) {
  std::function<Result<void>(Connection&)> work = [this, user = std::move(user)](Connection& c) {
    remove_user(c, user);
    return subjects_.destroy(c, user.text());
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<void>> UserPoolEmbedded::revoke(std::string refresh_token, Deadline deadline) {
  if (std::count(refresh_token.begin(), refresh_token.end(), '.') == 2) {
    co_return fail(invalid("UnsupportedTokenType", "Only a refresh token can be revoked."));
  }
  std::function<Result<void>(Connection&)> work = [hash = refresh_hash(refresh_token)](Connection& c) {
    revoke_session(c, hash);
    return Result<void>();
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

}  // namespace lumen::identity
