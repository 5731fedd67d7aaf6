// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every TokenVerifier keeps. An adapter's test names a fixture with
//   TokenVerifier& verifier();
//   ManualClock& clock();
//   json::object claims();                       of a good id token that lives an hour from now
//   std::string kid();                           of the key that signs id tokens
//   std::string sign(std::string header, std::string claims);   the two JSON texts, signed with that key
//   Bytes public_key();                          its public half, in any form an attacker may know
//   std::string foreign_token();                 the good claims under the right kid, signed with another key
// and instantiates the suite with it.

#include <gtest/gtest.h>

#include "base/crypto.h"
#include "base/json.h"
#include "identity/token_verifier.h"
#include "tests/support/run_task.h"

namespace lumen::identity {

template <class Fixture>
class TokenVerifierContract : public ::testing::Test {
 protected:
  Result<Identity> verify(const std::string& token) {
    return test::run(fixture_.verifier().verify(token, Deadline::never()));
  }
  std::string header() { return R"({"kid":")" + fixture_.kid() + R"(","alg":"RS256"})"; }
  std::string good() { return sign(fixture_.claims()); }
  std::string sign(const json::object& claims) { return fixture_.sign(header(), json::serialize(claims)); }
  // The good claims with one of them changed, or left out when the value is null.
  std::string with(std::string_view name, const json::value& value) {
    json::object claims = fixture_.claims();
    if (value.is_null()) {
      claims.erase(name);
    } else {
      claims[name] = value;
    }
    return sign(claims);
  }
  std::string with_header(const std::string& text) { return fixture_.sign(text, json::serialize(fixture_.claims())); }
  void expect_refused(const std::string& token, std::string_view code = "invalid_token") {
    const auto answer = verify(token);
    ASSERT_FALSE(answer) << token;
    EXPECT_EQ(answer.error().kind, ErrorKind::unauthenticated);
    EXPECT_EQ(answer.error().code, code) << answer.error().detail;
  }
  Fixture fixture_;
};

TYPED_TEST_SUITE_P(TokenVerifierContract);

TYPED_TEST_P(TokenVerifierContract, AGoodTokenSaysWhoItIs) {
  const std::string token = this->good();
  for (int times = 0; times < 3; ++times) {
    const auto identity = this->verify(token);
    ASSERT_TRUE(identity) << identity.error().detail;
    EXPECT_EQ(identity->user.text(), this->fixture_.claims().at("sub").as_string());
    EXPECT_EQ(identity->expires_at_s, this->fixture_.claims().at("exp").as_int64());
  }
}

TYPED_TEST_P(TokenVerifierContract, ItEndsAtItsSecondAlsoWhenSeenBefore) {
  const std::string token = this->good();
  const UnixSeconds end_s = this->fixture_.claims().at("exp").as_int64();
  EXPECT_TRUE(this->verify(token));
  this->fixture_.clock().set_ms(end_s * 1'000 - 1);
  EXPECT_TRUE(this->verify(token));
  this->fixture_.clock().set_ms(end_s * 1'000);
  this->expect_refused(token, "token_expired");
  this->expect_refused(token, "token_expired");
}

TYPED_TEST_P(TokenVerifierContract, EveryClaimCounts) {
  this->expect_refused(this->with("iss", "https://elsewhere.example/pool"));
  this->expect_refused(this->with("iss", nullptr));
  this->expect_refused(this->with("aud", "another-app"));
  this->expect_refused(this->with("aud", nullptr));
  this->expect_refused(this->with("token_use", "access"));
  this->expect_refused(this->with("token_use", nullptr));
  this->expect_refused(this->with("sub", nullptr));
  this->expect_refused(this->with("sub", ""));
  this->expect_refused(this->with("sub", 7));
  this->expect_refused(this->with("sub", "../../etc"));
  this->expect_refused(this->with("exp", nullptr));
  this->expect_refused(this->with("exp", "9999999999"));
  this->expect_refused(this->with("nbf", this->fixture_.clock().now_s() + 1));
  this->expect_refused(this->with("nbf", "soon"));
  EXPECT_TRUE(this->verify(this->with("nbf", this->fixture_.clock().now_s())));
}

TYPED_TEST_P(TokenVerifierContract, OnlyRs256UnderAKnownKey) {
  const std::string kid = this->fixture_.kid();
  this->expect_refused(this->with_header(R"({"kid":")" + kid + R"(","alg":"none"})"));
  this->expect_refused(this->with_header(R"({"kid":")" + kid + R"(","alg":"rs256"})"));
  this->expect_refused(this->with_header(R"({"kid":")" + kid + R"(","alg":"RS512"})"));
  this->expect_refused(this->with_header(R"({"kid":")" + kid + R"(","alg":["RS256"]})"));
  this->expect_refused(this->with_header(R"({"kid":")" + kid + R"("})"));
  this->expect_refused(this->with_header(R"({"alg":"RS256"})"));
  this->expect_refused(this->with_header(R"({"kid":"unknown","alg":"RS256"})"));
  this->expect_refused(this->with_header(R"({"kid":")" + kid + R"(","alg":"RS256","typ":"at+jwt"})"));
  this->expect_refused(this->with_header(R"({"kid":")" + kid + R"(","alg":"RS256","crit":["exp"],"exp":1})"));
  this->expect_refused(this->with_header(R"(["RS256"])"));
  this->expect_refused(this->with_header("{"));
  EXPECT_TRUE(this->verify(this->with_header(R"({"typ":"JWT","kid":")" + kid + R"(","alg":"RS256"})")));
}

TYPED_TEST_P(TokenVerifierContract, AnUnsignedTokenIsRefused) {
  const std::string claims = base64url_encode(as_bytes(json::serialize(this->fixture_.claims())));
  this->expect_refused(base64url_encode(as_bytes(R"({"alg":"none"})")) + "." + claims + ".");
  this->expect_refused(base64url_encode(as_bytes(this->header())) + "." + claims + ".");
}

TYPED_TEST_P(TokenVerifierContract, ThePublicKeyIsNoSharedSecret) {
  const std::string header = R"({"kid":")" + this->fixture_.kid() + R"(","alg":"HS256"})";
  const std::string text =
      base64url_encode(as_bytes(header)) + "." + base64url_encode(as_bytes(json::serialize(this->fixture_.claims())));
  this->expect_refused(text + "." + base64url_encode(hmac_sha256(this->fixture_.public_key(), as_bytes(text))));
}

TYPED_TEST_P(TokenVerifierContract, AnotherKeysSignatureIsRefused) {
  this->expect_refused(this->fixture_.foreign_token());
}

TYPED_TEST_P(TokenVerifierContract, ANameTwiceIsRefused) {
  const std::string claims = json::serialize(this->fixture_.claims());
  const std::string twice = R"({"sub":"someone-else",)" + claims.substr(1);
  this->expect_refused(this->fixture_.sign(this->header(), twice));
  const std::string escaped = R"({"s\u0075b":"someone-else",)" + claims.substr(1);
  this->expect_refused(this->fixture_.sign(this->header(), escaped));
  this->expect_refused(this->with_header(R"({"alg":"none",)" + this->header().substr(1)));
}

TYPED_TEST_P(TokenVerifierContract, EveryChangedCharacterIsRefusedAlsoAfterTheGoodOneWasSeen) {
  const std::string token = this->good();
  ASSERT_TRUE(this->verify(token));
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = token[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(this->verify(changed)) << "character " << i;
  }
  EXPECT_TRUE(this->verify(token));
}

TYPED_TEST_P(TokenVerifierContract, ThreePartsOfCanonicalBase64url) {
  const std::string token = this->good();
  for (const std::string& broken :
       {std::string(), std::string("."), std::string(".."), std::string("a.b"), token + ".", token + "=", token + "\n",
        " " + token, "." + token, token.substr(0, token.size() - 1), token.substr(0, token.rfind('.')),
        token.substr(0, token.rfind('.') + 1)}) {
    this->expect_refused(broken);
  }
  // A 256-byte signature leaves four unused bits in its last character; only zeros are canonical.
  std::string loose = token;
  const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  loose.back() = alphabet[alphabet.find(loose.back()) + 1];
  this->expect_refused(loose);
}

TYPED_TEST_P(TokenVerifierContract, AtMostEightKilobytes) {
  const auto of_size = [this](std::size_t filler) { return this->with("custom:filler", json::string(filler, 'x')); };
  std::size_t filler = (8'192 - of_size(0).size()) * 3 / 4 - 4;
  while (of_size(filler + 1).size() <= 8'192) ++filler;
  EXPECT_TRUE(this->verify(of_size(filler)));
  this->expect_refused(of_size(filler + 1));
}

TYPED_TEST_P(TokenVerifierContract, TheReasonIsNotTold) {
  const auto wrong_issuer = this->verify(this->with("iss", "x"));
  const auto garbage = this->verify("garbage");
  ASSERT_FALSE(wrong_issuer);
  ASSERT_FALSE(garbage);
  EXPECT_EQ(wrong_issuer.error().message, garbage.error().message);
}

REGISTER_TYPED_TEST_SUITE_P(TokenVerifierContract, AGoodTokenSaysWhoItIs, ItEndsAtItsSecondAlsoWhenSeenBefore,
                            EveryClaimCounts, OnlyRs256UnderAKnownKey, AnUnsignedTokenIsRefused,
                            ThePublicKeyIsNoSharedSecret, AnotherKeysSignatureIsRefused, ANameTwiceIsRefused,
                            EveryChangedCharacterIsRefusedAlsoAfterTheGoodOneWasSeen, ThreePartsOfCanonicalBase64url,
                            AtMostEightKilobytes, TheReasonIsNotTold);

}  // namespace lumen::identity
