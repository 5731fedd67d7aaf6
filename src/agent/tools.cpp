// SPDX-License-Identifier: Apache-2.0
#include "agent/tools.h"

#include <algorithm>
#include <utility>

#include "agent/knowledge_source.h"
#include "agent/skin_case.h"
#include "base/encoding.h"

namespace lumen::agent {
namespace {

json::object text_parameter(std::string_view description, int characters_max) {
  return {{"type", "string"}, {"description", description}, {"minLength", 1}, {"maxLength", characters_max}};
}

json::object limit_parameter(std::string_view description, int limit_max, int limit_default) {
  return {{"type", "integer"},
          {"description", description},
          {"minimum", 1},
          {"maximum", limit_max},
          {"default", limit_default}};
}

json::object product_limit_parameter() {
  return limit_parameter("How many products, at most.", tool_products_max, tool_products_default);
}

json::object names_parameter(std::string_view description, int items_max, int characters_max) {
  json::object item{{"type", "string"}, {"minLength", 1}, {"maxLength", characters_max}};
  return {{"type", "array"}, {"description", description}, {"maxItems", items_max}, {"items", std::move(item)}};
}

json::object closed_object(json::object properties, json::array required) {
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

std::string condition_help() {
  std::string help = "One skin condition:";
  for (const Label label : all_labels) help.append(" ").append(to_string(label));
  return help;
}

// Takes the answer by value, so that the task owns what it gives.
Task<Result<json::value>> give(json::value answer) { co_return answer; }

// At most `bytes_max` bytes, never half a character.
std::string cut(std::string_view text, std::size_t bytes_max) {
  text = text.substr(0, bytes_max);
  while (!text.empty() && !is_utf8(text)) text.remove_suffix(1);
  return std::string(text);
}

Task<Result<json::value>> find_passages(KnowledgeSource& source, std::string query, int limit, Deadline deadline) {
  auto found = co_await source.retrieve(std::move(query), limit, deadline);
  if (!found) co_return fail(found.error());
  json::array passages;
  for (const FoundPassage& passage : *found) {
    const Citation& page = passage.citation;
    json::object stated_by{{"title", page.title}, {"source", page.source}, {"url", page.url}};
    passages.push_back(json::object{{"id", passage.id},
                                    {"text", cut(passage.text, tool_passage_bytes_max)},
                                    {"source", std::move(stated_by)}});
  }
  co_return json::object{{"passages", std::move(passages)}};
}

json::array results_of(const SkinCase& skin_case) {
  constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1'000;
  json::array results;
  for (const PastResult& past : skin_case.history) {
    json::object extents;
    for (const auto& [label, extent] : past.extents) extents[to_string(label)] = extent;
    results.push_back(json::object{{"days_ago", (skin_case.created_at_ms - past.created_at_ms) / day_ms},
                                   {"condition", to_string(past.condition)},
                                   {"extents", std::move(extents)}});
  }
  return results;
}

json::value first_results(const json::array& results, std::size_t limit) {
  const auto end = results.begin() + static_cast<std::ptrdiff_t>(std::min(limit, results.size()));
  return json::object{{"results", json::array(results.begin(), end)}};
}

}  // namespace

ToolBox::ToolBox(std::vector<Tool> tools, ProductTools products) : tools_(std::move(tools)) {
  if (products == ProductTools::offered) return;
  std::erase_if(tools_, [](const Tool& tool) { return tool.kind == ToolKind::products; });
}

std::vector<ToolSpec> ToolBox::specs() const {
  std::vector<ToolSpec> specs;
  specs.reserve(tools_.size());
  for (const Tool& tool : tools_) specs.push_back(tool.spec);
  return specs;
}

const Tool* ToolBox::find(std::string_view name) const {
  const auto found =
      std::find_if(tools_.begin(), tools_.end(), [&](const Tool& tool) { return tool.spec.name == name; });
  return found == tools_.end() ? nullptr : &*found;
}

Tool search_products_tool(ToolFunction run) {
  json::object properties{{"query", text_parameter("What the product is for or contains, in plain words.", 200)},
                          {"limit", product_limit_parameter()}};
  ToolSpec spec{std::string(search_products), "Searches the catalog for skincare products that fit a description.",
                closed_object(std::move(properties), {"query"})};
  return {std::move(spec), ToolKind::products, std::move(run)};
}

Tool products_by_condition_tool(ToolFunction run) {
  json::object properties{{"condition", text_parameter(condition_help(), 64)}, {"limit", product_limit_parameter()}};
  ToolSpec spec{std::string(get_products_by_condition),
                "Gives the catalog's products that fit one skin condition best.",
                closed_object(std::move(properties), {"condition"})};
  return {std::move(spec), ToolKind::products, std::move(run)};
}

Tool analyze_skin_condition_tool(const SkinCase& skin_case) {
  ToolSpec spec{std::string(analyze_skin_condition),
                "Gives what was measured on this person's photo and how it changed since earlier photos.",
                closed_object({}, {})};
  json::value answer(describe(skin_case));
  ToolFunction run = [answer = std::move(answer)](json::object, Deadline) { return give(answer); };
  return {std::move(spec), ToolKind::information, std::move(run)};
}

Tool search_knowledge_tool(KnowledgeSource& source) {
  json::object properties{
      {"query", text_parameter("What to know about skin, ingredients or care, in plain words.", 200)},
      {"limit", limit_parameter("How many passages, at most.", tool_passages_max, tool_passages_default)}};
  ToolSpec spec{std::string(search_knowledge),
                "Finds passages from published sources about skin and care. Cite the ids of those you use.",
                closed_object(std::move(properties), {"query"})};
  ToolFunction run = [&source](json::object arguments, Deadline deadline) {
    const auto limit = static_cast<int>(get_integer(arguments, "limit").value_or(tool_passages_default));
    return find_passages(source, get_string(arguments, "query").value_or(""), limit, deadline);
  };
  return {std::move(spec), ToolKind::information, std::move(run)};
}

Tool get_history_tool(const SkinCase& skin_case) {
  json::object properties{
      {"limit", limit_parameter("How many results, at most.", tool_results_max, tool_results_default)}};
  ToolSpec spec{std::string(get_history), "Gives this person's earlier results, newest first.",
                closed_object(std::move(properties), {})};
  ToolFunction run = [results = results_of(skin_case)](json::object arguments, Deadline) {
    const auto limit = get_integer(arguments, "limit").value_or(tool_results_default);
    return give(first_results(results, static_cast<std::size_t>(limit)));
  };
  return {std::move(spec), ToolKind::information, std::move(run)};
}

Tool check_routine_tool(ToolFunction run) {
  json::object properties{
      {"products", names_parameter("Ids of catalog products.", routine_products_max, 128)},
      {"ingredients", names_parameter("Names of ingredients in use.", routine_ingredients_max, 100)}};
  json::object parameters = closed_object(std::move(properties), {});
  parameters["anyOf"] =
      json::array{json::object{{"required", {"products"}}}, json::object{{"required", {"ingredients"}}}};
  ToolSpec spec{std::string(check_routine),
                "Gives the order in which products or ingredients are used, morning and evening, and which clash.",
                std::move(parameters)};
  return {std::move(spec), ToolKind::products, std::move(run)};
}

}  // namespace lumen::agent
