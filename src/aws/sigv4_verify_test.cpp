// SPDX-License-Identifier: Apache-2.0
#include "aws/sigv4_verify.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lumen::aws {
namespace {

constexpr UnixSeconds signed_at_s = 1'800'000'000;  // 2027-01-15T08:00:00Z
constexpr int life_s = 900;

std::string detail_of(const S3Error& error, std::string_view name) {
  for (const auto& [known, value] : error.details) {
    if (known == name) return value;
  }
  return "";
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}

class SigV4VerifyTest : public ::testing::Test {
 protected:
  // A presigned PUT, as the client receives it and sends it back.
  void presign(std::vector<Header> headers = {}) {
    headers_ = std::move(headers);
    target_ =
        signer_.presign({"PUT", "localhost:8080", "/bucket/uploads/u%401/a-1", headers_, std::string(unsigned_payload)},
                        credentials_, signed_at_s, life_s);
    headers_.emplace_back("Host", "localhost:8080");
  }
  tl::expected<PresignedUrl, S3Error> verify(UnixSeconds now_s = signed_at_s + 1) {
    return verifier_.verify({method_, target_, headers_}, now_s);
  }
  void expect_refused(int status, std::string_view code, UnixSeconds now_s = signed_at_s + 1) {
    const auto answer = verify(now_s);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, code);
    EXPECT_EQ(answer.error().status, status);
  }

  Credentials credentials_{"AKIDTEST", "secret/Test+Key", ""};
  Signer signer_{"us-west-2", "s3"};
  PresignedVerifier verifier_{"us-west-2", [this](std::string_view id) -> std::optional<Credentials> {
                                return id == credentials_.access_key_id ? std::optional(credentials_) : std::nullopt;
                              }};
  std::string method_ = "PUT";
  std::string target_;
  std::vector<Header> headers_;
};

TEST_F(SigV4VerifyTest, AFreshUrlIsAccepted) {
  presign();
  const auto answer = verify();
  ASSERT_TRUE(answer) << answer.error().code;
  EXPECT_EQ(answer->access_key_id, "AKIDTEST");
  EXPECT_EQ(answer->signed_at_s, signed_at_s);
  EXPECT_EQ(answer->expires_at_s, signed_at_s + life_s);
  EXPECT_EQ(answer->signed_headers, std::vector<std::string>{"host"});
  EXPECT_EQ(answer->payload_hash, unsigned_payload);
}

TEST_F(SigV4VerifyTest, EveryChangedByteOfTheTargetIsRefused) {
  presign({{"Content-Type", "image/jpeg"}});
  ASSERT_TRUE(verify());
  const std::string original = target_;
  for (std::size_t i = 0; i < original.size(); ++i) {
    target_ = original;
    target_[i] = original[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(verify()) << "byte " << i << " of " << target_;
  }
}

TEST_F(SigV4VerifyTest, EveryCutTargetIsRefused) {
  presign();
  const std::string original = target_;
  for (std::size_t size = 0; size < original.size(); ++size) {
    target_ = original.substr(0, size);
    EXPECT_FALSE(verify()) << target_;
  }
}

TEST_F(SigV4VerifyTest, AnythingAppendedIsRefused) {
  presign();
  target_ += "&x-id=PutObject";
  expect_refused(403, "SignatureDoesNotMatch");
}

TEST_F(SigV4VerifyTest, TheOrderOfParametersOnTheWireIsFree) {
  presign();
  const std::size_t mark = target_.find('?');
  const std::size_t last = target_.rfind('&');
  target_ = target_.substr(0, mark + 1) + target_.substr(last + 1) + "&" + target_.substr(mark + 1, last - mark - 1);
  EXPECT_TRUE(verify());
}

TEST_F(SigV4VerifyTest, AnotherMethodIsRefused) {
  presign();
  method_ = "GET";
  expect_refused(403, "SignatureDoesNotMatch");
}

TEST_F(SigV4VerifyTest, AnotherHostIsRefused) {
  presign();
  headers_ = {{"Host", "localhost:8081"}};
  expect_refused(403, "SignatureDoesNotMatch");
}

TEST_F(SigV4VerifyTest, SignedHeadersMustArriveAsSigned) {
  const std::vector<Header> promised = {{"Content-Type", "image/jpeg"}, {"Content-Length", "1234"}};
  presign(promised);
  EXPECT_TRUE(verify());
  headers_[0].second = "image/png";
  expect_refused(403, "SignatureDoesNotMatch");
  presign(promised);
  headers_[1].second = "1235";
  expect_refused(403, "SignatureDoesNotMatch");
  presign(promised);
  headers_.erase(headers_.begin());
  expect_refused(403, "SignatureDoesNotMatch");
}

TEST_F(SigV4VerifyTest, NamesOfHeadersIgnoreCaseAndUnsignedOnesAreFree) {
  presign({{"content-type", "image/jpeg"}});
  headers_ = {{"USER-AGENT", "x"}, {"CONTENT-TYPE", "image/jpeg"}, {"host", "localhost:8080"}};
  EXPECT_TRUE(verify());
}

TEST_F(SigV4VerifyTest, AnUnsignedAmzHeaderIsRefusedAndNamed) {
  presign();
  headers_.emplace_back("X-Amz-Acl", "public-read");
  const auto answer = verify();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "AccessDenied");
  EXPECT_EQ(detail_of(answer.error(), "HeadersNotSigned"), "x-amz-acl");
}

TEST_F(SigV4VerifyTest, ItIsValidUntilTheSecondBeforeItsEnd) {
  presign();
  EXPECT_TRUE(verify(signed_at_s + life_s - 1));
  const auto answer = verify(signed_at_s + life_s);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().status, 403);
  EXPECT_EQ(answer.error().code, "AccessDenied");
  EXPECT_EQ(answer.error().message, "Request has expired");
  EXPECT_EQ(detail_of(answer.error(), "X-Amz-Expires"), "900");
  EXPECT_EQ(detail_of(answer.error(), "Expires"), "2027-01-15T08:15:00Z");
  EXPECT_EQ(detail_of(answer.error(), "ServerTime"), "2027-01-15T08:15:00Z");
}

TEST_F(SigV4VerifyTest, ASignerWhoseClockIsAheadIsBelievedForAQuarterOfAnHour) {
  presign();
  EXPECT_TRUE(verify(signed_at_s - 900));
  const auto answer = verify(signed_at_s - 901);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, "Request is not valid yet");
}

TEST_F(SigV4VerifyTest, LivesFromNoneToAWeek) {
  presign();
  const std::string original = target_;
  const auto with_life = [&](std::string_view life) {
    target_ = original;
    replace(target_, "X-Amz-Expires=900", "X-Amz-Expires=" + std::string(life));
    return verify().error();
  };
  EXPECT_EQ(with_life("604800").code, "SignatureDoesNotMatch");
  EXPECT_EQ(with_life("604801").code, "AuthorizationQueryParametersError");
  EXPECT_EQ(with_life("99999999999999999999").code, "AuthorizationQueryParametersError");
  EXPECT_EQ(with_life("-1").message, "X-Amz-Expires must be non-negative");
  EXPECT_EQ(with_life("1e3").message, "X-Amz-Expires should be a number");
  EXPECT_EQ(with_life("0").message, "Request has expired");
  EXPECT_EQ(with_life("").code, "AuthorizationQueryParametersError");
}

TEST_F(SigV4VerifyTest, NoSignatureAtAll) {
  target_ = "/bucket/uploads/u/a";
  headers_ = {{"Host", "localhost:8080"}};
  expect_refused(403, "AccessDenied");
  EXPECT_EQ(verify().error().message, "Access Denied");
}

TEST_F(SigV4VerifyTest, TwoKindsOfAuthorizationAreRefused) {
  presign();
  headers_.emplace_back("Authorization", "Bearer x");
  expect_refused(400, "InvalidArgument");
}

TEST_F(SigV4VerifyTest, SignatureVersionTwoIsNotSpoken) {
  target_ = "/bucket/uploads/u/a?AWSAccessKeyId=AKIDTEST&Signature=abc%3D&Expires=1800000900";
  headers_ = {{"Host", "localhost:8080"}};
  expect_refused(400, "InvalidRequest");
}

TEST_F(SigV4VerifyTest, EachParameterIsNeededOnce) {
  presign();
  const std::string original = target_;
  for (const std::string name : {"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires",
                                 "X-Amz-SignedHeaders", "X-Amz-Signature"}) {
    target_ = original;
    replace(target_, name + "=", "Y-Amz-Other=");
    expect_refused(400, "AuthorizationQueryParametersError");
    target_ = original + "&" + name + "=1";
    expect_refused(400, "AuthorizationQueryParametersError");
  }
}

TEST_F(SigV4VerifyTest, WrongScopesAreNamed) {
  presign();
  const std::string original = target_;
  const auto changed = [&](std::string_view from, std::string_view to) {
    target_ = original;
    replace(target_, from, to);
    return verify().error();
  };
  EXPECT_EQ(detail_of(changed("us-west-2", "eu-west-1"), "Region"), "us-west-2");
  EXPECT_EQ(changed("%2Fs3%2F", "%2Fsqs%2F").code, "AuthorizationQueryParametersError");
  EXPECT_EQ(changed("aws4_request", "aws5_request").code, "AuthorizationQueryParametersError");
  EXPECT_EQ(changed("AKIDTEST%2F20270115", "AKIDTEST%2F20270116").code, "AuthorizationQueryParametersError");
  EXPECT_EQ(changed("AKIDTEST", "AKIDELSE").code, "InvalidAccessKeyId");
  EXPECT_EQ(changed("AKIDTEST%2F", "%2F").code, "AuthorizationQueryParametersError");
  EXPECT_EQ(changed("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1").code, "AuthorizationQueryParametersError");
  EXPECT_EQ(changed("X-Amz-Date=20270115T080000Z", "X-Amz-Date=20270115").code, "AuthorizationQueryParametersError");
  EXPECT_EQ(changed("SignedHeaders=host", "SignedHeaders=accept").code, "AuthorizationQueryParametersError");
  EXPECT_EQ(changed("SignedHeaders=host", "SignedHeaders=host%3Baccept").code, "AuthorizationQueryParametersError");
}

TEST_F(SigV4VerifyTest, AnotherSecretIsRefusedAndTheAnswerShowsWhatWasSigned) {
  presign();
  credentials_.secret_access_key = "another";
  const auto answer = verify();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "SignatureDoesNotMatch");
  EXPECT_EQ(detail_of(answer.error(), "AWSAccessKeyId"), "AKIDTEST");
  EXPECT_TRUE(detail_of(answer.error(), "StringToSign").starts_with("AWS4-HMAC-SHA256\n20270115T080000Z\n"));
  EXPECT_TRUE(detail_of(answer.error(), "CanonicalRequest").starts_with("PUT\n/bucket/uploads/u%401/a-1\nX-Amz-"));
}

TEST_F(SigV4VerifyTest, TemporaryCredentialsNeedTheirToken) {
  credentials_.session_token = "tok/en==";
  presign();
  EXPECT_TRUE(verify());
  credentials_.session_token = "newer";
  expect_refused(400, "InvalidToken");
  credentials_.session_token = "";
  expect_refused(400, "InvalidToken");
  presign();
  credentials_.session_token = "tok/en==";
  expect_refused(400, "InvalidToken");
}

TEST_F(SigV4VerifyTest, ABodyHashInTheQueryIsSignedAndAnswered) {
  const std::string hash = hash_payload("photo");
  headers_ = {{"Host", "localhost:8080"}};
  target_ = signer_.presign({"PUT", "localhost:8080", "/b/k?X-Amz-Content-Sha256=" + hash, {}, hash}, credentials_,
                            signed_at_s, life_s);
  const auto answer = verify();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->payload_hash, hash);
}

TEST_F(SigV4VerifyTest, MalformedEscapesAreABadUri) {
  presign();
  target_ += "&a=%zz";
  expect_refused(400, "InvalidURI");
}

TEST_F(SigV4VerifyTest, LimitsHoldOnBothSides) {
  presign();
  const std::string original = target_;
  const std::size_t room = PresignedVerifier::target_bytes_max - original.size() - 3;
  target_ = original + "&a=" + std::string(room, 'x');
  expect_refused(403, "SignatureDoesNotMatch");
  target_ = original + "&a=" + std::string(room + 1, 'x');
  expect_refused(400, "InvalidURI");

  target_ = original;
  for (std::size_t i = 0; i < PresignedVerifier::parameters_max - 6; ++i) target_ += "&a";
  expect_refused(403, "SignatureDoesNotMatch");
  target_ += "&a";
  expect_refused(400, "InvalidURI");

  target_ = original;
  headers_.emplace_back("Cookie", std::string(PresignedVerifier::headers_bytes_max - 24, 'x'));
  EXPECT_TRUE(verify());
  headers_.back().second += 'x';
  expect_refused(400, "RequestHeaderSectionTooLarge");
}

TEST_F(SigV4VerifyTest, TheListOfSignedHeadersIsBounded) {
  presign();
  const std::string original = target_;
  std::string list = "host";
  for (int i = 10; i < 10 + static_cast<int>(PresignedVerifier::signed_headers_max) - 1; ++i)
    list += "%3Bi" + std::to_string(i);
  replace(target_, "SignedHeaders=host", "SignedHeaders=" + list);
  expect_refused(403, "SignatureDoesNotMatch");
  target_ = original;
  replace(target_, "SignedHeaders=host", "SignedHeaders=" + list + "%3Bz");
  expect_refused(400, "AuthorizationQueryParametersError");
}

}  // namespace
}  // namespace lumen::aws
