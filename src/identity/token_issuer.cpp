// SPDX-License-Identifier: Apache-2.0
#include "identity/token_issuer.h"

#include "base/crypto.h"
#include "identity/jwt.h"

namespace lumen::identity {
namespace {

Result<void> check_time(const json::object& claims, UnixSeconds now_s) {
  const auto expires_at_s = get_integer(claims, "exp");
  if (!expires_at_s) return fail(invalid_token("exp is missing"));
  if (now_s >= *expires_at_s) {
    return fail(
        make_error(ErrorKind::unauthenticated, "token_expired", "The token has expired. Please sign in again."));
  }
  if (!claims.contains("nbf")) return {};
  const auto not_before_s = get_integer(claims, "nbf");
  if (!not_before_s || now_s < *not_before_s) return fail(invalid_token("nbf is in the future"));
  return {};
}

struct Expected {
  std::string_view use;
  std::string_view client_claim;
};

Result<TokenClaims> check(std::string_view token, const RsaKey& key, const Expected& expected,
                          const PoolSettings& settings, UnixSeconds now_s) {
  const auto claims = verify_jwt(token, key);
  if (!claims) return fail(claims.error());
  if (get_string(*claims, "iss") != settings.issuer) return fail(invalid_token("wrong iss"));
  if (get_string(*claims, "token_use") != expected.use) return fail(invalid_token("wrong token_use"));
  if (get_string(*claims, expected.client_claim) != settings.client_id) return fail(invalid_token("wrong client"));
  if (auto ok = check_time(*claims, now_s); !ok) return fail(ok.error());
  auto user = parse_user_id(get_string(*claims, "sub").value_or(""));
  if (!user) return fail(invalid_token("sub is missing or malformed"));
  return TokenClaims{std::move(*user), get_string(*claims, "origin_jti").value_or(""), *get_integer(*claims, "exp")};
}

}  // namespace

TokenPair TokenIssuer::issue(const TokenSubject& subject) {
  const UnixSeconds now_s = clock_.now_s();
  const std::string event_id = make_uuid(random_);

  json::object id{{"sub", subject.user.text()},
                  {"email_verified", true},
                  {"iss", settings_.issuer},
                  {"cognito:username", subject.user.text()},
                  {"origin_jti", subject.origin_jti},
                  {"aud", settings_.client_id},
                  {"event_id", event_id},
                  {"token_use", "id"},
                  {"auth_time", subject.auth_time_s},
                  {"exp", now_s + settings_.token_life_s},
                  {"iat", now_s},
                  {"jti", make_uuid(random_)},
                  {"email", subject.email}};
  for (const auto& [name, value] : subject.attributes) id.emplace(name, value);  // never replaces a claim above

  const json::object access{{"sub", subject.user.text()},
                            {"iss", settings_.issuer},
                            {"client_id", settings_.client_id},
                            {"origin_jti", subject.origin_jti},
                            {"event_id", event_id},
                            {"token_use", "access"},
                            {"scope", "aws.cognito.signin.user.admin"},
                            {"auth_time", subject.auth_time_s},
                            {"exp", now_s + settings_.token_life_s},
                            {"iat", now_s},
                            {"jti", make_uuid(random_)},
                            {"username", subject.user.text()}};
  return {sign_jwt(keys_.id_token(), id), sign_jwt(keys_.access_token(), access)};
}

Result<TokenClaims> check_id_token(std::string_view token, const SigningKeys& keys, const PoolSettings& settings,
                                   UnixSeconds now_s) {
  return check(token, keys.id_token(), {"id", "aud"}, settings, now_s);
}

Result<TokenClaims> check_access_token(std::string_view token, const SigningKeys& keys, const PoolSettings& settings,
                                       UnixSeconds now_s) {
  return check(token, keys.access_token(), {"access", "client_id"}, settings, now_s);
}

}  // namespace lumen::identity
