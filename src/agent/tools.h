// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tools a model may call. `service/` builds them from catalog/ and analyses/; the agent room includes
// neither. A tool's parameters are closed (additionalProperties: false) and hold no user: whose data is read
// is bound into the function, so a model can never name a person.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/deadline.h"
#include "base/json.h"
#include "base/result.h"
#include "base/task.h"

namespace lumen::agent {

class KnowledgeSource;
struct SkinCase;

struct ToolSpec {
  std::string name;         // [a-z_]{1,64}
  std::string description;  // for the model
  json::object parameters;  // JSON Schema of the arguments, closed, checked by base/json_schema.h
};

struct ToolCall {
  std::string id;  // the model's, at most 64 characters
  std::string name;
  json::value arguments;  // as the model gave them: anything
};

enum class ToolOutcome : std::uint8_t { ok, error };

struct ToolResult {
  std::string id;
  std::string name;
  ToolOutcome outcome = ToolOutcome::ok;
  json::value content;  // on error {"error": {"code", "message"}}, both public
};

// Gets arguments that fit the parameters, defaults filled in. The function is not a coroutine lambda with
// captures: it builds its task from values (or calls a coroutine that takes them).
using ToolFunction = std::function<Task<Result<json::value>>(json::object arguments, Deadline deadline)>;

// Product tools are taken away when an urgent sign forbids products.
enum class ToolKind : std::uint8_t { information, products };

struct Tool {
  ToolSpec spec;
  ToolKind kind = ToolKind::information;
  ToolFunction run;
};

enum class ProductTools : std::uint8_t { offered, withheld };

class ToolBox {
 public:
  ToolBox() = default;
  explicit ToolBox(std::vector<Tool> tools, ProductTools products = ProductTools::offered);

  std::vector<ToolSpec> specs() const;
  // Nothing for an unknown name and for a tool that is withheld.
  const Tool* find(std::string_view name) const;
  ToolBox without_products() const { return ToolBox(tools_, ProductTools::withheld); }

 private:
  std::vector<Tool> tools_;
};

inline constexpr int tool_products_max = 10;
inline constexpr int tool_products_default = 5;

// search_products {query: 1..200 characters, limit?: 1..10} →
// {"products": [{"product_id", …}]}, best first: domain/product_json.h gives the form.
Tool search_products_tool(ToolFunction run);

// get_products_by_condition {condition: 1..64 characters, limit?: 1..10} → the same form. The condition is
// free text that lumen::parse_label understands, else it is searched for.
Tool products_by_condition_tool(ToolFunction run);

// analyze_skin_condition {} → agent::describe(skin_case).
Tool analyze_skin_condition_tool(const SkinCase& skin_case);

inline constexpr int tool_passages_max = 5;
inline constexpr int tool_passages_default = 3;
inline constexpr std::size_t tool_passage_bytes_max = 1'500;  // a longer text is cut

// search_knowledge {query: 1..200 characters, limit?: 1..5} →
// {"passages": [{"id", "text", "source": {"title", "source", "url"}}]}, best first. An answer cites the ids. The
// source outlives the tool.
Tool search_knowledge_tool(KnowledgeSource& source);

inline constexpr int tool_results_max = 10;
inline constexpr int tool_results_default = 5;

// get_history {limit?: 1..10} → {"results": [{"days_ago", "condition", "extents": {label: 0..1}}]}, newest first:
// earlier results of the person whose case this is, and of nobody else.
Tool get_history_tool(const SkinCase& skin_case);

inline constexpr int routine_products_max = 10;
inline constexpr int routine_ingredients_max = 30;

// check_routine {products?: up to 10 product ids, ingredients?: up to 30 names of 1..100 characters} →
// {"morning": [text], "evening": [text], "conflicts": [{"ingredients": [name], "reason"}]}: the order in which they
// are put on, and which of them clash. At least one of both lists is given.
Tool check_routine_tool(ToolFunction run);

// Names of the tools above, for metrics.
inline constexpr std::string_view search_products = "search_products";
inline constexpr std::string_view get_products_by_condition = "get_products_by_condition";
inline constexpr std::string_view analyze_skin_condition = "analyze_skin_condition";
inline constexpr std::string_view search_knowledge = "search_knowledge";
inline constexpr std::string_view get_history = "get_history";
inline constexpr std::string_view check_routine = "check_routine";

}  // namespace lumen::agent
