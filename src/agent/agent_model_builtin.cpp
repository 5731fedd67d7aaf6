// SPDX-License-Identifier: Apache-2.0
#include "agent/agent_model_builtin.h"

#include <algorithm>
#include <utility>

#include "agent/builtin_reply.h"
#include "agent/builtin_text.h"
#include "agent/final_answer.h"
#include "domain/limits.h"

namespace lumen::agent {
namespace {

bool offered(const ModelRequest& request, std::string_view tool) {
  return std::any_of(request.tools.begin(), request.tools.end(),
                     [&](const ToolSpec& spec) { return spec.name == tool; });
}

// The ids of each successful result's products, one list per result.
std::vector<std::vector<std::string>> product_lists(const ModelRequest& request) {
  std::vector<std::vector<std::string>> lists;
  for (const Message& message : request.transcript) {
    for (const ToolResult& result : message.results) {
      const json::object* content = result.content.if_object();
      const json::array* products = content == nullptr ? nullptr : get_array(*content, "products");
      if (products == nullptr) continue;
      lists.emplace_back();
      for (const json::value& product : *products) {
        const json::object* one = product.if_object();
        if (one == nullptr) continue;
        if (auto id = get_string(*one, "product_id")) lists.back().push_back(std::move(*id));
      }
    }
  }
  return lists;
}

// Mostly for the first concern: two of the first list for each one of the next.
std::vector<std::string> interleaved(const std::vector<std::vector<std::string>>& lists, std::size_t count) {
  std::vector<std::string> chosen;
  std::vector<std::size_t> next(lists.size(), 0);
  bool progress = true;
  while (chosen.size() < count && progress) {
    progress = false;
    for (std::size_t list = 0; list < lists.size(); ++list) {
      const std::size_t quota = list == 0 ? 2 : 1;
      for (std::size_t taken = 0; taken < quota && next[list] < lists[list].size() && chosen.size() < count; ++taken) {
        const std::string& id = lists[list][next[list]++];
        progress = true;
        if (std::find(chosen.begin(), chosen.end(), id) == chosen.end()) chosen.push_back(id);
      }
    }
  }
  return chosen;
}

}  // namespace

Task<Result<ModelTurn>> BuiltinAgentModel::turn(ModelRequest request, Deadline) {
  ModelTurn turn;
  const bool chat = request.chat != nullptr;
  const bool planned = std::any_of(request.transcript.begin(), request.transcript.end(),
                                   [](const Message& message) { return !message.calls.empty(); });
  if (!planned) turn.calls = chat ? plan_reply(request) : plan(request);
  if (turn.calls.empty()) turn.answer = chat ? to_json_text(compose_reply(request, knowledge_)) : answer(request);
  co_return turn;
}

std::vector<ToolCall> BuiltinAgentModel::plan(const ModelRequest& request) const {
  const RankedFindings ranked = rank_findings(request.skin_case->prediction);
  std::vector<ToolCall> calls;
  const auto call = [&](std::string_view tool, json::object arguments) {
    if (!offered(request, tool)) return;
    calls.push_back({"call-" + std::to_string(calls.size() + 1), std::string(tool), std::move(arguments)});
  };
  const int limit = limits::products_per_analysis;
  call(analyze_skin_condition, {});
  call(get_products_by_condition, {{"condition", to_string(ranked.top.label)}, {"limit", limit}});
  if (!ranked.others.empty()) {
    call(search_products, {{"query", knowledge_.of(ranked.others[0].label).query}, {"limit", limit}});
  }
  return calls;
}

std::string BuiltinAgentModel::answer(const ModelRequest& request) const {
  FinalAnswer answer;
  answer.product_ids = interleaved(product_lists(request), limits::products_per_analysis);
  BuiltinText text = compose_text(*request.skin_case, knowledge_, answer.product_ids.size());
  answer.summary = std::move(text.summary);
  answer.recommendations = std::move(text.recommendations);
  answer.care_instructions = std::move(text.care_instructions);
  answer.citation_ids = std::move(text.citation_ids);
  answer.cites = std::move(text.cites);
  return to_json_text(answer);
}

}  // namespace lumen::agent
