// SPDX-License-Identifier: Apache-2.0
#include "agent/budget.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace lumen::agent {
namespace {

constexpr std::int64_t bytes_per_token = 3;  // English runs at about four; three errs on the dear side
constexpr UnixSeconds day_s = 24 * 60 * 60;
constexpr UnixSeconds analysis_kept_s = 60 * day_s;  // longer than any day's budget matters, and past most retentions

std::int64_t bytes_of(const Message& message) {
  std::size_t bytes = message.text.size();
  for (const ToolCall& call : message.calls) bytes += call.name.size() + json::serialize(call.arguments).size();
  for (const ToolResult& result : message.results) bytes += json::serialize(result.content).size();
  return static_cast<std::int64_t>(bytes);
}

Error over_budget(const std::string& scope) {
  return make_error(ErrorKind::throttled, "over_budget", "The model's budget is used up.", "budget of the " + scope);
}

}  // namespace

std::int64_t estimate_tokens(const ModelRequest& request) {
  std::int64_t bytes = static_cast<std::int64_t>(request.instructions.size());
  for (const Message& message : request.transcript) bytes += bytes_of(message);
  for (const ToolSpec& tool : request.tools) {
    bytes += static_cast<std::int64_t>(tool.description.size() + json::serialize(tool.parameters).size());
  }
  return bytes / bytes_per_token + request.output_tokens_max;
}

Budget::Place::Place(std::shared_ptr<Aside> aside, std::string analysis, std::int64_t tokens)
    : aside_(std::move(aside)), analysis_(std::move(analysis)), tokens_(tokens) {}

Budget::Place::Place(Place&& other) noexcept
    : aside_(std::move(other.aside_)), analysis_(std::move(other.analysis_)), tokens_(other.tokens_) {}

Budget::Place& Budget::Place::operator=(Place&& other) noexcept {
  std::swap(aside_, other.aside_);
  std::swap(analysis_, other.analysis_);
  std::swap(tokens_, other.tokens_);
  return *this;
}

Budget::Place::~Place() {
  if (aside_ == nullptr) return;
  const std::lock_guard lock(aside_->mutex);
  aside_->total -= tokens_;
  const auto mine = aside_->by_analysis.find(analysis_);
  if (mine == aside_->by_analysis.end()) return;
  mine->second -= tokens_;
  if (mine->second <= 0) aside_->by_analysis.erase(mine);
}

Budget::Budget(BudgetLimits limits, SpendLedger& ledger, const Clock& clock, Log& log, Metrics& metrics)
    : limits_(limits),
      ledger_(ledger),
      clock_(clock),
      log_(log),
      over_analysis_(
          metrics.counter("lumen_agent_over_budget_total", "Turns a budget forbade.", {{"scope", "analysis"}})),
      over_day_(metrics.counter("lumen_agent_over_budget_total", "Turns a budget forbade.", {{"scope", "day"}})),
      tokens_in_(metrics.counter("lumen_agent_tokens_total", "Tokens of remote models.", {{"direction", "input"}})),
      tokens_out_(metrics.counter("lumen_agent_tokens_total", "Tokens of remote models.", {{"direction", "output"}})),
      usd_(metrics.counter("lumen_agent_cost_usd_total", "What remote models cost, in US dollars.")),
      aside_(std::make_shared<Aside>()) {}

std::vector<Budget::Scope> Budget::scopes_of(const std::string& analysis) const {
  const UnixSeconds now_s = clock_.now_s();
  std::vector<Scope> scopes;
  scopes.push_back(
      {fmt::format("day:{}", now_s / day_s), "day", limits_.tokens_per_day, limits_.usd_per_day, now_s + 2 * day_s});
  if (!analysis.empty()) {
    scopes.push_back({"analysis:" + analysis, "analysis", limits_.tokens_per_analysis, limits_.usd_per_analysis,
                      now_s + analysis_kept_s});
  }
  return scopes;
}

// Money is judged by what was booked, and for what is under way by the price per token so far.
Result<void> Budget::set_aside(const std::string& analysis, const std::vector<Scope>& scopes,
                               const std::vector<Spend>& spent, std::int64_t tokens) {
  const std::lock_guard lock(aside_->mutex);
  std::int64_t& mine = aside_->by_analysis[analysis];
  for (std::size_t i = 0; i < scopes.size(); ++i) {
    const Scope& scope = scopes[i];
    const std::int64_t pending = tokens + (scope.name == "day" ? aside_->total : mine);
    const double price = spent[i].tokens == 0 ? 0 : spent[i].usd / static_cast<double>(spent[i].tokens);
    const bool too_many = scope.tokens_max > 0 && spent[i].tokens + pending > scope.tokens_max;
    const double usd = spent[i].usd + price * static_cast<double>(pending);
    const bool too_dear = scope.usd_max > 0 && (usd > scope.usd_max || spent[i].usd >= scope.usd_max);
    if (!too_many && !too_dear) continue;
    (scope.name == "day" ? over_day_ : over_analysis_).increment();
    if (mine == 0) aside_->by_analysis.erase(analysis);
    return fail(over_budget(scope.name));
  }
  mine += tokens;
  aside_->total += tokens;
  return {};
}

Task<Result<Budget::Place>> Budget::admit(AnalysisId analysis, std::int64_t tokens, Deadline deadline) {
  const std::vector<Scope> scopes = scopes_of(analysis.text());
  std::vector<std::string> keys;
  for (const Scope& scope : scopes) keys.push_back(scope.key);
  auto spent = co_await ledger_.sums(std::move(keys), deadline);
  if (!spent) co_return fail(spent.error());
  if (auto room = set_aside(analysis.text(), scopes, *spent, tokens); !room) co_return fail(room.error());
  co_return Place(aside_, analysis.text(), tokens);
}

Task<void> Budget::spend(Place place, TokenUsage usage, Deadline deadline) {
  tokens_in_.add(static_cast<double>(usage.input));
  tokens_out_.add(static_cast<double>(usage.output));
  usd_.add(usage.cost_usd);
  std::vector<SpendEntry> entries;
  for (const Scope& scope : scopes_of(place.analysis_)) {
    entries.push_back({scope.key, {usage.input + usage.output, usage.cost_usd}, scope.ttl_s});
  }
  auto booked = co_await ledger_.add(std::move(entries), deadline);
  if (!booked) log_.error("spend_not_booked", {{"code", std::string_view(booked.error().code)}});
}

}  // namespace lumen::agent
