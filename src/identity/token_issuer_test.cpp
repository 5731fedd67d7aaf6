// SPDX-License-Identifier: Apache-2.0
#include "identity/token_issuer.h"

#include <gtest/gtest.h>

#include "identity/jwt.h"
#include "identity/test_keys.h"

namespace lumen::identity {
namespace {

class TokenIssuerTest : public ::testing::Test {
 protected:
  PoolSettings settings_{"us-west-2_Test", "test-app", "http://localhost:1/us-west-2_Test", 300, 3'600};
  ManualClock clock_{1'800'000'000'000};
  SeededRandom random_{7};
  TokenIssuer issuer_{test_keys(), settings_, clock_, random_};
  TokenSubject subject_{
      UserId::trusted("u-1"), "Ann@example.org", {{"name", "Ann"}, {"custom:tone", "4"}}, "origin-1", 1'799'999'000};
};

TEST_F(TokenIssuerTest, TheIdTokenHasCognitosClaims) {
  const auto claims = verify_jwt(issuer_.issue(subject_).id_token, test_keys().id_token());
  ASSERT_TRUE(claims);
  const auto text = [&](const char* name) { return get_string(*claims, name).value_or("absent"); };
  EXPECT_EQ(text("sub"), "u-1");
  EXPECT_EQ(text("cognito:username"), "u-1");
  EXPECT_EQ(text("aud"), "test-app");
  EXPECT_EQ(text("iss"), "http://localhost:1/us-west-2_Test");
  EXPECT_EQ(text("token_use"), "id");
  EXPECT_EQ(text("email"), "Ann@example.org");
  EXPECT_EQ(text("origin_jti"), "origin-1");
  EXPECT_EQ(text("name"), "Ann");
  EXPECT_EQ(text("custom:tone"), "4");
  EXPECT_EQ(get_bool(*claims, "email_verified"), true);
  EXPECT_EQ(get_integer(*claims, "auth_time"), 1'799'999'000);
  EXPECT_EQ(get_integer(*claims, "iat"), 1'800'000'000);
  EXPECT_EQ(get_integer(*claims, "exp"), 1'800'000'300);
  EXPECT_FALSE(claims->contains("client_id"));
}

TEST_F(TokenIssuerTest, TheAccessTokenNamesNoPersonAndHasNoAudience) {
  const auto claims = verify_jwt(issuer_.issue(subject_).access_token, test_keys().access_token());
  ASSERT_TRUE(claims);
  EXPECT_EQ(get_string(*claims, "client_id"), "test-app");
  EXPECT_EQ(get_string(*claims, "token_use"), "access");
  EXPECT_EQ(get_string(*claims, "username"), "u-1");
  EXPECT_EQ(get_string(*claims, "scope"), "aws.cognito.signin.user.admin");
  for (const char* name : {"aud", "email", "name", "custom:tone"}) EXPECT_FALSE(claims->contains(name)) << name;
}

TEST_F(TokenIssuerTest, AnAttributeNeverReplacesAClaim) {
  subject_.attributes["sub"] = "someone-else";
  subject_.attributes["email"] = "eve@example.org";
  const auto claims = verify_jwt(issuer_.issue(subject_).id_token, test_keys().id_token());
  ASSERT_TRUE(claims);
  EXPECT_EQ(get_string(*claims, "sub"), "u-1");
  EXPECT_EQ(get_string(*claims, "email"), "Ann@example.org");
}

TEST_F(TokenIssuerTest, EveryTokenHasItsOwnJti) {
  const TokenPair first = issuer_.issue(subject_);
  const TokenPair second = issuer_.issue(subject_);
  const auto jti = [](const std::string& token, const RsaKey& key) {
    return get_string(*verify_jwt(token, key), "jti").value();
  };
  EXPECT_NE(jti(first.id_token, test_keys().id_token()), jti(second.id_token, test_keys().id_token()));
  EXPECT_NE(jti(first.id_token, test_keys().id_token()), jti(first.access_token, test_keys().access_token()));
}

}  // namespace
}  // namespace lumen::identity
