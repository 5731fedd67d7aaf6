// SPDX-License-Identifier: Apache-2.0
#pragma once
// A remote part as every adapter calls it: through a breaker, with bounded retries, measured. An adapter gives the
// request and a judge that says whether an answer is good.
//
// Metrics, labelled with the part's name: lumen_remote_calls_total by outcome (answered, or the error's code without
// "remote_"), one per attempt; lumen_remote_call_seconds per attempt; the breaker's. Thread-safe.

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/random.h"
#include "http/circuit_breaker.h"
#include "http/http_client.h"
#include "http/retry.h"

namespace lumen::http {

// What it needs of the process; all of it outlives the Remote.
struct RemoteTools {
  HttpClient& client;
  const Clock& clock;
  Random& random;
  Pause& pause;
  Metrics& metrics;
  Log& log;
};

struct RemotePolicy {
  RetryPolicy retry{};
  BreakerPolicy breaker{};
  std::chrono::milliseconds attempt_time_max{30'000};
};

class Remote {
 public:
  // Turns an answer that is no success into an error of http/remote_error.h, with retry_after_s when the other side
  // asks for a wait.
  using Judge = std::function<Result<void>(const HttpAnswer&)>;

  // Takes the body of a good answer while it comes.
  class Reader {
   public:
    virtual ~Reader() = default;
    // An attempt got a good head (the judge said so, the body is empty); what an attempt before it gave is void.
    virtual void begin(const HttpAnswer& head) = 0;
    // False: nothing more is wanted.
    virtual Result<bool> take(std::string_view piece) = 0;
    // The body has ended, or enough was taken.
    virtual Result<void> end() = 0;
  };

  // `name`: a word for metrics and log, such as "vision_huggingface".
  Remote(std::string name, RemotePolicy policy, RemoteTools tools);

  // Errors are those of http/remote_error.h; never `invalid` or `too_large`, which would blame the caller's input.
  Task<Result<HttpAnswer>> call(HttpRequest request, Judge judge, Deadline deadline);

  // The same for an answer that is read in pieces. The judge sees a good answer's head only, and of others up to
  // 64 KB of body too. The reader's errors count as the remote part's; it outlives the call.
  Task<Result<void>> stream(HttpRequest request, Judge judge, Reader& reader, Deadline deadline);

  const std::string& name() const { return name_; }
  CircuitBreaker::State breaker_state() const { return breaker_.state(); }

 private:
  template <class T, class Work>
  Task<Result<T>> attempt(Work& work, Deadline deadline);
  Task<Result<HttpAnswer>> send(HttpRequest request, const Judge& judge, Deadline deadline);
  Task<Result<void>> open(HttpRequest request, const Judge& judge, Reader& reader, Deadline deadline);
  void note(const std::string& code);
  void observe(std::string_view outcome, std::chrono::steady_clock::duration span);

  std::string name_;
  RemotePolicy policy_;
  RemoteTools tools_;
  Retry retry_;
  CircuitBreaker breaker_;
  Histogram& seconds_;
};

// What most judges begin with: 2xx is good; 429 and 503 carry Retry-After (seconds); 5xx may pass; the rest is
// "remote_refused". `detail` names host-independent facts only: the status.
Result<void> judge_status(const HttpAnswer& answer);

// The whole seconds of Retry-After, or of `t=` in RateLimit (draft-ietf-httpapi-ratelimit-headers), whichever is there.
std::optional<int> asked_wait_s(const Headers& headers);

}  // namespace lumen::http
