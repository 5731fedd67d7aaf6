// SPDX-License-Identifier: Apache-2.0
#include "http/remote.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "http/remote_error.h"

namespace lumen::http {
namespace {

constexpr int wait_s_max = 3'600;
constexpr std::size_t refusal_bytes_max = 64 * 1024;
constexpr std::chrono::milliseconds end_time_max{200};

bool is_success(int status) { return status >= 200 && status < 300; }

std::optional<int> leading_number(std::string_view text) {
  text = trim(text);
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || number < 0) return std::nullopt;
  if (end != text.data() + text.size() && *end != ';' && *end != ',' && *end != '.') return std::nullopt;
  return std::min(number, wait_s_max);
}

std::string outcome_of(const Error& error) {
  constexpr std::string_view prefix = "remote_";
  return error.code.starts_with(prefix) ? error.code.substr(prefix.size()) : error.code;
}

// A fault of the call is the operator's to mend, not of whoever sent a photo.
Error as_remote_error(Error error) {
  if (error.kind != ErrorKind::invalid && error.kind != ErrorKind::too_large) return error;
  return remote_error("remote_refused", error.code + ": " + error.message);
}

// Being asked to slow down is no sign of being down, nor is a call that was given up here.
bool counts_as_failure(const Error& error) {
  return error.kind != ErrorKind::throttled && error.code != "cancelled" && error.code != "stopping" &&
         error.code != "too_many_calls";
}

}  // namespace

Remote::Remote(std::string name, RemotePolicy policy, RemoteTools tools)
    : name_(std::move(name)),
      policy_(std::move(policy)),
      tools_(tools),
      retry_(policy_.retry, tools_.random, tools_.pause),
      breaker_(name_, policy_.breaker, tools_.clock, tools_.metrics),
      seconds_(tools_.metrics.histogram("lumen_remote_call_seconds", "Time of one attempt to call a remote part.",
                                        {{"remote", name_}})) {}

Task<Result<HttpAnswer>> Remote::call(HttpRequest request, Judge judge, Deadline deadline) {
  auto ask = [this, &request, &judge](Deadline until) { return send(request, judge, until); };
  auto once = [this, &ask, deadline] { return attempt<HttpAnswer>(ask, deadline); };
  auto work = retry_.run<HttpAnswer>(once, deadline);
  auto answer = co_await std::move(work);
  if (!answer) note(answer.error().code);
  co_return answer;
}

Task<Result<void>> Remote::stream(HttpRequest request, Judge judge, Reader& reader, Deadline deadline) {
  auto ask = [this, &request, &judge, &reader](Deadline until) { return open(request, judge, reader, until); };
  auto once = [this, &ask, deadline] { return attempt<void>(ask, deadline); };
  auto work = retry_.run<void>(once, deadline);
  auto done = co_await std::move(work);
  if (!done) note(done.error().code);
  co_return done;
}

void Remote::note(const std::string& code) {
  tools_.log.warn("remote_call_failed", {{"remote", name_}, {"code", code}});
}

template <class T, class Work>
Task<Result<T>> Remote::attempt(Work& work, Deadline deadline) {
  auto permit = breaker_.ask();
  if (!permit) {
    observe("paused", {});
    co_return fail(remote_error("remote_paused", name_ + " failed too often a moment ago"));
  }
  const auto begun = std::chrono::steady_clock::now();
  auto asking = work(deadline.within(policy_.attempt_time_max));
  Result<T> answer = co_await std::move(asking);
  if (!answer) answer = fail(as_remote_error(std::move(answer.error())));
  observe(answer ? "answered" : outcome_of(answer.error()), std::chrono::steady_clock::now() - begun);
  if (answer) {
    permit->succeeded();
  } else if (counts_as_failure(answer.error())) {
    permit->failed();
  }
  co_return answer;
}

Task<Result<HttpAnswer>> Remote::send(HttpRequest request, const Judge& judge, Deadline deadline) {
  auto work = tools_.client.send(std::move(request), deadline);
  auto answer = co_await std::move(work);
  if (answer) {
    if (auto good = judge(*answer); !good) answer = fail(std::move(good.error()));
  }
  co_return answer;
}

Task<Result<void>> Remote::open(HttpRequest request, const Judge& judge, Reader& reader, Deadline deadline) {
  auto opening = tools_.client.open(std::move(request), deadline);
  auto stream = co_await std::move(opening);
  if (!stream) co_return fail(std::move(stream.error()));
  HttpAnswer head;
  head.status = (*stream)->status();
  head.headers = (*stream)->headers();
  const bool good = is_success(head.status);
  if (good) {
    if (auto fine = judge(head); !fine) co_return fine;
    reader.begin(head);
  }
  bool more = true;
  while (more) {
    auto coming = (*stream)->next(deadline);
    auto piece = co_await std::move(coming);
    if (!piece) co_return fail(std::move(piece.error()));
    if (!piece->has_value()) break;
    if (good) {
      auto wants_more = reader.take(**piece);
      if (!wants_more) co_return fail(std::move(wants_more.error()));
      more = *wants_more;
    } else {
      head.body.append(**piece, 0, refusal_bytes_max - head.body.size());
      more = head.body.size() < refusal_bytes_max;
    }
  }
  if (!good) {
    if (auto fine = judge(head); !fine) co_return fine;
    co_return fail(remote_error("remote_bad_answer", fmt::format("status {}", head.status)));
  }
  // A connection whose answer was read to its end can be used again; one that says no more than it should ends now.
  if (!more) {
    auto coming = (*stream)->next(deadline.within(end_time_max));
    (void)co_await std::move(coming);
  }
  co_return reader.end();
}

void Remote::observe(std::string_view outcome, std::chrono::steady_clock::duration span) {
  tools_.metrics
      .counter("lumen_remote_calls_total", "Attempts to call a remote part, by outcome.",
               {{"remote", name_}, {"outcome", std::string(outcome)}})
      .increment();
  if (span.count() > 0) seconds_.observe(std::chrono::duration<double>(span).count());
}

Result<void> judge_status(const HttpAnswer& answer) {
  if (is_success(answer.status)) return {};
  const std::string detail = fmt::format("status {}", answer.status);
  if (answer.status != 429 && answer.status < 500) return fail(remote_error("remote_refused", detail));
  Error error = answer.status == 429 ? remote_throttled(detail) : remote_error("remote_failed", detail);
  if (answer.status == 429 || answer.status == 503) error.retry_after_s = asked_wait_s(answer.headers);
  return fail(std::move(error));
}

std::optional<int> asked_wait_s(const Headers& headers) {
  std::string_view limit = headers.find("RateLimit").value_or("");
  while (!limit.empty()) {
    const std::string_view item = trim(limit.substr(0, limit.find(';')));
    if (item.starts_with("t=")) return leading_number(item.substr(2));
    limit.remove_prefix(
        std::min(limit.size(), limit.find(';') == std::string_view::npos ? limit.size() : limit.find(';') + 1));
  }
  if (const auto after = headers.find("Retry-After")) return leading_number(*after);
  return std::nullopt;
}

}  // namespace lumen::http
