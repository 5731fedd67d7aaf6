// SPDX-License-Identifier: Apache-2.0
// GET /history, GET /progress
#include <charconv>
#include <utility>

#include "api/problem.h"
#include "api/rest_routes.h"
#include "base/json.h"
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

std::string render_progress(Concern concern, const service::Progress& progress) {
  json::array points;
  for (const ProgressPoint& point : progress.points) {
    points.push_back(json::object{{"analysis_id", point.id.text()},
                                  {"timestamp", point.timestamp_s},
                                  {"score", point.score},
                                  {"confidence", point.confidence}});
  }
  const ProgressVerdict& verdict = progress.verdict;
  return json::serialize(json::object{{"concern", to_string(concern)},
                                      {"points", std::move(points)},
                                      {"change", to_string(verdict.change)},
                                      {"from", round_to(verdict.from, 1)},
                                      {"to", round_to(verdict.to, 1)},
                                      {"delta", round_to(verdict.delta, 1)},
                                      {"band", round_to(verdict.band, 1)}});
}

Task<Response> get_progress(const RestParts& parts, Call& call) {
  const auto concern = parse_concern(query_value(call.request.head, "concern").value_or(""));
  if (!concern) {
    const Error unknown = invalid("bad_concern", "concern must be a concern's name, such as redness or dark_spots.");
    co_return problem(unknown, call.request.head.request_id);
  }
  int limit = limits::history_max;
  if (const auto text = query_value(call.request.head, "limit")) {
    std::from_chars(text->data(), text->data() + text->size(), limit);
  }
  auto progress = co_await parts.list_history.progress(*call.user, *concern, limit, call.deadline);
  if (!progress) co_return problem(progress.error(), call.request.head.request_id);
  Response response = Response::json(200, render_progress(*concern, *progress));
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

  Route progress;
  progress.method = "GET";
  progress.pattern = "/progress";
  progress.handle = [parts](Call& call) { return get_progress(parts, call); };
  router.add(std::move(progress));
}

}  // namespace lumen::api
