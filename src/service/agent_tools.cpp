// SPDX-License-Identifier: Apache-2.0
#include "service/agent_tools.h"

#include <utility>

#include "base/json.h"
#include "domain/product_json.h"

namespace lumen::service {
namespace {

json::value products_to_json(const std::vector<catalog::ScoredProduct>& found) {
  json::array products;
  for (const catalog::ScoredProduct& one : found) products.push_back(to_json(one.product));
  return json::object{{"products", std::move(products)}};
}

int limit_of(const json::object& arguments) {
  return static_cast<int>(get_integer(arguments, "limit").value_or(agent::tool_products_default));
}

Task<Result<json::value>> search(catalog::ProductSearch& products, FoundProducts found, catalog::SearchQuery query,
                                 Deadline deadline) {
  auto answer = co_await products.search(std::move(query), deadline);
  if (!answer) co_return fail(answer.error());
  for (const catalog::ScoredProduct& one : *answer) found->push_back(one.product);
  co_return products_to_json(*answer);
}

}  // namespace

agent::ToolBox make_agent_tools(const AgentSources& sources, const agent::SkinCase& skin_case, FoundProducts found) {
  catalog::ProductSearch& products = sources.products;
  std::vector<agent::Tool> tools;
  tools.push_back(agent::search_products_tool([&products, found](json::object arguments, Deadline deadline) {
    catalog::SearchQuery query;
    query.text = get_string(arguments, "query").value_or("");
    query.limit = limit_of(arguments);
    return search(products, found, std::move(query), deadline);
  }));
  tools.push_back(agent::products_by_condition_tool([&products, found](json::object arguments, Deadline deadline) {
    catalog::SearchQuery query;
    const std::string condition = get_string(arguments, "condition").value_or("");
    query.label = parse_label(condition);
    if (!query.label) query.text = condition;
    query.limit = limit_of(arguments);
    return search(products, found, std::move(query), deadline);
  }));
  tools.push_back(agent::analyze_skin_condition_tool(skin_case));
  tools.push_back(agent::get_history_tool(skin_case));
  if (sources.knowledge != nullptr) tools.push_back(agent::search_knowledge_tool(*sources.knowledge));
  if (sources.check_routine) tools.push_back(agent::check_routine_tool(sources.check_routine));
  return agent::ToolBox(std::move(tools));
}

}  // namespace lumen::service
