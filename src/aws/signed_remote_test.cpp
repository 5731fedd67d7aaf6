// SPDX-License-Identifier: Apache-2.0
// Calls to services of AWS against a scripted server: what is sent, what failures mean, what is tried again.
#include "aws/signed_remote.h"

#include <gtest/gtest.h>

#include "aws/clock_skew.h"
#include "aws/credentials_static.h"
#include "aws/remote_failure.h"
#include "tests/support/http_imposter.h"
#include "tests/support/remote_bench.h"
#include "tests/support/run_task.h"

namespace lumen::aws {
namespace {

using namespace std::chrono_literals;
using lumen::test::HttpImposter;
using lumen::test::ScriptedAnswer;
using lumen::test::SeenRequest;

constexpr const char* path = "/model/anthropic.claude-v1%3A0/converse";

class SignedRemoteTest : public ::testing::Test {
 protected:
  SignedRemote make(std::string bearer_token = {}) {
    const EndpointChoice choice{"us-west-2", imposter_.url("")};
    auto endpoint =
        resolve_endpoint(bedrock_runtime, choice, [](const char*) { return ""; }, http::PlainHttp::loopback_only);
    return SignedRemote("test", std::move(*endpoint), {&credentials_, std::move(bearer_token)}, {}, bench_.tools());
  }
  Result<http::HttpAnswer> ask(SignedRemote& remote) {
    ServiceCall call;
    call.path = path;
    call.body = R"({"a":1})";
    const auto fine = [](const http::HttpAnswer&) { return Result<void>(); };
    return lumen::test::run(remote.call(std::move(call), fine, Deadline::after(2min)));
  }
  // The error's code, after how many requests.
  std::string outcome(const ScriptedAnswer& answer) {
    HttpImposter& imposter = imposter_;
    const std::size_t before = imposter.requests().size();
    imposter.answer_always(answer);
    SignedRemote remote = make();
    const auto got = ask(remote);
    return (got ? "fine" : got.error().code) + " " + std::to_string(imposter.requests().size() - before);
  }
  static ScriptedAnswer failure(int status, const std::string& name) {
    return {.status = status, .headers = {{"x-amzn-ErrorType", name}}, .body = R"({"message":"no"})"};
  }
  // What the signature of this request must be.
  std::string expected_authorization(const SeenRequest& seen, UnixSeconds at_s) {
    Signer signer("us-west-2", "bedrock");
    const std::vector<Header> headers = {{"Content-Type", seen.header("Content-Type")}};
    const std::string host = seen.header("Host");
    return signer.sign({seen.method, host, seen.target, headers, hash_payload(seen.body)}, keys_, at_s).back().second;
  }

  HttpImposter imposter_;
  lumen::test::RemoteBench bench_;
  const Credentials keys_{"AKID", "secret-key", "token"};
  StaticCredentials credentials_{keys_, "test"};
};

TEST_F(SignedRemoteTest, AStatusThatTheCallerUnderstandsIsTheCallersToJudge) {
  imposter_.answer_always({.status = 404, .body = R"({"here":"nothing"})"});
  SignedRemote remote = make();
  int judged = 0;
  const auto judge = [&judged](const http::HttpAnswer& answer) {
    judged = answer.status;
    return Result<void>();
  };
  for (const bool understood : {false, true}) {
    ServiceCall call;
    call.path = path;
    if (understood) call.understood = {404};
    const auto got = lumen::test::run(remote.call(std::move(call), judge, Deadline::after(2min)));
    EXPECT_EQ(got.has_value(), understood);
    EXPECT_EQ(judged, understood ? 404 : 0);
  }
}

TEST_F(SignedRemoteTest, WhatIsSentIsWhatWasSigned) {
  imposter_.answer({.body = "{}"});
  SignedRemote remote = make();
  ASSERT_TRUE(ask(remote));
  const SeenRequest seen = imposter_.requests().at(0);
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.target, path);
  EXPECT_EQ(seen.body, R"({"a":1})");
  EXPECT_EQ(seen.header("Content-Type"), "application/json");
  EXPECT_EQ(seen.header("Host"), "127.0.0.1:" + std::to_string(imposter_.port()));
  EXPECT_EQ(seen.header("X-Amz-Security-Token"), "token");
  EXPECT_EQ(seen.header("X-Amz-Date"), format_basic_iso8601(bench_.clock.now_s()));
  EXPECT_EQ(seen.header("Authorization"), expected_authorization(seen, bench_.clock.now_s()));
  EXPECT_NE(seen.header("Authorization").find("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token"),
            std::string::npos);
}

TEST_F(SignedRemoteTest, AnApiKeyGoesBeforeCredentials) {
  imposter_.answer({.body = "{}"});
  SignedRemote remote = make("api-key");
  ASSERT_TRUE(ask(remote));
  const SeenRequest seen = imposter_.requests().at(0);
  EXPECT_EQ(seen.header("Authorization"), "Bearer api-key");
  EXPECT_EQ(seen.header("X-Amz-Date"), "");
  EXPECT_EQ(seen.header("X-Amz-Security-Token"), "");
}

TEST_F(SignedRemoteTest, EachNameIsTriedAgainAsOftenAsItIsWorth) {
  EXPECT_EQ(outcome(failure(429, "ThrottlingException:http://internal.amazon.com/")), "remote_throttled 3");
  EXPECT_EQ(outcome(failure(429, "ModelNotReadyException")), "remote_not_ready 5");
  EXPECT_EQ(outcome(failure(424, "ModelNotReadyException")), "remote_not_ready 5");
  EXPECT_EQ(outcome(failure(503, "ServiceUnavailableException")), "remote_failed 3");
  EXPECT_EQ(outcome(failure(500, "InternalServerException")), "remote_failed 3");
  EXPECT_EQ(outcome(failure(424, "DependencyFailedException")), "remote_failed 3");
  EXPECT_EQ(outcome(failure(502, "BadGatewayException")), "remote_failed 3");
  EXPECT_EQ(outcome(failure(409, "ConflictException")), "remote_throttled 3");
  EXPECT_EQ(outcome(failure(424, "ModelErrorException")), "remote_fault 2");
  EXPECT_EQ(outcome(failure(408, "ModelTimeoutException")), "timed_out 1");
  EXPECT_EQ(outcome(failure(400, "ServiceQuotaExceededException")), "remote_refused 1");
  EXPECT_EQ(outcome(failure(400, "ValidationException")), "remote_refused 1");
  EXPECT_EQ(outcome(failure(400, "ConflictException")), "remote_refused 1");
  EXPECT_EQ(outcome(failure(403, "AccessDeniedException")), "remote_refused 1");
  EXPECT_EQ(outcome(failure(404, "ResourceNotFoundException")), "remote_refused 1");
}

TEST_F(SignedRemoteTest, TheStatusSpeaksWhereNoNameDoes) {
  EXPECT_EQ(outcome({.status = 429}), "remote_throttled 3");
  EXPECT_EQ(outcome({.status = 503, .body = "<html>"}), "remote_failed 3");
  EXPECT_EQ(outcome({.status = 400, .body = R"({"__type":"com.amazon.coral.service#ThrottlingException"})"}),
            "remote_throttled 3");
  EXPECT_EQ(outcome({.status = 418, .body = R"({"code":"SomethingNew"})"}), "remote_refused 1");
}

TEST_F(SignedRemoteTest, AWaitThatIsAskedForIsKept) {
  imposter_.answer({.status = 429, .headers = {{"x-amzn-ErrorType", "ThrottlingException"}, {"Retry-After", "7"}}});
  imposter_.answer({.body = "{}"});
  SignedRemote remote = make();
  EXPECT_TRUE(ask(remote));
  ASSERT_EQ(bench_.pause.spans.size(), 1U);
  EXPECT_GE(bench_.pause.spans[0], 7s);
}

TEST_F(SignedRemoteTest, AWrongClockIsMendedOnceAndForAll) {
  const UnixSeconds theirs_s = bench_.clock.now_s() + 3'600;
  const ScriptedAnswer refusal{
      .status = 403,
      .headers = {{"x-amzn-ErrorType", "InvalidSignatureException"}, {"Date", format_http_date(theirs_s)}}};
  imposter_.answer(refusal);
  imposter_.answer({.body = "{}"});
  imposter_.answer({.body = "{}"});
  SignedRemote remote = make();
  EXPECT_TRUE(ask(remote));
  EXPECT_TRUE(ask(remote));
  for (const std::size_t call : {std::size_t{1}, std::size_t{2}}) {
    const SeenRequest seen = imposter_.requests().at(call);
    EXPECT_EQ(seen.header("X-Amz-Date"), format_basic_iso8601(theirs_s));
    EXPECT_EQ(seen.header("Authorization"), expected_authorization(seen, theirs_s));
  }
  // Still refused with the right time: it is not the clock.
  imposter_.answer(refusal);
  imposter_.answer(refusal);
  SignedRemote another = make();
  EXPECT_FALSE(ask(another));
}

TEST_F(SignedRemoteTest, ARefusalWithTheSameTimeIsNotTriedAgain) {
  const std::string date = format_http_date(bench_.clock.now_s() + skew_s_min - 1);
  EXPECT_EQ(outcome({.status = 403, .headers = {{"x-amzn-ErrorType", "InvalidSignatureException"}, {"Date", date}}}),
            "remote_refused 1");
}

TEST_F(SignedRemoteTest, OneAttemptGivesWhateverIsAnswered) {
  imposter_.answer(failure(503, "ServiceUnavailableException"));
  SignedRemote remote = make();
  ServiceCall call;
  call.path = path;
  call.body = "{}";
  const auto answer = lumen::test::run(remote.send_once(std::move(call), Deadline::after(2min)));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_TRUE(imposter_.requests().at(0).header("Authorization").starts_with("AWS4-HMAC-SHA256"));
}

TEST_F(SignedRemoteTest, NoErrorSaysAKey) {
  imposter_.answer(failure(403, "AccessDeniedException"));
  SignedRemote remote = make();
  const auto got = ask(remote);
  ASSERT_FALSE(got);
  EXPECT_EQ((got.error().message + got.error().detail).find("secret"), std::string::npos);
  EXPECT_EQ(got.error().detail, "status 403 AccessDeniedException");
}

TEST(ErrorName, IsTakenFromTheHeaderThenTheBody) {
  const auto name = [](http::Headers headers, std::string body) {
    return error_name({.status = 400, .headers = std::move(headers), .body = std::move(body)});
  };
  EXPECT_EQ(name({{"X-Amzn-Errortype", "ValidationException:http://x/"}}, "{}"), "ValidationException");
  EXPECT_EQ(name({}, R"({"__type":"aws.x#AccessDeniedException"})"), "AccessDeniedException");
  EXPECT_EQ(name({}, R"({"code":"Throttling"})"), "Throttling");
  EXPECT_EQ(name({{"x-amzn-ErrorType", "<script>"}}, ""), "");
  EXPECT_EQ(name({{"x-amzn-ErrorType", std::string(65, 'A')}}, ""), "");
  EXPECT_EQ(name({}, "not json"), "");
}

TEST(StreamFailure, MeansWhatItsNameMeans) {
  EXPECT_EQ(stream_failure("throttlingException").code, "remote_throttled");
  EXPECT_EQ(stream_failure("validationException").code, "remote_refused");
  EXPECT_EQ(stream_failure("dependencyFailedException").code, "remote_failed");
  EXPECT_EQ(stream_failure("modelNotReadyException").code, "remote_not_ready");
  EXPECT_EQ(stream_failure("InternalFailure").code, "remote_failed");
}

TEST(HttpDate, IsReadAsItIsWritten) {
  for (const UnixSeconds at_s : {0LL, 951'782'399LL, 1'768'473'000LL, 4'102'444'800LL}) {
    EXPECT_EQ(parse_http_date(format_http_date(at_s)), at_s);
  }
  for (const char* bad :
       {"", "Thu, 15 Jan 2026 10:30:00 UTC", "Thu, 32 Jan 2026 10:30:00 GMT", "Thu, 15 anF 2026 10:30:00 GMT",
        "Thu, 15 Jan 2026 24:30:00 GMT", "Thu, xx Jan 2026 10:30:00 GMT", "Thu, 15 Jan 2026 10-30-00 GMT"}) {
    EXPECT_FALSE(parse_http_date(bad)) << bad;
  }
}

}  // namespace
}  // namespace lumen::aws
