// SPDX-License-Identifier: Apache-2.0
// GET /products/recommendations, /products/search, /products/{id} and /analysis/{id}/routine
#include <charconv>
#include <utility>

#include "api/problem.h"
#include "api/product_answer.h"
#include "api/rest_routes.h"
#include "domain/limits.h"

namespace lumen::api {
namespace {

int wanted_limit(const RequestHead& head) {
  int limit = limits::recommendations_default;
  if (const auto text = query_value(head, "limit")) {
    std::from_chars(text->data(), text->data() + text->size(), limit);
  }
  return limit;
}

Response answer(const json::object& body) { return Response::json(200, json::serialize(body)); }

// What is one person's stays in no cache.
Response private_answer(const json::object& body) {
  Response response = answer(body);
  response.headers.add("Cache-Control", "no-store");
  return response;
}

Task<Response> recommend(const RestParts& parts, Call& call) {
  const RequestHead& head = call.request.head;
  auto filters = wanted_filters(head);
  if (!filters) co_return problem(filters.error(), head.request_id);
  if (const auto text = query_value(head, "analysis_id")) {
    auto id = wanted_analysis(*text);
    if (!id) co_return problem(id.error(), head.request_id);
    auto found = co_await parts.recommend_products.for_person(*call.user, std::move(*id), std::move(*filters),
                                                              wanted_limit(head), call.deadline);
    if (!found) co_return problem(found.error(), head.request_id);
    co_return private_answer(to_json(*found));
  }
  std::string condition = query_value(head, "condition").value_or("General");
  if (trim(condition).empty()) condition = "General";
  auto found = co_await parts.recommend_products.run(std::move(condition), std::move(*filters), wanted_limit(head),
                                                     call.deadline);
  if (!found) co_return problem(found.error(), head.request_id);
  co_return answer(to_json(*found));
}

Task<Response> search(const RestParts& parts, Call& call) {
  const RequestHead& head = call.request.head;
  auto filters = wanted_filters(head);
  if (!filters) co_return problem(filters.error(), head.request_id);
  auto found = co_await parts.recommend_products.run(query_value(head, "q").value_or(""), std::move(*filters),
                                                     wanted_limit(head), call.deadline);
  if (!found) co_return problem(found.error(), head.request_id);
  json::object body = to_json(*found);
  body["q"] = found->condition;
  body.erase("condition");
  co_return answer(body);
}

Task<Response> show(const RestParts& parts, Call& call) {
  const RequestHead& head = call.request.head;
  auto shown = co_await parts.show_product.run(ProductId::trusted(std::string(call.path_value("id"))), call.deadline);
  if (!shown) co_return problem(shown.error(), head.request_id);
  co_return answer(to_json(*shown));
}

Task<Response> routine(const RestParts& parts, Call& call) {
  const RequestHead& head = call.request.head;
  auto filters = wanted_filters(head);
  if (!filters) co_return problem(filters.error(), head.request_id);
  auto id = wanted_analysis(call.path_value("id"));
  if (!id) co_return problem(id.error(), head.request_id);
  const std::string text = id->text();
  auto built = co_await parts.build_routine.run(*call.user, std::move(*id), std::move(*filters), call.deadline);
  if (!built) co_return problem(built.error(), head.request_id);
  json::object body = to_json(*built);
  body["analysis_id"] = text;
  co_return private_answer(body);
}

void add(Router& router, std::string pattern, std::function<Task<Response>(Call& call)> handle) {
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.handle = std::move(handle);
  router.add(std::move(route));
}

}  // namespace

void add_products_routes(Router& router, const RestParts& parts) {
  add(router, "/products/recommendations", [parts](Call& call) { return recommend(parts, call); });
  add(router, "/products/search", [parts](Call& call) { return search(parts, call); });
  add(router, "/products/{id}", [parts](Call& call) { return show(parts, call); });
  add(router, "/analysis/{id}/routine", [parts](Call& call) { return routine(parts, call); });
}

}  // namespace lumen::api
