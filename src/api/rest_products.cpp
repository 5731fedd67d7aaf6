// SPDX-License-Identifier: Apache-2.0
// GET /products/recommendations
#include <charconv>
#include <utility>

#include "api/problem.h"
#include "api/rest_routes.h"
#include "base/json.h"
#include "domain/limits.h"
#include "domain/product_json.h"

namespace lumen::api {
namespace {

Task<Response> recommend(const RestParts& parts, Call& call) {
  int limit = limits::recommendations_default;
  if (const auto text = query_value(call.request.head, "limit")) {
    std::from_chars(text->data(), text->data() + text->size(), limit);
  }
  std::string condition = query_value(call.request.head, "condition").value_or("General");
  if (trim(condition).empty()) condition = "General";
  auto found = co_await parts.recommend_products.run(std::move(condition), limit, call.deadline);
  if (!found) co_return problem(found.error(), call.request.head.request_id);
  json::array products;
  for (const Product& product : found->products) products.push_back(to_json(product));
  const json::object body{
      {"condition", found->condition}, {"products", std::move(products)}, {"explanation", found->explanation}};
  co_return Response::json(200, json::serialize(body));
}

}  // namespace

void add_products_route(Router& router, const RestParts& parts) {
  Route route;
  route.method = "GET";
  route.pattern = "/products/recommendations";
  route.handle = [parts](Call& call) { return recommend(parts, call); };
  router.add(std::move(route));
}

}  // namespace lumen::api
