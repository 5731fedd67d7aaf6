// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every request passes, whatever its door: route, limits, throttle, sign-in, then the handler; CORS,
// metrics and the log on the way out. A door calls `admit` with the head, reads the body when admitted, and
// calls `answer`. Thread-safe.

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "api/byte_budget.h"
#include "api/openapi.h"
#include "api/rate_limit.h"
#include "api/router.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "identity/token_verifier.h"

namespace lumen::api {

struct Admission {
  std::optional<Response> refusal;  // when set, the request ends with it and no body is read
  const Route* route = nullptr;
  PathValues values;
  std::optional<UserId> user;
  Deadline deadline = Deadline::never();
  std::uint64_t body_bytes_max = 0;
  ByteBudget::Ticket ticket;
  std::chrono::steady_clock::time_point started;
};

struct GateSettings {
  std::string cors_origin = "*";
  double requests_per_second = 50;  // per person, else per address; 0: no limit
  double burst = 200;
};

class Gate {
 public:
  Gate(Router router, std::unique_ptr<OpenApi> schema, identity::TokenVerifier& verifier, ByteBudget& budget,
       const Clock& clock, Log& log, Metrics& metrics, GateSettings settings);
  ~Gate();

  Task<Admission> admit(const RequestHead& head);
  // Consumes the admission; never throws.
  Task<Response> answer(Admission admission, Request request);

  // For what a door refuses by itself (malformed HTTP, a body over `body_bytes_max`).
  Response refuse(const Error& error, std::string_view request_id) const;
  // The same for a request whose route is known.
  Response refuse(const Error& error, const Route& route, const RequestHead& head) const;
  // A body that grew past the limit of its route.
  Error too_large(const Admission& admission) const;

  const Router& router() const { return router_; }

 private:
  struct Series;
  std::optional<Response> find_route(const RequestHead& head, Admission& admission) const;
  Task<Result<void>> authenticate(const RequestHead& head, Admission& admission);
  Result<void> check_limits(const RequestHead& head, Admission& admission);
  void finish(const RequestHead& head, Response& response, const Route* route,
              std::chrono::steady_clock::time_point started) const;
  void add_cors(Response& response) const;
  Response preflight(const RouteMatch& match) const;

  Router router_;
  std::unique_ptr<OpenApi> schema_;
  identity::TokenVerifier& verifier_;
  ByteBudget& budget_;
  Log& log_;
  GateSettings settings_;
  RateLimit limit_;
  std::unordered_map<const Route*, std::unique_ptr<Series>> series_;
  std::unique_ptr<Series> no_route_;
};

}  // namespace lumen::api
