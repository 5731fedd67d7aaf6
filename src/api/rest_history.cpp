// SPDX-License-Identifier: Apache-2.0
// GET /history
#include <charconv>
#include <utility>

#include "api/problem.h"
#include "api/rest_routes.h"
#include "domain/limits.h"

namespace lumen::api {
namespace {

Task<Response> list_history(const RestParts& parts, Call& call) {
  int limit = limits::history_default;
  if (const auto text = query_value(call.request.head, "limit")) {
    std::from_chars(text->data(), text->data() + text->size(), limit);
  }
  std::string cursor = query_value(call.request.head, "cursor").value_or("");
  auto page = co_await parts.list_history.run(*call.user, limit, std::move(cursor), call.deadline);
  if (!page) co_return problem(page.error(), call.request.head.request_id);
  Response response = Response::json(200, render_history(*page));
  response.headers.add("Cache-Control", "no-store");
  co_return response;
}

}  // namespace

void add_history_route(Router& router, const RestParts& parts) {
  Route route;
  route.method = "GET";
  route.pattern = "/history";
  route.handle = [parts](Call& call) { return list_history(parts, call); };
  router.add(std::move(route));
}

}  // namespace lumen::api
