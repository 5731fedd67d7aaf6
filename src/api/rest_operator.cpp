// SPDX-License-Identifier: Apache-2.0
// /healthz, /readyz, /metrics, /openapi.json: for whoever runs the server, without sign-in.
#include <utility>

#include "api/problem.h"
#include "api/rest_routes.h"

namespace lumen::api {
namespace {

Route open_route(std::string pattern, std::function<Response(Call&)> answer) {
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.access = Access::open;
  route.handle = [answer = std::move(answer)](Call& call) -> Task<Response> { co_return answer(call); };
  return route;
}

}  // namespace

void add_operator_routes(Router& router, const RestParts& parts, const RestSettings& settings) {
  // The process answers.
  router.add(open_route("/healthz", [](Call&) { return Response::json(200, R"({"status":"ok"})"); }));
  // It can take work: it is not going down and its database answers.
  router.add(open_route("/readyz", [ready = parts.ready](Call& call) {
    const auto state = ready();
    if (!state) return problem(state.error(), call.request.head.request_id);
    return Response::json(200, R"({"status":"ready"})");
  }));
  router.add(open_route("/metrics", [text = parts.metrics_text](Call&) {
    return Response::text(200, text(), "text/plain; version=0.0.4");
  }));
  router.add(open_route("/openapi.json",
                        [document = settings.openapi_document](Call&) { return Response::json(200, document); }));
}

}  // namespace lumen::api
