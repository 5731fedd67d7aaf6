// SPDX-License-Identifier: Apache-2.0
// Retries, the breaker, and both around calls to a scripted server.
#include "http/remote.h"

#include <gtest/gtest.h>

#include <set>

#include "http/remote_error.h"
#include "tests/support/http_imposter.h"
#include "tests/support/remote_bench.h"
#include "tests/support/run_task.h"

namespace lumen::http {
namespace {

using test::Fault;
using test::HttpImposter;
using test::RecordedPause;
using namespace std::chrono_literals;

Deadline soon() { return Deadline::after(2min); }

// Runs `retry` over errors that are given one after the other; says how many attempts were made.
int attempts_over(const std::vector<Error>& errors, RetryPolicy policy, RecordedPause& pause, Deadline deadline) {
  SeededRandom random(1);
  Retry retry(std::move(policy), random, pause);
  std::size_t made = 0;
  auto attempt = [&]() -> Task<Result<int>> {
    const std::size_t at = made++;
    if (at < errors.size()) co_return fail(errors[at]);
    co_return 7;
  };
  const auto result = test::run(retry.run<int>(attempt, deadline));
  EXPECT_EQ(result.has_value(), made > errors.size());
  return static_cast<int>(made);
}

TEST(Retry, RepeatsWhatCanPass) {
  RecordedPause pause;
  EXPECT_EQ(attempts_over({remote_error("remote_failed", "")}, {}, pause, soon()), 2);
  EXPECT_EQ(pause.spans.size(), 1U);
}

TEST(Retry, RepeatsABoundedNumberOfTimes) {
  RecordedPause pause;
  const std::vector<Error> errors(9, remote_error("remote_failed", ""));
  EXPECT_EQ(attempts_over(errors, {.attempts_max = 4}, pause, soon()), 4);
}

TEST(Retry, RepeatsNothingThatStays) {
  RecordedPause pause;
  for (const Error& error :
       {invalid("x", ""), remote_error("remote_refused", ""), remote_error("remote_untrusted", ""),
        remote_error("remote_bad_answer", ""), remote_error("remote_paused", ""), remote_timed_out("")}) {
    EXPECT_EQ(attempts_over({error}, {}, pause, soon()), 1) << error.code;
  }
  EXPECT_TRUE(pause.spans.empty());
}

TEST(Retry, PausesWithFullJitterUnderAGrowingCeiling) {
  RecordedPause pause;
  const std::vector<Error> errors(6, remote_error("remote_failed", ""));
  RetryPolicy policy{.attempts_max = 6, .pause_first = 100ms, .pause_max = 500ms};
  attempts_over(errors, policy, pause, soon());
  ASSERT_EQ(pause.spans.size(), 5U);
  const std::vector<std::chrono::milliseconds> ceilings{100ms, 200ms, 400ms, 500ms, 500ms};
  for (std::size_t i = 0; i < ceilings.size(); ++i) EXPECT_LE(pause.spans[i], ceilings[i]) << i;
  EXPECT_GT(std::set(pause.spans.begin(), pause.spans.end()).size(), 2U);
}

TEST(Retry, KeepsTheWaitThatIsAskedFor) {
  RecordedPause pause;
  Error error = remote_throttled("");
  error.retry_after_s = 3;
  EXPECT_EQ(attempts_over({error}, {.pause_first = 100ms}, pause, soon()), 2);
  EXPECT_GE(pause.spans.at(0), 3s);
  EXPECT_LE(pause.spans.at(0), 3'100ms);
}

TEST(Retry, DoesNotBeginAWaitThatEndsAfterTheDeadline) {
  RecordedPause pause;
  Error error = remote_throttled("");
  error.retry_after_s = 3'600;
  EXPECT_EQ(attempts_over({error}, {}, pause, soon()), 1);
  EXPECT_TRUE(pause.spans.empty());
}

TEST(Retry, AnErrorMayBeWorthFewerAttempts) {
  RecordedPause pause;
  RetryPolicy policy{.attempts_max = 5, .attempts_for = [](const Error&) { return 2; }};
  EXPECT_EQ(attempts_over(std::vector<Error>(9, remote_error("remote_failed", "")), policy, pause, soon()), 2);
}

class Breaker : public ::testing::Test {
 protected:
  void fail_times(int count) {
    for (int i = 0; i < count; ++i) breaker_.ask()->failed();
  }
  ManualClock clock_{1'000'000};
  CircuitBreaker breaker_{"test", {.failures_max = 3, .open_ms = 1'000, .open_ms_max = 3'000}, clock_, null_metrics()};
};

TEST_F(Breaker, OpensAfterFailuresInARow) {
  fail_times(2);
  breaker_.ask()->succeeded();
  fail_times(2);
  EXPECT_EQ(breaker_.state(), CircuitBreaker::State::closed);
  fail_times(1);
  EXPECT_EQ(breaker_.state(), CircuitBreaker::State::open);
  EXPECT_FALSE(breaker_.ask());
  EXPECT_EQ(breaker_.wait_ms(), 1'000);
}

TEST_F(Breaker, LetsOneTrialPassAndClosesAfterItsSuccess) {
  fail_times(3);
  clock_.advance_ms(999);
  EXPECT_FALSE(breaker_.ask());
  clock_.advance_ms(1);
  auto trial = breaker_.ask();
  ASSERT_TRUE(trial);
  EXPECT_EQ(breaker_.state(), CircuitBreaker::State::half_open);
  EXPECT_FALSE(breaker_.ask());
  trial->succeeded();
  EXPECT_EQ(breaker_.state(), CircuitBreaker::State::closed);
  EXPECT_TRUE(breaker_.ask());
}

TEST_F(Breaker, OpensForLongerAfterEachFailedTrial) {
  fail_times(3);
  for (const std::int64_t span_ms : {2'000, 3'000, 3'000}) {
    clock_.advance_ms(breaker_.wait_ms());
    breaker_.ask()->failed();
    EXPECT_EQ(breaker_.wait_ms(), span_ms);
  }
}

TEST_F(Breaker, ATrialThatIsGivenUpMakesRoomForAnother) {
  fail_times(3);
  clock_.advance_ms(1'000);
  {
    const auto given_up = breaker_.ask();
  }
  EXPECT_TRUE(breaker_.ask());
}

TEST_F(Breaker, AnOldCallChangesNothingOnceItIsOpen) {
  auto old = breaker_.ask();
  fail_times(3);
  old->succeeded();
  EXPECT_EQ(breaker_.state(), CircuitBreaker::State::open);
}

class RemoteCall : public ::testing::Test {
 protected:
  std::string call() {
    HttpRequest request;
    request.url = imposter_.url("/");
    const auto answer = test::run(remote_.call(std::move(request), judge_status, soon()));
    return answer ? answer->body : std::string(to_string(answer.error().kind)) + " " + answer.error().code;
  }
  HttpImposter imposter_;
  test::RemoteBench bench_;
  Remote remote_{"test", {.breaker = {.failures_max = 4}}, bench_.tools()};
};

TEST_F(RemoteCall, TriesAgainAfterAFault) {
  imposter_.answer({.fault = Fault::reset});
  imposter_.answer({.status = 503, .headers = {{"Retry-After", "2"}}});
  imposter_.answer({.body = "at last"});
  EXPECT_EQ(call(), "at last");
  ASSERT_EQ(bench_.pause.spans.size(), 2U);
  EXPECT_LT(bench_.pause.spans[0], 2s);
  EXPECT_GE(bench_.pause.spans[1], 2s);
}

TEST_F(RemoteCall, TriesNothingAgainThatIsRefused) {
  for (const int status : {301, 400, 401, 402, 403, 404, 413}) {
    imposter_.answer({.status = status});
    EXPECT_EQ(call(), "unavailable remote_refused") << status;
    bench_.clock.advance_ms(1'000'000);
  }
}

TEST_F(RemoteCall, StopsCallingWhatIsDown) {
  imposter_.answer_always({.status = 500});
  EXPECT_EQ(call(), "unavailable remote_failed");
  EXPECT_EQ(call(), "unavailable remote_paused");  // the fourth failure opened it
  EXPECT_EQ(imposter_.requests().size(), 4U);
  EXPECT_EQ(call(), "unavailable remote_paused");
  EXPECT_EQ(imposter_.requests().size(), 4U);
  imposter_.answer({.body = "up"});
  bench_.clock.advance_ms(10'000);
  EXPECT_EQ(call(), "up");
  EXPECT_EQ(remote_.breaker_state(), CircuitBreaker::State::closed);
}

TEST_F(RemoteCall, BeingThrottledOpensNoBreaker) {
  imposter_.answer_always({.status = 429});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(call(), "throttled remote_throttled");
  EXPECT_EQ(remote_.breaker_state(), CircuitBreaker::State::closed);
}

TEST_F(RemoteCall, ABadAddressBlamesNobodysPhoto) {
  HttpRequest request;
  request.url = "http://example.org/";
  const auto answer = test::run(remote_.call(std::move(request), judge_status, soon()));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(answer.error().code, "remote_refused");
}

// Joins the pieces, up to an end that it knows.
struct JoiningReader final : Remote::Reader {
  void begin(const HttpAnswer&) override { text.clear(); }
  Result<bool> take(std::string_view piece) override {
    text += piece;
    if (text.find("nonsense") != std::string::npos) return fail(remote_error("remote_bad_answer", "nonsense"));
    return text.find("END") == std::string::npos;
  }
  Result<void> end() override {
    if (text.find("END") == std::string::npos) return fail(remote_error("remote_broke_off", "no end"));
    return {};
  }
  std::string text;
};

class RemoteStream : public RemoteCall {
 protected:
  std::string stream() {
    HttpRequest request;
    request.url = imposter_.url("/");
    request.answer_bytes_max = 10'000;
    JoiningReader reader;
    const Remote::Judge judge = [this](const HttpAnswer& answer) {
      judged_ = answer.body;
      return judge_status(answer);
    };
    const auto done = test::run(remote_.stream(std::move(request), judge, reader, soon()));
    return done ? reader.text : std::string(to_string(done.error().kind)) + " " + done.error().code;
  }
  std::string judged_;
};

TEST_F(RemoteStream, GivesThePiecesOfTheAttemptThatWentWell) {
  imposter_.answer({.body = "first attempt", .fault = Fault::half_body});
  imposter_.answer({.status = 503});
  imposter_.answer({.pieces = {"a", "b", "END"}});
  EXPECT_EQ(stream(), "abEND");
}

TEST_F(RemoteStream, AnAnswerWithoutItsEndIsNone) {
  for (int i = 0; i < 3; ++i) imposter_.answer({.body = "looks whole"});
  EXPECT_EQ(stream(), "unavailable remote_broke_off");
}

TEST_F(RemoteStream, NonsenseIsNotAskedForTwice) {
  imposter_.answer({.body = "nonsense"});
  EXPECT_EQ(stream(), "unavailable remote_bad_answer");
  EXPECT_EQ(imposter_.requests().size(), 1U);
}

TEST_F(RemoteStream, AnEndlessAnswerIsCutAndABodyBehindTheEndIsNotWaitedFor) {
  imposter_.answer({.body = "on and on ", .fault = Fault::endless});
  EXPECT_EQ(stream(), "unavailable remote_bad_answer");
  imposter_.answer({.body = "END of it", .fault = Fault::endless});
  EXPECT_EQ(stream().substr(0, 3), "END");
}

TEST_F(RemoteStream, TheJudgeSeesWhyItWasRefused) {
  imposter_.answer({.status = 400, .body = "not so"});
  EXPECT_EQ(stream(), "unavailable remote_refused");
  EXPECT_EQ(judged_, "not so");
}

TEST_F(RemoteStream, AConnectionIsUsedAgainAfterItsEnd) {
  imposter_.answer({.pieces = {"END"}});
  imposter_.answer({.pieces = {"END"}});
  EXPECT_EQ(stream(), "END");
  EXPECT_EQ(stream(), "END");
  EXPECT_EQ(imposter_.requests().back().connection, 1U);
}

TEST(AskedWait, IsReadFromEitherHeader) {
  EXPECT_EQ(asked_wait_s({{"Retry-After", "7"}}), 7);
  EXPECT_EQ(asked_wait_s({{"RateLimit", "\"api\";r=0;t=37"}, {"Retry-After", "7"}}), 37);
  EXPECT_EQ(asked_wait_s({{"RateLimit", "\"api\"; r=0; t=3"}}), 3);
  EXPECT_EQ(asked_wait_s({{"RateLimit", "limit=100, remaining=0"}}), std::nullopt);
  EXPECT_EQ(asked_wait_s({{"Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"}}), std::nullopt);
  EXPECT_EQ(asked_wait_s({{"Retry-After", "-5"}}), std::nullopt);
  EXPECT_EQ(asked_wait_s({{"Retry-After", "999999999"}}), 3'600);
  EXPECT_EQ(asked_wait_s({}), std::nullopt);
}

}  // namespace
}  // namespace lumen::http
