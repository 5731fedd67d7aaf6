// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every UserPool keeps. An adapter's test names a fixture with `UserPool& pool()` and
// `ManualClock& clock()` and instantiates the suite with it.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "base/clock.h"
#include "base/json.h"
#include "identity/user_pool.h"
#include "tests/support/run_task.h"

namespace lumen::identity {

// The claims of a token, unchecked.
inline json::object claims_of(const std::string& token) {
  const std::size_t first = token.find('.');
  const std::size_t last = token.rfind('.');
  const auto bytes = base64url_decode(std::string_view(token).substr(first + 1, last - first - 1));
  return parse_json(as_text(bytes.value())).value().as_object();
}

template <class Fixture>
class UserPoolContract : public ::testing::Test {
 protected:
  static constexpr const char* ann = "ann@example.org";
  static constexpr const char* password = "Correct-horse-1";
  static constexpr UnixMillis minute_ms = 60'000;
  static constexpr UnixMillis hour_ms = 60 * minute_ms;

  UserPool& pool() { return fixture_.pool(); }
  ManualClock& clock() { return fixture_.clock(); }
  static Deadline far() { return Deadline::never(); }

  Result<SignUpAnswer> sign_up(const std::string& email = ann, const std::string& with = password,
                               std::map<std::string, std::string> attributes = {}) {
    return test::run(pool().sign_up({email, with, std::move(attributes)}, far()));
  }
  Result<void> confirm(const std::string& code, const std::string& email = ann) {
    return test::run(pool().confirm_sign_up(email, code, far()));
  }
  Result<std::string> resend(const std::string& email = ann) {
    return test::run(pool().new_confirmation_code(email, far()));
  }
  Result<Tokens> sign_in(const std::string& with = password, const std::string& email = ann) {
    return test::run(pool().sign_in(email, with, far()));
  }
  Result<Tokens> refresh(const std::string& token) { return test::run(pool().refresh(token, far())); }
  Result<UserAttributes> get_user(const std::string& token) { return test::run(pool().get_user(token, far())); }
  Result<void> revoke(const std::string& token) { return test::run(pool().revoke(token, far())); }

  void add_ann() { ASSERT_TRUE(test::run(pool().add_confirmed(ann, password, far()))); }

  template <class T>
  static std::string failure(const Result<T>& result) {
    return result ? "ok" : result.error().code + ": " + result.error().message;
  }
  static constexpr const char* wrong = "NotAuthorized: Incorrect username or password.";
  static constexpr const char* locked = "NotAuthorized: Password attempts exceeded";
  static constexpr const char* too_often = "LimitExceeded: Attempt limit exceeded, please try after some time.";
  static constexpr const char* mismatch = "CodeMismatch: Invalid verification code provided, please try again.";

  // A code that is not `code`.
  static std::string other_code(const std::string& code) { return code == "000000" ? "000001" : "000000"; }

  Fixture fixture_;
};

TYPED_TEST_SUITE_P(UserPoolContract);

TYPED_TEST_P(UserPoolContract, SignUpConfirmSignIn) {
  const auto signed_up = this->sign_up();
  ASSERT_TRUE(signed_up) << this->failure(signed_up);
  EXPECT_FALSE(signed_up->confirmed);
  EXPECT_EQ(signed_up->code.size(), 6U);
  EXPECT_EQ(signed_up->code.find_first_not_of("0123456789"), std::string::npos);
  EXPECT_EQ(this->failure(this->sign_in()), "UserNotConfirmed: User is not confirmed.");
  EXPECT_EQ(this->failure(this->confirm(signed_up->code)), "ok");
  const auto tokens = this->sign_in();
  ASSERT_TRUE(tokens) << this->failure(tokens);
  EXPECT_EQ(tokens->expires_in_s, 3'600);
  EXPECT_FALSE(tokens->refresh_token.empty());
  const json::object id = claims_of(tokens->id_token);
  EXPECT_EQ(get_string(id, "sub"), signed_up->user.text());
  EXPECT_EQ(get_string(id, "email"), this->ann);
  EXPECT_EQ(get_integer(id, "auth_time"), this->clock().now_s());
  EXPECT_EQ(get_integer(id, "exp"), this->clock().now_s() + 3'600);
}

TYPED_TEST_P(UserPoolContract, OnlyThePasswordSignsIn) {
  this->add_ann();
  EXPECT_EQ(this->failure(this->sign_in("Correct-horse-2")), this->wrong);
  EXPECT_EQ(this->failure(this->sign_in("")), this->wrong);
  EXPECT_EQ(this->failure(this->sign_in(std::string(257, 'x'))), this->wrong);
  EXPECT_EQ(this->failure(this->sign_in(this->password)), "ok");
}

TYPED_TEST_P(UserPoolContract, NobodyIsToldApartFromAWrongPassword) {
  this->add_ann();
  EXPECT_EQ(this->failure(this->sign_in(this->password, "bob@example.org")), this->wrong);
  EXPECT_EQ(this->failure(this->sign_in(this->password, "")), this->wrong);
  EXPECT_EQ(this->failure(this->sign_in(this->password, std::string(129, 'x'))), this->wrong);
  const auto unconfirmed = this->sign_up("eve@example.org");
  ASSERT_TRUE(unconfirmed);
  EXPECT_EQ(this->failure(this->sign_in("Wrong-horse-1", "eve@example.org")), this->wrong);
}

TYPED_TEST_P(UserPoolContract, TheCaseOfAnEmailDoesNotMatter) {
  this->add_ann();
  EXPECT_TRUE(this->sign_in(this->password, "ANN@Example.ORG"));
  EXPECT_EQ(this->sign_up("Ann@Example.org").error().code, "UsernameExists");
}

TYPED_TEST_P(UserPoolContract, AnEmailHasOneAccountConfirmedOrNot) {
  ASSERT_TRUE(this->sign_up());
  EXPECT_EQ(this->failure(this->sign_up()), "UsernameExists: An account with the given email already exists.");
  EXPECT_EQ(test::run(this->pool().add_confirmed(this->ann, this->password, this->far())).error().code,
            "UsernameExists");
}

TYPED_TEST_P(UserPoolContract, OfManyAtOnceOneGetsTheAccount) {
  const test::KeptLoop loop;
  int made = 0;
  int refused = 0;
  const auto one = [](UserPool& pool, int& good, int& bad) -> Task<void> {
    SignUpRequest request{"ann@example.org", "Correct-horse-1", {}};
    const auto done = co_await pool.sign_up(std::move(request), Deadline::never());
    ++(done ? good : bad);
  };
  for (int i = 0; i < 5; ++i) boost::asio::co_spawn(*loop, one(this->pool(), made, refused), boost::asio::detached);
  loop->run();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(refused, 4);
}

TYPED_TEST_P(UserPoolContract, WhatIsRefusedAtSignUp) {
  EXPECT_EQ(this->failure(this->sign_up("ann")), "InvalidParameter: Username should be an email.");
  EXPECT_EQ(this->failure(this->sign_up(this->ann, "Short1")),
            "InvalidPassword: Password did not conform with policy: Password not long enough");
  EXPECT_EQ(this->sign_up(this->ann, "Has white space 1").error().code, "InvalidParameter");
  EXPECT_EQ(this->sign_up(this->ann, this->password, {{"sub", "x"}}).error().code, "InvalidParameter");
  EXPECT_EQ(test::run(this->pool().add_confirmed("ann", this->password, this->far())).error().code, "InvalidParameter");
  EXPECT_TRUE(this->sign_up());  // nothing of the above left a trace
}

TYPED_TEST_P(UserPoolContract, AWrongCodeConfirmsNothing) {
  const auto signed_up = this->sign_up();
  ASSERT_TRUE(signed_up);
  EXPECT_EQ(this->failure(this->confirm(this->other_code(signed_up->code))), this->mismatch);
  EXPECT_EQ(this->failure(this->confirm("")), this->mismatch);
  EXPECT_EQ(this->failure(this->confirm(std::string(10'000, '1'))), this->mismatch);
  EXPECT_EQ(this->failure(this->confirm(signed_up->code, "nobody@example.org")), this->mismatch);
  EXPECT_EQ(this->sign_in().error().code, "UserNotConfirmed");
  EXPECT_TRUE(this->confirm(signed_up->code));
  EXPECT_EQ(this->failure(this->confirm(signed_up->code)),
            "NotAuthorized: User cannot be confirmed. Current status is CONFIRMED");
}

TYPED_TEST_P(UserPoolContract, ACodeLivesADay) {
  const auto signed_up = this->sign_up();
  ASSERT_TRUE(signed_up);
  this->clock().advance_ms(24 * this->hour_ms);
  EXPECT_EQ(this->failure(this->confirm(signed_up->code)),
            "ExpiredCode: Invalid code provided, please request a code again.");
  const auto fresh = this->resend();
  ASSERT_TRUE(fresh);
  this->clock().advance_ms(24 * this->hour_ms - 1);
  EXPECT_TRUE(this->confirm(*fresh));
}

TYPED_TEST_P(UserPoolContract, ANewCodeReplacesTheOld) {
  const auto signed_up = this->sign_up();
  ASSERT_TRUE(signed_up);
  auto fresh = this->resend();
  if (fresh && *fresh == signed_up->code) fresh = this->resend();
  ASSERT_TRUE(fresh);
  EXPECT_EQ(this->failure(this->confirm(signed_up->code)), this->mismatch);
  EXPECT_TRUE(this->confirm(*fresh));
}

TYPED_TEST_P(UserPoolContract, ThereIsNoCodeForWhomNothingIsToConfirm) {
  this->add_ann();
  EXPECT_EQ(this->resend().value(), "");
  EXPECT_EQ(this->resend("nobody@example.org").value(), "");
  EXPECT_EQ(this->resend(std::string(1'000, 'x')).value(), "");
}

TYPED_TEST_P(UserPoolContract, CodesCannotBeGuessedByTrying) {
  const auto signed_up = this->sign_up();
  ASSERT_TRUE(signed_up);
  for (int i = 0; i < 15; ++i)
    EXPECT_EQ(this->failure(this->confirm(this->other_code(signed_up->code))), this->mismatch);
  EXPECT_EQ(this->failure(this->confirm(signed_up->code)), this->too_often);
  ASSERT_TRUE(this->resend());
  EXPECT_EQ(this->failure(this->confirm(signed_up->code)), this->too_often);  // a new code gives no new attempts
  this->clock().advance_ms(this->hour_ms);
  const auto fresh = this->resend();
  EXPECT_TRUE(this->confirm(fresh.value()));
}

TYPED_TEST_P(UserPoolContract, FiveCodesAnHourForAnybodyOrNobody) {
  ASSERT_TRUE(this->sign_up());
  for (const char* email : {this->ann, "nobody@example.org"}) {
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(this->resend(email));
    EXPECT_EQ(this->failure(this->resend(email)), this->too_often) << email;
  }
  this->clock().advance_ms(this->hour_ms);
  EXPECT_FALSE(this->resend()->empty());
}

TYPED_TEST_P(UserPoolContract, FailuresLockLongerAndLonger) {
  this->add_ann();
  for (const char* email : {this->ann, "nobody@example.org"}) {
    SCOPED_TRACE(email);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(this->failure(this->sign_in("Wrong-horse-1", email)), this->wrong);
    std::int64_t lock_s = 2;
    for (int failures = 6; failures <= 16; ++failures) {
      EXPECT_EQ(this->failure(this->sign_in("Wrong-horse-1", email)), this->wrong) << failures;
      this->clock().advance_ms(lock_s * 1'000 - 1);
      EXPECT_EQ(this->failure(this->sign_in(this->password, email)), this->locked) << failures;
      this->clock().advance_ms(1);
      lock_s = std::min<std::int64_t>(lock_s * 2, 900);
      if (lock_s == 900) break;
    }
  }
  EXPECT_TRUE(this->sign_in());
}

TYPED_TEST_P(UserPoolContract, AQuarterOfAnHourOrASuccessForgetsFailures) {
  this->add_ann();
  const auto fail_times = [this](int times) {
    for (int i = 0; i < times; ++i) EXPECT_EQ(this->failure(this->sign_in("Wrong-horse-1")), this->wrong);
  };
  fail_times(5);
  this->clock().advance_ms(15 * this->minute_ms);
  fail_times(5);
  EXPECT_TRUE(this->sign_in());
  fail_times(5);
  this->clock().advance_ms(15 * this->minute_ms - 1);
  fail_times(1);
  EXPECT_EQ(this->failure(this->sign_in()), this->locked);
}

TYPED_TEST_P(UserPoolContract, GuessesAtTheSameTimeAreCountedToo) {
  this->add_ann();
  const test::KeptLoop loop;
  std::map<std::string, int> outcomes;
  const auto guess = [](UserPool& pool, std::map<std::string, int>& seen) -> Task<void> {
    const auto done = co_await pool.sign_in("ann@example.org", "Wrong-horse-1", Deadline::never());
    ++seen[done ? "ok" : done.error().message];
  };
  for (int i = 0; i < 12; ++i) boost::asio::co_spawn(*loop, guess(this->pool(), outcomes), boost::asio::detached);
  loop->run();
  EXPECT_EQ(outcomes["Incorrect username or password."], 6);
  EXPECT_EQ(outcomes["Password attempts exceeded"], 6);
}

TYPED_TEST_P(UserPoolContract, ARefreshKeepsWhoAndWhen) {
  this->add_ann();
  const auto tokens = this->sign_in();
  ASSERT_TRUE(tokens);
  this->clock().advance_ms(2 * this->hour_ms);
  const auto fresh = this->refresh(tokens->refresh_token);
  ASSERT_TRUE(fresh) << this->failure(fresh);
  EXPECT_EQ(fresh->refresh_token, "");
  EXPECT_EQ(fresh->expires_in_s, 3'600);
  const json::object before = claims_of(tokens->id_token);
  const json::object after = claims_of(fresh->id_token);
  for (const char* same : {"sub", "email", "origin_jti", "auth_time", "aud", "iss"})
    EXPECT_EQ(before.at(same), after.at(same)) << same;
  EXPECT_NE(before.at("jti"), after.at("jti"));
  EXPECT_EQ(get_integer(after, "iat"), this->clock().now_s());
  EXPECT_EQ(claims_of(fresh->access_token).at("origin_jti"), before.at("origin_jti"));
  EXPECT_TRUE(this->get_user(fresh->access_token));
}

TYPED_TEST_P(UserPoolContract, ARefreshTokenLivesThirtyDays) {
  this->add_ann();
  const auto tokens = this->sign_in();
  ASSERT_TRUE(tokens);
  this->clock().advance_ms(30 * 24 * this->hour_ms - 1);
  EXPECT_TRUE(this->refresh(tokens->refresh_token));
  this->clock().advance_ms(1);
  EXPECT_EQ(this->failure(this->refresh(tokens->refresh_token)), "NotAuthorized: Refresh Token has expired");
}

TYPED_TEST_P(UserPoolContract, OtherTokensDoNotRefresh) {
  this->add_ann();
  const auto tokens = this->sign_in();
  ASSERT_TRUE(tokens);
  for (const std::string& token : {std::string(), std::string("x"), std::string(100'000, 'x'), tokens->access_token,
                                   tokens->refresh_token + "x"}) {
    EXPECT_EQ(this->failure(this->refresh(token)), "NotAuthorized: Invalid Refresh Token");
  }
}

TYPED_TEST_P(UserPoolContract, RevokingEndsOneSignInAndNoOther) {
  this->add_ann();
  const auto phone = this->sign_in();
  const auto laptop = this->sign_in();
  ASSERT_TRUE(phone && laptop);
  const auto refreshed = this->refresh(phone->refresh_token);
  ASSERT_TRUE(refreshed);
  ASSERT_TRUE(this->revoke(phone->refresh_token));
  EXPECT_EQ(this->failure(this->refresh(phone->refresh_token)), "NotAuthorized: Refresh Token has been revoked");
  EXPECT_EQ(this->failure(this->get_user(phone->access_token)), "NotAuthorized: Access Token has been revoked");
  EXPECT_EQ(this->failure(this->get_user(refreshed->access_token)), "NotAuthorized: Access Token has been revoked");
  EXPECT_TRUE(this->refresh(laptop->refresh_token));
  EXPECT_TRUE(this->get_user(laptop->access_token));
  EXPECT_TRUE(this->revoke(phone->refresh_token));  // again
}

TYPED_TEST_P(UserPoolContract, OnlyRefreshTokensAreRevoked) {
  this->add_ann();
  const auto tokens = this->sign_in();
  ASSERT_TRUE(tokens);
  EXPECT_EQ(this->revoke(tokens->access_token).error().code, "UnsupportedTokenType");
  EXPECT_TRUE(this->revoke("never-issued"));
  EXPECT_TRUE(this->get_user(tokens->access_token));
}

TYPED_TEST_P(UserPoolContract, APersonSeesTheirAttributes) {
  const auto signed_up = this->sign_up("Ann@example.org", this->password,
                                       {{"name", "Ann Ö"}, {"custom:tone", "4"}, {"email", "ann@example.org"}});
  ASSERT_TRUE(signed_up);
  ASSERT_TRUE(this->confirm(signed_up->code));
  const auto tokens = this->sign_in();
  ASSERT_TRUE(tokens);
  const auto seen = this->get_user(tokens->access_token);
  ASSERT_TRUE(seen) << this->failure(seen);
  EXPECT_EQ(seen->user, signed_up->user);
  EXPECT_EQ(seen->email, "Ann@example.org");
  EXPECT_TRUE(seen->email_verified);
  EXPECT_EQ(seen->attributes, (std::map<std::string, std::string>{{"custom:tone", "4"}, {"name", "Ann Ö"}}));
  EXPECT_EQ(get_string(claims_of(tokens->id_token), "name"), "Ann Ö");
}

TYPED_TEST_P(UserPoolContract, OnlyALivingAccessTokenShowsAPerson) {
  this->add_ann();
  const auto tokens = this->sign_in();
  ASSERT_TRUE(tokens);
  for (const std::string& token : {std::string(), std::string("x.y.z"), tokens->id_token, tokens->refresh_token,
                                   tokens->access_token + "A", std::string(100'000, 'x')}) {
    EXPECT_EQ(this->failure(this->get_user(token)), "NotAuthorized: Invalid Access Token");
  }
  this->clock().advance_ms(this->hour_ms - 1);
  EXPECT_TRUE(this->get_user(tokens->access_token));
  this->clock().advance_ms(1);
  EXPECT_EQ(this->failure(this->get_user(tokens->access_token)), "NotAuthorized: Access Token has expired");
}

TYPED_TEST_P(UserPoolContract, AnErasedAccountIsGoneAndItsAddressFree) {
  this->add_ann();
  const auto tokens = this->sign_in();
  ASSERT_TRUE(tokens);
  const UserId user = this->get_user(tokens->access_token)->user;
  ASSERT_TRUE(test::run(this->pool().add_confirmed("bob@example.org", this->password, this->far())));
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(test::run(this->pool().erase(user, this->far()))) << "repeatable";
  EXPECT_EQ(this->failure(this->get_user(tokens->access_token)), "NotAuthorized: Access Token has been revoked");
  EXPECT_FALSE(this->refresh(tokens->refresh_token));
  EXPECT_EQ(this->failure(this->sign_in()), "NotAuthorized: Incorrect username or password.");
  EXPECT_TRUE(this->sign_in(this->password, "bob@example.org"));
  const auto again = this->sign_up();
  ASSERT_TRUE(again) << this->failure(again);
  EXPECT_NE(again->user, user);
}

TYPED_TEST_P(UserPoolContract, ItPublishesItsKeys) {
  this->add_ann();
  const auto tokens = this->sign_in();
  ASSERT_TRUE(tokens);
  const auto jwks = parse_json(this->pool().jwks());
  ASSERT_TRUE(jwks);
  std::set<std::string> published;
  for (const json::value& key : jwks->as_object().at("keys").as_array())
    published.insert(*get_string(key.as_object(), "kid"));
  EXPECT_EQ(published.size(), 2U);
  const auto kid_of = [](const std::string& token) {
    const auto header = base64url_decode(token.substr(0, token.find('.')));
    return *get_string(parse_json(as_text(*header))->as_object(), "kid");
  };
  EXPECT_TRUE(published.contains(kid_of(tokens->id_token)));
  EXPECT_TRUE(published.contains(kid_of(tokens->access_token)));
  EXPECT_NE(kid_of(tokens->id_token), kid_of(tokens->access_token));
  EXPECT_NE(this->pool().pool_id().find('_'), std::string::npos);
}

REGISTER_TYPED_TEST_SUITE_P(UserPoolContract, SignUpConfirmSignIn, OnlyThePasswordSignsIn,
                            NobodyIsToldApartFromAWrongPassword, TheCaseOfAnEmailDoesNotMatter,
                            AnEmailHasOneAccountConfirmedOrNot, OfManyAtOnceOneGetsTheAccount, WhatIsRefusedAtSignUp,
                            AWrongCodeConfirmsNothing, ACodeLivesADay, ANewCodeReplacesTheOld,
                            ThereIsNoCodeForWhomNothingIsToConfirm, CodesCannotBeGuessedByTrying,
                            FiveCodesAnHourForAnybodyOrNobody, FailuresLockLongerAndLonger,
                            AQuarterOfAnHourOrASuccessForgetsFailures, GuessesAtTheSameTimeAreCountedToo,
                            ARefreshKeepsWhoAndWhen, ARefreshTokenLivesThirtyDays, OtherTokensDoNotRefresh,
                            RevokingEndsOneSignInAndNoOther, OnlyRefreshTokensAreRevoked, APersonSeesTheirAttributes,
                            OnlyALivingAccessTokenShowsAPerson, AnErasedAccountIsGoneAndItsAddressFree,
                            ItPublishesItsKeys);

}  // namespace lumen::identity
