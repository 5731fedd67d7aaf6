// SPDX-License-Identifier: Apache-2.0
// The client against a scripted server on a real socket.
#include "http/http_client.h"

#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <fstream>
#include <future>

#include "tests/support/http_imposter.h"
#include "tests/support/run_task.h"
#include "tests/support/temp_folder.h"

namespace lumen::http {
namespace {

using test::Fault;
using test::HttpImposter;
using test::Transport;

Deadline soon() { return Deadline::after(std::chrono::minutes(2)); }
Deadline shortly() { return Deadline::after(std::chrono::milliseconds(200)); }

HttpRequest get(const std::string& url) {
  HttpRequest request;
  request.url = url;
  return request;
}

HttpRequest post(const std::string& url, std::string_view body) {
  HttpRequest request = get(url);
  request.method = "POST";
  request.body = make_body(body);
  return request;
}

Result<HttpAnswer> send(HttpClient& client, HttpRequest request, Deadline deadline = soon()) {
  return test::run(client.send(std::move(request), deadline));
}

std::string outcome(const Result<HttpAnswer>& answer) {
  return answer ? std::to_string(answer->status)
                : std::string(to_string(answer.error().kind)) + " " + answer.error().code;
}

TEST(HttpClient, SendsAndReceives) {
  HttpImposter imposter;
  imposter.answer({.status = 201, .headers = {{"X-One", "a"}, {"x-two", " b "}}, .body = "hello"});
  HttpClient client;
  HttpRequest request = post(imposter.url("/path?q=1"), "the body");
  request.headers.add("Content-Type", "text/plain");
  request.headers.add("X-Empty", "");
  const auto answer = send(client, request);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->body, "hello");
  EXPECT_EQ(answer->version, HttpVersion::http_1);
  EXPECT_EQ(answer->headers.find("X-ONE"), "a");
  EXPECT_EQ(answer->headers.find("X-Two"), "b");
  const auto seen = imposter.requests();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].method, "POST");
  EXPECT_EQ(seen[0].target, "/path?q=1");
  EXPECT_EQ(seen[0].body, "the body");
  EXPECT_EQ(seen[0].header("Content-Type"), "text/plain");
  EXPECT_EQ(seen[0].header("Content-Length"), "8");
  EXPECT_TRUE(seen[0].header("User-Agent").starts_with("lumen/"));
  EXPECT_EQ(seen[0].header("Expect"), "");
}

TEST(HttpClient, SendsEveryMethod) {
  HttpImposter imposter;
  imposter.answer_always({.body = "x"});
  HttpClient client;
  for (const char* method : {"GET", "POST", "PUT", "DELETE", "PATCH"}) {
    HttpRequest request = get(imposter.url("/"));
    request.method = method;
    if (std::string_view(method) == "PUT" || std::string_view(method) == "PATCH") request.body = make_body("b");
    EXPECT_EQ(outcome(send(client, request)), "200") << method;
    const test::SeenRequest last = imposter.requests().back();
    EXPECT_EQ(last.method, method);
    EXPECT_EQ(last.body, request.body ? "b" : "");
    EXPECT_EQ(last.header("Content-Type"), "") << method;
  }
}

TEST(HttpClient, HeadHasNoBody) {
  HttpImposter imposter;
  imposter.answer({});
  HttpClient client;
  HttpRequest request = get(imposter.url("/"));
  request.method = "HEAD";
  EXPECT_EQ(outcome(send(client, request)), "200");
}

TEST(HttpClient, UsesAConnectionAgain) {
  HttpImposter imposter;
  imposter.answer_always({.body = "x"});
  HttpClient client;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(outcome(send(client, get(imposter.url("/")))), "200");
  EXPECT_EQ(imposter.requests().back().connection, 1U);
}

TEST(HttpClient, FollowsNoRedirect) {
  HttpImposter imposter;
  imposter.answer({.status = 302, .headers = {{"Location", imposter.url("/elsewhere")}}});
  HttpClient client;
  EXPECT_EQ(outcome(send(client, get(imposter.url("/")))), "302");
  EXPECT_EQ(imposter.requests().size(), 1U);
}

TEST(HttpClient, AnAnswerMayBeAsLargeAsAllowedAndNoLarger) {
  HttpImposter imposter;
  HttpClient client;
  HttpRequest request = get(imposter.url("/"));
  request.answer_bytes_max = 1'000;
  imposter.answer({.body = std::string(1'000, 'x')});
  EXPECT_EQ(outcome(send(client, request)), "200");
  imposter.answer({.body = std::string(1'001, 'x')});
  EXPECT_EQ(outcome(send(client, request)), "unavailable remote_bad_answer");
  imposter.answer({.body = std::string(100, 'x'), .fault = Fault::endless});
  EXPECT_EQ(outcome(send(client, request)), "unavailable remote_bad_answer");
}

TEST(HttpClient, TheHeadOfAnAnswerHasALimit) {
  HttpImposter imposter;
  HttpClientOptions options;
  options.head_bytes_max = 2'000;
  HttpClient client(options);
  imposter.answer({.headers = {{"X-Long", std::string(1'500, 'x')}}});
  EXPECT_EQ(outcome(send(client, get(imposter.url("/")))), "200");
  imposter.answer({.headers = {{"X-Long", std::string(2'000, 'x')}}});
  EXPECT_EQ(outcome(send(client, get(imposter.url("/")))), "unavailable remote_bad_answer");
}

TEST(HttpClient, NamesEveryFault) {
  const std::pair<Fault, const char*> faults[] = {
      {Fault::close, "unavailable remote_broke_off"},     {Fault::reset, "unavailable remote_broke_off"},
      {Fault::half_body, "unavailable remote_broke_off"}, {Fault::reset_midway, "unavailable remote_broke_off"},
      {Fault::garbage, "unavailable remote_bad_answer"},
  };
  for (const auto& [fault, expected] : faults) {
    HttpImposter imposter;
    imposter.answer_always({.body = std::string(100, 'x'), .fault = fault});
    HttpClient client;
    EXPECT_EQ(outcome(send(client, get(imposter.url("/")))), expected) << static_cast<int>(fault);
  }
}

TEST(HttpClient, KeepsTheDeadlineWhateverTheServerDoes) {
  HttpClient client;
  for (const Fault fault : {Fault::silence, Fault::drip}) {
    HttpImposter imposter;
    imposter.answer({.body = std::string(100'000, 'x'), .fault = fault});
    EXPECT_EQ(outcome(send(client, get(imposter.url("/")), shortly())), "timed_out timed_out");
  }
  EXPECT_EQ(outcome(send(client, get("http://127.0.0.1:1/"), Deadline::after(std::chrono::seconds(-1)))),
            "timed_out timed_out");
}

TEST(HttpClient, SaysWhenNobodyListens) {
  std::string url;
  {
    HttpImposter gone;
    url = gone.url("/secret?token=hush");
  }
  HttpClient client;
  const auto answer = send(client, get(url));
  EXPECT_EQ(outcome(answer), "unavailable remote_unreachable");
  EXPECT_EQ(answer.error().detail.find("hush"), std::string::npos);
  EXPECT_NE(answer.error().detail.find("127.0.0.1"), std::string::npos);
}

TEST(HttpClient, SendsNothingThatCouldBeReadAsAnotherHeader) {
  HttpClient client;
  HttpRequest request = get("http://127.0.0.1:1/");
  request.headers.add("X-One", "a\r\nX-Two: b");
  EXPECT_EQ(outcome(send(client, request)), "invalid bad_header");
}

TEST(HttpClient, VerifiesCertificates) {
  HttpImposter imposter(Transport::tls);
  HttpClient distrustful;
  EXPECT_EQ(outcome(send(distrustful, get(imposter.url("/")))), "unavailable remote_untrusted");

  const test::TempFolder folder;
  const std::string ca_file = (folder.path() / "ca.pem").string();
  std::ofstream(ca_file) << imposter.authority();
  HttpClientOptions options;
  options.ca_file = ca_file;
  HttpClient client(options);
  imposter.answer_always({.body = "safe"});
  EXPECT_EQ(outcome(send(client, get(imposter.url("/")))), "200");
  EXPECT_EQ(outcome(send(client, get(imposter.url("/", "localhost")))), "200");
  EXPECT_EQ(imposter.offered_protocols(), (std::vector<std::string>{"h2", "http/1.1"}));
}

TEST(HttpClient, ACertificateOfAnotherNameIsNoneOfTheServers) {
  HttpImposter imposter(Transport::tls_of_another_name);
  const test::TempFolder folder;
  HttpClientOptions options;
  options.ca_file = (folder.path() / "ca.pem").string();
  std::ofstream(options.ca_file) << imposter.authority();
  HttpClient client(options);
  EXPECT_EQ(outcome(send(client, get(imposter.url("/")))), "unavailable remote_untrusted");
}

TEST(HttpClient, RefusesMoreCallsThanAllowed) {
  HttpImposter imposter;
  imposter.answer_always({.fault = Fault::silence});
  HttpClientOptions options;
  options.calls_max = 1;
  HttpClient client(options);
  test::KeptLoop loop;
  auto first = boost::asio::co_spawn(*loop, client.send(get(imposter.url("/")), shortly()), boost::asio::use_future);
  auto second = boost::asio::co_spawn(*loop, client.send(get(imposter.url("/")), shortly()), boost::asio::use_future);
  loop->run();
  EXPECT_EQ(outcome(first.get()), "timed_out timed_out");
  EXPECT_EQ(outcome(second.get()), "unavailable too_many_calls");
}

TEST(HttpClient, ServesManyCallersOfSeveralThreads) {
  HttpImposter imposter;
  imposter.answer_always({.body = std::string(50'000, 'x')});
  HttpClient client;
  std::vector<std::future<Result<HttpAnswer>>> answers;
  for (int i = 0; i < 40; ++i) {
    answers.push_back(boost::asio::co_spawn(test::two_threads(), client.send(post(imposter.url("/"), "b"), soon()),
                                            boost::asio::use_future));
  }
  for (auto& answer : answers) EXPECT_EQ(outcome(answer.get()), "200");
}

TEST(HttpClient, EndsWhatIsUnderWayWhenItIsDestroyed) {
  HttpImposter imposter;
  imposter.answer_always({.fault = Fault::silence});
  auto client = std::make_unique<HttpClient>();
  auto answer =
      boost::asio::co_spawn(test::two_threads(), client->send(get(imposter.url("/")), soon()), boost::asio::use_future);
  while (imposter.requests().empty()) std::this_thread::yield();
  client.reset();
  EXPECT_EQ(outcome(answer.get()), "unavailable stopping");
}

TEST(HttpClient, BreaksOffWhenItsCallerIsCancelled) {
  HttpImposter imposter;
  imposter.answer_always({.fault = Fault::silence});
  HttpClient client;
  boost::asio::cancellation_signal signal;
  test::KeptLoop loop;
  std::optional<std::string> seen;
  boost::asio::co_spawn(
      *loop, client.send(get(imposter.url("/")), soon()),
      boost::asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr failure, Result<HttpAnswer> answer) {
        seen = failure ? "exception" : outcome(answer);
      }));
  while (imposter.requests().empty()) loop->poll_one();
  signal.emit(boost::asio::cancellation_type::terminal);
  loop->restart();
  loop->run();
  EXPECT_TRUE(seen == "unavailable cancelled" || seen == "exception") << seen.value_or("nothing");
}

TEST(HttpStream, GivesPiecesAsTheyCome) {
  HttpImposter imposter;
  imposter.answer({.headers = {{"Content-Type", "text/event-stream"}}, .pieces = {"data: 1\n\n", "data: 2\n\n"}});
  HttpClient client;
  auto stream = test::run(client.open(get(imposter.url("/")), soon()));
  ASSERT_TRUE(stream) << stream.error().detail;
  EXPECT_EQ((*stream)->status(), 200);
  EXPECT_EQ((*stream)->headers().find("content-type"), "text/event-stream");
  std::string all;
  while (true) {
    const auto piece = test::run((*stream)->next(soon()));
    ASSERT_TRUE(piece) << piece.error().detail;
    if (!*piece) break;
    EXPECT_FALSE((*piece)->empty());
    all += **piece;
  }
  EXPECT_EQ(all, "data: 1\n\ndata: 2\n\n");
  EXPECT_FALSE(test::run((*stream)->next(soon())).value());
}

TEST(HttpStream, ASlowReaderSlowsTheSenderDown) {
  HttpImposter imposter;
  imposter.answer({.body = std::string(64'000, 'x'), .fault = Fault::endless});
  HttpClient client;
  HttpRequest request = get(imposter.url("/"));
  request.answer_bytes_max = 4'000'000;
  auto stream = test::run(client.open(request, soon()));
  ASSERT_TRUE(stream);
  std::size_t total = 0;
  while (total < 3'000'000) {
    const auto piece = test::run((*stream)->next(soon()));
    ASSERT_TRUE(piece && *piece);
    EXPECT_LE((*piece)->size(), 256U * 1024U + 64U * 1024U);
    total += (*piece)->size();
  }
}

TEST(HttpStream, EndsWithAnErrorWhenTheSenderBreaksOff) {
  HttpImposter imposter;
  imposter.answer({.body = std::string(1'000, 'x'), .fault = Fault::half_body});
  HttpClient client;
  auto stream = test::run(client.open(get(imposter.url("/")), soon()));
  ASSERT_TRUE(stream);
  std::size_t total = 0;
  while (true) {
    const auto piece = test::run((*stream)->next(soon()));
    if (!piece) {
      EXPECT_EQ(piece.error().code, "remote_broke_off");
      break;
    }
    ASSERT_TRUE(*piece) << "the end of a broken body looked whole";
    total += (*piece)->size();
  }
  EXPECT_EQ(total, 500U);
}

TEST(HttpStream, APieceHasADeadline) {
  HttpImposter imposter;
  imposter.answer({.body = "ab", .fault = Fault::drip});
  HttpClient client;
  auto stream = test::run(client.open(get(imposter.url("/")), soon()));
  ASSERT_TRUE(stream);
  auto piece = test::run((*stream)->next(soon()));
  ASSERT_TRUE(piece && *piece);
  EXPECT_EQ(**piece, "a");
  piece = test::run((*stream)->next(shortly()));
  ASSERT_FALSE(piece);
  EXPECT_EQ(piece.error().kind, ErrorKind::timed_out);
}

TEST(UrlRule, AllowsHttpsAndPlainHttpOnLoopback) {
  for (const char* url : {"https://api.example.org/x", "https://10.0.0.1:8443/", "http://localhost:8080/",
                          "http://127.0.0.9/", "http://[::1]:80/", "HTTPS://EXAMPLE.ORG"}) {
    EXPECT_TRUE(check_url(url, PlainHttp::loopback_only)) << url;
  }
  for (const char* url : {"", "example.org", "http://example.org/", "http://127.0.0.1.example.org/", "ftp://localhost/",
                          "file:///etc/passwd", "https://", "https://user:word@example.org/",
                          "https://user@example.org/", "https://exa mple.org/", "gopher://localhost:1/"}) {
    const auto allowed = check_url(url, PlainHttp::loopback_only);
    ASSERT_FALSE(allowed) << url;
    EXPECT_EQ(allowed.error().code, "bad_url");
    EXPECT_EQ(allowed.error().message.find("user:word"), std::string::npos);
  }
  EXPECT_TRUE(check_url("http://example.org/", PlainHttp::anywhere));
  EXPECT_FALSE(check_url("ftp://example.org/", PlainHttp::anywhere));
  EXPECT_EQ(host_of("https://api.example.org:8443/x?token=y"), "api.example.org");
}

}  // namespace
}  // namespace lumen::http
