// SPDX-License-Identifier: Apache-2.0
#include "service/explain.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "domain/limits.h"
#include "service/past_results.h"

namespace lumen::service {
namespace {

const Product* find_product(const std::vector<Product>& products, const ProductId& id) {
  const auto found = std::find_if(products.begin(), products.end(), [&](const Product& one) { return one.id == id; });
  return found == products.end() ? nullptr : &*found;
}

bool contains(const std::vector<Product>& products, const ProductId& id) {
  return find_product(products, id) != nullptr;
}

}  // namespace

// What the agent chose, filled up with further products that fit the condition.
Task<Result<std::vector<Product>>> Explain::choose(const agent::Explained& answer, const std::vector<Product>& found,
                                                   const Prediction& prediction, Deadline deadline) {
  std::vector<Product> chosen;
  if (!answer.explanation.products_allowed) co_return chosen;
  constexpr auto wanted = static_cast<std::size_t>(limits::products_per_analysis);
  for (const ProductId& id : answer.products) {
    const Product* product = find_product(found, id);
    if (product != nullptr && !contains(chosen, id) && chosen.size() < wanted) chosen.push_back(*product);
  }
  if (chosen.size() == wanted) co_return chosen;
  catalog::SearchQuery query;
  query.label = prediction.condition;
  query.limit = limits::products_per_analysis * 2;
  auto more = co_await sources_.products.search(std::move(query), deadline);
  if (!more) co_return fail(more.error());
  for (catalog::ScoredProduct& one : *more) {
    if (chosen.size() < wanted && !contains(chosen, one.product.id)) chosen.push_back(std::move(one.product));
  }
  co_return chosen;
}

Task<Result<ExplainedResult>> Explain::run(std::optional<UserId> owner, AnalysisId id, Prediction prediction,
                                           UnixMillis created_at_ms, UnixSeconds ttl_s, StageMark& stage,
                                           Deadline deadline) {
  stage = Stage::explaining;
  const bool remembers = owner && memory_ != nullptr;
  std::vector<agent::PastResult> history;
  if (remembers) history = co_await past_results(*memory_, *owner, id, deadline);

  agent::SkinCase skin_case = agent::make_skin_case(id, created_at_ms, prediction, std::move(history));
  const auto found = std::make_shared<std::vector<Product>>();
  agent::ToolBox tools = make_agent_tools(sources_, skin_case, found);
  agent::Explained answer = co_await agent_.explain(std::move(skin_case), std::move(tools), deadline);
  stage = Stage::recommending;
  auto products = co_await choose(answer, *found, prediction, deadline);
  if (!products) co_return fail(products.error());

  if (remembers) {
    agent::MemoryNote note;
    note.analysis = id;
    note.created_at_ms = created_at_ms;
    note.ttl_s = ttl_s;
    note.text = agent::to_note_text(agent::make_past_result(created_at_ms, prediction));
    // A note that could not be kept costs the next explanation its comparison, not this one its result.
    auto kept = co_await memory_->remember(*owner, std::move(note), deadline);
    if (!kept) log_.warn("memory_not_kept", {{"analysis_id", id.text()}, {"code", kept.error().code}});
  }
  ExplainedResult result;
  result.paid_usd = answer.usage.cost_usd;
  result.remote_ms = answer.remote_ms;
  result.explanation = std::move(answer.explanation);
  result.products = std::move(*products);
  co_return result;
}

Task<void> Explain::forget(UserId owner, AnalysisId id, Deadline deadline) {
  if (memory_ == nullptr) co_return;
  auto erased = co_await memory_->erase(owner, id, deadline);
  if (!erased) log_.warn("memory_not_erased", {{"analysis_id", id.text()}, {"code", erased.error().code}});
}

}  // namespace lumen::service
