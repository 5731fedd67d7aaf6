// SPDX-License-Identifier: Apache-2.0
#include "identity/sign_up_rules.h"

#include <gtest/gtest.h>

#include "identity/password_hash.h"

namespace lumen::identity {
namespace {

std::string code_of(const Result<void>& result) { return result ? "ok" : result.error().code; }

TEST(CheckEmail, Table) {
  const std::string longest = std::string(64, 'a') + "@" + std::string(60, 'b') + ".de";  // 128 bytes
  for (const std::string& good : {std::string("a@b.c"), std::string("Ann.O'Neil+skin@mail.example.org"), longest,
                                  std::string("jörg@example.org")}) {
    EXPECT_TRUE(check_email(good)) << good;
  }
  for (const std::string& bad :
       {std::string(), std::string("ann"), std::string("@example.org"), std::string("ann@"),
        std::string("ann@localhost"), std::string("ann@@example.org"), std::string("a@b@example.org"),
        std::string("ann @example.org"), std::string("ann@example..org"), std::string("ann@.org"),
        std::string("ann@example.org."), std::string("ann@-x.org"), std::string("ann@example.org\n"),
        std::string("ann\0@example.org", 16), std::string("\xff@example.org"), "b" + longest,
        std::string(65, 'a') + "@example.org"}) {
    EXPECT_EQ(code_of(check_email(bad)), "InvalidParameter") << bad;
  }
}

TEST(CheckPassword, Table) {
  for (const std::string& good : {std::string("Abcdefg1"), std::string("Äbcdef1G"), "Ab1" + std::string(253, 'x')}) {
    EXPECT_TRUE(check_password(good)) << good;
  }
  for (const std::string& weak : {std::string(), std::string("Abcdef1"), std::string("abcdefg1"),
                                  std::string("ABCDEFG1"), std::string("Abcdefgh"), std::string("Ääääc1")}) {
    EXPECT_EQ(code_of(check_password(weak)), "InvalidPassword") << weak;
  }
  for (const std::string& bad : {std::string("Abcdefg 1"), std::string("Abcdefg1\t"), std::string("Abcdefg1\0", 9),
                                 "Ab1" + std::string(254, 'x'), std::string("Abcdefg1\xff")}) {
    EXPECT_EQ(code_of(check_password(bad)), "InvalidParameter");
  }
  EXPECT_EQ(check_password("Abc1").error().message, "Password did not conform with policy: Password not long enough");
}

TEST(CheckAttributes, OnlyNamesThatAreNoClaimsOfOurs) {
  for (const std::string name : {"sub", "aud", "iss", "exp", "email_verified", "cognito:username", "cognito:groups",
                                 "token_use", "custom:", "custom:a b", "custom:123456789012345678901", "", "Name"}) {
    EXPECT_EQ(code_of(check_attributes({{name, "x"}}, "a@b.c")), "InvalidParameter") << name;
  }
  EXPECT_TRUE(check_attributes({{"name", ""}, {"custom:12345678901234567890", "x"}, {"email", "A@b.C"}}, "a@b.c"));
  EXPECT_FALSE(check_attributes({{"email", "eve@b.c"}}, "a@b.c"));
  EXPECT_FALSE(check_attributes({{"name", "\xff"}}, "a@b.c"));
}

TEST(CheckAttributes, LimitsHoldOnBothSides) {
  EXPECT_TRUE(check_attributes({{"name", std::string(2'044, 'x')}}, "a@b.c"));
  EXPECT_FALSE(check_attributes({{"name", std::string(2'045, 'x')}}, "a@b.c"));
  std::map<std::string, std::string> many;
  for (int i = 0; i < 20; ++i) many["custom:" + std::to_string(i)] = "x";
  EXPECT_TRUE(check_attributes(many, "a@b.c"));
  many["custom:more"] = "x";
  EXPECT_FALSE(check_attributes(many, "a@b.c"));
}

TEST(PasswordHash, OnlyThePasswordOpensIt) {
  const auto hash = hash_password("Abcdefg1");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(verify_password("Abcdefg1", *hash));
  EXPECT_FALSE(verify_password("Abcdefg2", *hash));
  EXPECT_FALSE(verify_password("", *hash));
  EXPECT_NE(*hash, *hash_password("Abcdefg1"));
}

TEST(PasswordHash, NobodysHashCostsAsMuchAsAnybodys) {
  EXPECT_TRUE(has_current_cost(nobodys_hash()));
  EXPECT_TRUE(has_current_cost(*hash_password("Abcdefg1")));
  EXPECT_FALSE(has_current_cost(
      "$argon2id$v=19$m=4096,t=2,p=1$UjMrCa46GMWZFQQnm0pV+w$NCloVzCYii9UlVAibEv6FGbR5tKbCwEmIAtBFbkItyg"));
  EXPECT_FALSE(verify_password("", nobodys_hash()));
}

}  // namespace
}  // namespace lumen::identity
