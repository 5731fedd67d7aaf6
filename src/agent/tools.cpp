// SPDX-License-Identifier: Apache-2.0
#include "agent/tools.h"

#include <algorithm>
#include <utility>

#include "agent/skin_case.h"

namespace lumen::agent {
namespace {

json::object text_parameter(std::string_view description, int characters_max) {
  return {{"type", "string"}, {"description", description}, {"minLength", 1}, {"maxLength", characters_max}};
}

json::object limit_parameter() {
  return {{"type", "integer"},
          {"description", "How many products, at most."},
          {"minimum", 1},
          {"maximum", tool_products_max},
          {"default", tool_products_default}};
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
                          {"limit", limit_parameter()}};
  ToolSpec spec{std::string(search_products), "Searches the catalog for skincare products that fit a description.",
                closed_object(std::move(properties), {"query"})};
  return {std::move(spec), ToolKind::products, std::move(run)};
}

Tool products_by_condition_tool(ToolFunction run) {
  json::object properties{{"condition", text_parameter(condition_help(), 64)}, {"limit", limit_parameter()}};
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

}  // namespace lumen::agent
