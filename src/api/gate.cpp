// SPDX-License-Identifier: Apache-2.0
#include "api/gate.h"

#include <array>
#include <exception>
#include <utility>

#include "api/problem.h"

namespace lumen::api {
namespace {

constexpr std::uint64_t small_body_bytes = 64 * 1024;

// `Bearer <token>` or the bare token, as Cognito authorizers accept it.
std::string_view token_of(std::string_view header) {
  constexpr std::string_view bearer = "bearer ";
  header = trim(header);
  if (header.size() > bearer.size() && iequals(header.substr(0, bearer.size()), bearer)) {
    header.remove_prefix(bearer.size());
  }
  return trim(header);
}

std::size_t status_class(int status) { return static_cast<std::size_t>(std::clamp(status / 100, 1, 5)); }

// In the words of the route's face.
Response word(const Error& error, const Route* route, const RequestHead& head) {
  if (route != nullptr && route->refusal) return route->refusal(error, head);
  return problem(error, head.request_id);
}

}  // namespace

struct Gate::Series {
  Series(Metrics& metrics, const std::string& route, const std::string& method)
      : seconds(metrics.histogram("lumen_http_request_seconds", "Time from a request's head to its answer.",
                                  {{"route", route}, {"method", method}})) {
    for (std::size_t i = 1; i < by_class.size(); ++i) {
      by_class[i] = &metrics.counter("lumen_http_requests_total", "Requests by route, method and status class.",
                                     {{"route", route}, {"method", method}, {"status", std::to_string(i) + "xx"}});
    }
  }
  Histogram& seconds;
  std::array<Counter*, 6> by_class{};
};

Gate::Gate(Router router, std::unique_ptr<OpenApi> schema, identity::TokenVerifier& verifier, ByteBudget& budget,
           const Clock& clock, Log& log, Metrics& metrics, GateSettings settings)
    : router_(std::move(router)),
      schema_(std::move(schema)),
      verifier_(verifier),
      budget_(budget),
      log_(log),
      settings_(std::move(settings)),
      limit_(clock, settings_.requests_per_second, settings_.burst) {
  for (const auto& route : router_.routes()) {
    series_[route.get()] = std::make_unique<Series>(metrics, route->name, route->method);
  }
  no_route_ = std::make_unique<Series>(metrics, "none", "any");
}

Gate::~Gate() = default;

void Gate::add_cors(Response& response) const {
  if (settings_.cors_origin.empty() || response.headers.find("Access-Control-Allow-Origin")) return;
  response.headers.add("Access-Control-Allow-Origin", settings_.cors_origin);
  response.headers.add("Access-Control-Expose-Headers", "ETag, Retry-After, X-Request-Id");
}

Response Gate::preflight(const RouteMatch& match) const {
  Response response = Response::empty(204);
  response.headers.add("Access-Control-Allow-Methods", match.allowed_methods + ", OPTIONS");
  response.headers.add("Access-Control-Allow-Headers",
                       "Authorization, Content-Type, Idempotency-Key, X-Amz-Target, X-Amz-User-Agent, Cache-Control");
  response.headers.add("Access-Control-Max-Age", "3600");
  return response;
}

Response Gate::refuse(const Error& error, std::string_view request_id) const {
  Response response = problem(error, request_id);
  response.headers.add("X-Request-Id", std::string(request_id));
  add_cors(response);
  return response;
}

Response Gate::refuse(const Error& error, const Route& route, const RequestHead& head) const {
  Response response = word(error, &route, head);
  response.headers.set("X-Request-Id", head.request_id);
  add_cors(response);
  return response;
}

Error Gate::too_large(const Admission& admission) const {
  return make_error(ErrorKind::too_large, "body_too_large",
                    "The body may have at most " + std::to_string(admission.body_bytes_max) + " bytes.");
}

std::optional<Response> Gate::find_route(const RequestHead& head, Admission& admission) const {
  const bool is_head = head.method == "HEAD";
  RouteMatch match = router_.match(head.method, head.raw_path());
  if (match.route == nullptr && is_head) match = router_.match("GET", head.raw_path());
  if (match.route != nullptr) {
    admission.route = match.route;
    admission.values = std::move(match.values);
    return std::nullopt;
  }
  if (match.path_known && head.method == "OPTIONS") return preflight(match);
  if (!match.path_known) {
    return problem(make_error(ErrorKind::not_found, "no_such_path", "There is nothing at this address."),
                   head.request_id);
  }
  Response response =
      problem(invalid("method_not_allowed", "This address accepts " + match.allowed_methods + "."), head.request_id);
  response.headers.add("Allow", match.allowed_methods);
  return response;
}

Task<Result<void>> Gate::authenticate(const RequestHead& head, Admission& admission) {
  if (admission.route->access == Access::open) co_return Result<void>();
  if (head.headers.count("Authorization") > 1) {
    co_return fail(invalid("bad_authorization", "Send one Authorization header."));
  }
  const auto header = head.headers.find("Authorization");
  const std::string_view token = header ? token_of(*header) : std::string_view();
  if (token.empty()) {
    co_return fail(make_error(ErrorKind::unauthenticated, "missing_token",
                              "Sign in first: send the id token in the Authorization header."));
  }
  auto identity = co_await verifier_.verify(token, admission.deadline);
  if (!identity) co_return fail(identity.error());
  admission.user = identity->user;
  co_return Result<void>();
}

Result<void> Gate::check_limits(const RequestHead& head, Admission& admission) {
  const Route& route = *admission.route;
  admission.body_bytes_max = route.body_bytes_max;
  if (head.content_length.value_or(0) > route.body_bytes_max && !route.before_body) return fail(too_large(admission));
  if (!limit_.allow(admission.user ? admission.user->text() : head.peer)) {
    return fail(make_error(ErrorKind::throttled, "throttled", "Too many requests. Please slow down."));
  }
  return schema_->check_query(route.method, route.pattern, head);
}

Task<Admission> Gate::admit(const RequestHead& head) {
  Admission admission;
  admission.started = std::chrono::steady_clock::now();
  admission.refusal = find_route(head, admission);
  if (!admission.refusal) {
    admission.deadline = Deadline::at(admission.started + admission.route->time_max);
    auto allowed = co_await authenticate(head, admission);
    if (allowed) allowed = check_limits(head, admission);
    if (!allowed) admission.refusal = word(allowed.error(), admission.route, head);
  }
  if (!admission.refusal && admission.route->before_body) {
    admission.refusal = co_await admission.route->before_body(head, admission.values);
  }
  const std::uint64_t expected = head.content_length.value_or(admission.body_bytes_max);
  if (!admission.refusal && admission.body_bytes_max > small_body_bytes && expected > 0) {
    auto ticket = budget_.take(std::min(expected, admission.body_bytes_max));
    if (ticket) {
      admission.ticket = std::move(*ticket);
    } else {
      const Error busy = unavailable("slow_down", "Too many uploads at once. Please try again in a moment.");
      admission.refusal = word(busy, admission.route, head);
    }
  }
  if (admission.refusal) finish(head, *admission.refusal, admission.route, admission.started);
  co_return admission;
}

void Gate::finish(const RequestHead& head, Response& response, const Route* route,
                  std::chrono::steady_clock::time_point started) const {
  const auto found = series_.find(route);
  const Series& series = found == series_.end() ? *no_route_ : *found->second;
  series.by_class[status_class(response.status)]->increment();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  series.seconds.observe(took.count());
  add_cors(response);
  if (response.status < 400) return;
  response.headers.set("X-Request-Id", head.request_id);
  if (response.status >= 500) {
    log_.warn("request_failed", {{"request_id", head.request_id},
                                 {"route", route == nullptr ? std::string_view("none") : route->name},
                                 {"status", static_cast<std::int64_t>(response.status)}});
  }
}

Task<Response> Gate::answer(Admission admission, Request request) {
  const Route& route = *admission.route;
  Call call;
  call.request = std::move(request);
  call.path_values = std::move(admission.values);
  call.user = std::move(admission.user);
  call.deadline = admission.deadline;
  const std::string& request_id = call.request.head.request_id;

  Response response;
  std::string failure;
  try {
    auto valid = schema_->check_body(route.method, route.pattern, call.request);
    if (valid) {
      response = co_await route.handle(call);
    } else {
      response = word(valid.error(), &route, call.request.head);
    }
  } catch (const std::exception& exception) {
    failure = exception.what();
  }
  if (!failure.empty()) {
    log_.error("handler_threw", {{"request_id", request_id}, {"route", route.name}, {"detail", failure}});
    response = word(internal(failure), &route, call.request.head);
  }
  finish(call.request.head, response, &route, admission.started);
  co_return response;
}

}  // namespace lumen::api
