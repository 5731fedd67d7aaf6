// SPDX-License-Identifier: Apache-2.0
#pragma once
// Makes and judges the pool's tokens, with Cognito's claims. Thread-safe.
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html

#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "domain/ids.h"
#include "identity/pool_settings.h"
#include "identity/signing_keys.h"

namespace lumen::identity {

// Who signed in, and when; the same through every refresh.
struct TokenSubject {
  UserId user;
  std::string email;
  std::map<std::string, std::string> attributes;
  std::string origin_jti;
  UnixSeconds auth_time_s = 0;
};

struct TokenPair {
  std::string id_token;
  std::string access_token;
};

// Of a token that passed every check.
struct TokenClaims {
  UserId user;
  std::string origin_jti;
  UnixSeconds expires_at_s = 0;
};

class TokenIssuer {
 public:
  TokenIssuer(const SigningKeys& keys, PoolSettings settings, const Clock& clock, Random& random)
      : keys_(keys), settings_(std::move(settings)), clock_(clock), random_(random) {}

  // About half a millisecond of CPU: call from a pool.
  TokenPair issue(const TokenSubject& subject);

 private:
  const SigningKeys& keys_;
  PoolSettings settings_;
  const Clock& clock_;
  Random& random_;
};

// The signature and iss, token_use, client (aud or client_id), exp and nbf. `unauthenticated` with code
// "invalid_token" or "token_expired".
Result<TokenClaims> check_id_token(std::string_view token, const SigningKeys& keys, const PoolSettings& settings,
                                   UnixSeconds now_s);
Result<TokenClaims> check_access_token(std::string_view token, const SigningKeys& keys, const PoolSettings& settings,
                                       UnixSeconds now_s);

}  // namespace lumen::identity
