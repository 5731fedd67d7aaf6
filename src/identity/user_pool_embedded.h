// SPDX-License-Identifier: Apache-2.0
#pragma once
// The user pool of the embedded edition, in the local database. Passwords are argon2id texts; they and e-mail
// and attributes are sealed with the person's own key, and people are found by a keyed hash of the lower-cased
// e-mail, so the database file names nobody. Refresh tokens and codes are kept as hashes only. Thread-safe.

#include <memory>
#include <optional>
#include <string>

#include "base/blocking_pool.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/random.h"
#include "identity/token_issuer.h"
#include "identity/user_pool.h"
#include "identity/user_rows.h"
#include "store/subject_keys.h"

namespace lumen::identity {

// All of it outlives the pool.
struct UserPoolParts {
  store::Database& database;
  store::SubjectKeys& subjects;
  const SigningKeys& keys;
  BlockingPool& blocking;  // bounds how many passwords (19 MiB each) are hashed at once
  const Clock& clock;
  Random& random;
};

class UserPoolEmbedded final : public UserPool {
 public:
  // Brings the tables up to date. `lookup_key` is the pool's own: e-mails and codes are hashed under it.
  static Result<std::unique_ptr<UserPoolEmbedded>> open(const UserPoolParts& parts, const SecretKey& lookup_key,
                                                        PoolSettings settings);

  std::string describe() const override;
  Task<Result<SignUpAnswer>> sign_up(SignUpRequest request, Deadline deadline) override;
  Task<Result<void>> confirm_sign_up(std::string email, std::string code, Deadline deadline) override;
  Task<Result<std::string>> new_confirmation_code(std::string email, Deadline deadline) override;
  Task<Result<Tokens>> sign_in(std::string email, std::string password, Deadline deadline) override;
  Task<Result<Tokens>> refresh(std::string refresh_token, Deadline deadline) override;
  Task<Result<UserAttributes>> get_user(std::string access_token, Deadline deadline) override;
  Task<Result<void>> revoke(std::string refresh_token, Deadline deadline) override;
  Task<Result<void>> erase(UserId user, Deadline deadline) override;
  Task<Result<UserId>> add_confirmed(std::string email, std::string password, Deadline deadline) override;
  std::string jwks() const override { return jwks_; }
  std::string pool_id() const override { return settings_.pool_id; }

 private:
  struct Account {
    UserId user;
    bool confirmed = false;
    std::string email;
    std::map<std::string, std::string> attributes;
    std::string password_hash;
  };
  struct Newcomer {
    UserId user;
    Bytes person;
    std::string profile;
    std::string password_hash;
    std::string code;  // "": confirmed from the start
  };
  enum class ConfirmOutcome { confirmed, mismatch, expired, already };

  UserPoolEmbedded(const UserPoolParts& parts, const SecretKey& lookup_key, PoolSettings settings);

  Bytes person_of(std::string_view email) const;
  Bytes code_hash(const UserId& user, std::string_view code) const;
  std::string make_code();

  Task<Result<void>> create(SignUpRequest request, UserId user, std::string code, Deadline deadline);
  Result<void> insert(store::Connection& connection, const Newcomer& newcomer);
  Result<ConfirmOutcome> confirm(store::Connection& connection, ByteView person, std::string_view code);
  Result<std::string> renew_code(store::Connection& connection, ByteView person, const std::string& code);

  // Nothing when there is no such person, or the person's key was destroyed.
  Result<std::optional<Account>> open_account(const std::optional<UserRow>& row);
  TokenSubject subject_of(const Account& account, std::string origin_jti, UnixSeconds auth_time_s) const;

  store::Database& database_;
  store::SubjectKeys& subjects_;
  const SigningKeys& keys_;
  BlockingPool& blocking_;
  const Clock& clock_;
  Random& random_;
  SecretKey lookup_key_;
  PoolSettings settings_;
  TokenIssuer issuer_;
  std::string jwks_;
};

}  // namespace lumen::identity
