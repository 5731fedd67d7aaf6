// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the remote models may cost: tokens and money, for one analysis (its explanation and its conversation) and for
// one day (UTC) of the whole installation. Before a turn its likely tokens are set aside, so that many answers at once
// do not go over together; after it the real ones are booked in the ledger. Over the budget the built-in rung answers.
//
// Metrics: lumen_agent_over_budget_total by scope (analysis, day), lumen_agent_tokens_total by direction,
// lumen_agent_cost_usd_total. Thread-safe.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "agent/agent_model.h"
#include "agent/spend_ledger.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"

namespace lumen::agent {

struct BudgetLimits {  // 0: no limit
  std::int64_t tokens_per_analysis = 60'000;
  double usd_per_analysis = 0.5;
  std::int64_t tokens_per_day = 0;
  double usd_per_day = 20;
};

// Tokens that a turn will take at most, by its length: a token for three bytes, and the answer's bound.
std::int64_t estimate_tokens(const ModelRequest& request);

class Budget {
 public:
  // Tokens set aside for one turn; given back when it goes out of scope, also after the budget has gone.
  class Place;

  Budget(BudgetLimits limits, SpendLedger& ledger, const Clock& clock, Log& log, Metrics& metrics);

  // `throttled` "over_budget" when the tokens, or money at the price of those booked so far, would go over a limit. A
  // ledger that cannot be read admits nothing.
  Task<Result<Place>> admit(AnalysisId analysis, std::int64_t tokens, Deadline deadline);

  // Books what the turn took. A ledger that cannot be written is logged: the answer is not lost for it.
  Task<void> spend(Place place, TokenUsage usage, Deadline deadline);

 private:
  struct Aside;
  struct Scope {
    std::string key;   // of the ledger
    std::string name;  // of the metric
    std::int64_t tokens_max;
    double usd_max;
    UnixSeconds ttl_s;
  };
  std::vector<Scope> scopes_of(const std::string& analysis) const;
  Result<void> set_aside(const std::string& analysis, const std::vector<Scope>& scopes, const std::vector<Spend>& spent,
                         std::int64_t tokens);

  BudgetLimits limits_;
  SpendLedger& ledger_;
  const Clock& clock_;
  Log& log_;
  Counter& over_analysis_;
  Counter& over_day_;
  Counter& tokens_in_;
  Counter& tokens_out_;
  Counter& usd_;
  std::shared_ptr<Aside> aside_;
};

// What all turns under way have set aside.
struct Budget::Aside {
  std::mutex mutex;
  std::int64_t total = 0;
  std::map<std::string, std::int64_t> by_analysis;
};

class Budget::Place {
 public:
  Place() = default;  // nothing set aside
  Place(std::shared_ptr<Aside> aside, std::string analysis, std::int64_t tokens);
  ~Place();
  Place(Place&& other) noexcept;
  Place& operator=(Place&& other) noexcept;

 private:
  friend class Budget;
  std::shared_ptr<Aside> aside_;
  std::string analysis_;  // "" for a case that is not kept
  std::int64_t tokens_ = 0;
};

}  // namespace lumen::agent
