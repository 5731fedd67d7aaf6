// SPDX-License-Identifier: Apache-2.0
#include "agent/budget.h"

#include <gtest/gtest.h>

#include <optional>

#include "agent/test_cases.h"
#include "agent/test_metrics.h"
#include "tests/support/run_task.h"

namespace lumen::agent {
namespace {

class LedgerInMemory final : public SpendLedger {
 public:
  Task<Result<std::vector<Spend>>> sums(std::vector<std::string> keys, Deadline) override {
    if (broken) co_return fail(internal("broken"));
    std::vector<Spend> found;
    for (const std::string& key : keys) found.push_back(spent[key]);
    co_return found;
  }
  Task<Result<void>> add(std::vector<SpendEntry> entries, Deadline) override {
    if (broken) co_return fail(internal("broken"));
    for (const SpendEntry& entry : entries) {
      spent[entry.key].tokens += entry.spend.tokens;
      spent[entry.key].usd += entry.spend.usd;
    }
    co_return Result<void>();
  }
  Task<Result<int>> remove_expired(int, Deadline) override { co_return 0; }

  std::map<std::string, Spend> spent;
  bool broken = false;
};

class BudgetTest : public ::testing::Test {
 protected:
  void open(BudgetLimits limits) { budget_.emplace(limits, ledger_, clock_, log_, metrics_); }
  Result<Budget::Place> admit(std::int64_t tokens, int analysis = 1) {
    return test::run(budget_->admit(test_cases::id(analysis), tokens, Deadline::never()));
  }
  void spend(Budget::Place place, TokenUsage usage) {
    test::run(budget_->spend(std::move(place), usage, Deadline::never()));
  }

  LedgerInMemory ledger_;
  ManualClock clock_{1'800'000'000'000};
  NullLog log_;
  CountingMetrics metrics_;
  std::optional<Budget> budget_;
};

TEST_F(BudgetTest, TokensOfAnAnalysisOnBothSidesOfTheLimit) {
  open({.tokens_per_analysis = 100, .usd_per_analysis = 0, .tokens_per_day = 0, .usd_per_day = 0});
  EXPECT_TRUE(admit(100));
  const auto refused = admit(101);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "over_budget");
  EXPECT_EQ(metrics_.value("lumen_agent_over_budget_total{scope=analysis}"), 1);
  auto place = admit(60);
  ASSERT_TRUE(place);
  spend(std::move(*place), {40, 20, 0.01});
  EXPECT_TRUE(admit(40));
  EXPECT_FALSE(admit(41));
  EXPECT_TRUE(admit(100, 2)) << "another analysis has its own";
}

TEST_F(BudgetTest, TurnsUnderWayCountTogether) {
  open({.tokens_per_analysis = 0, .usd_per_analysis = 0, .tokens_per_day = 100, .usd_per_day = 0});
  {
    const auto first = admit(60, 1);
    ASSERT_TRUE(first);
    EXPECT_FALSE(admit(41, 2));
    EXPECT_EQ(metrics_.value("lumen_agent_over_budget_total{scope=day}"), 1);
    EXPECT_TRUE(admit(40, 2));
  }
  EXPECT_TRUE(admit(100, 2)) << "what was set aside is given back";
}

TEST_F(BudgetTest, MoneyOfADayAndANewDay) {
  open({.tokens_per_analysis = 0, .usd_per_analysis = 0, .tokens_per_day = 0, .usd_per_day = 1});
  auto place = admit(10);
  ASSERT_TRUE(place);
  spend(std::move(*place), {50, 50, 0.5});
  EXPECT_TRUE(admit(100, 2)) << "0.5 and 100 tokens at 0.005 each are just 1";
  EXPECT_FALSE(admit(101, 2));
  clock_.advance_ms(24LL * 60 * 60 * 1'000);
  EXPECT_TRUE(admit(101, 2));
}

TEST_F(BudgetTest, CountsWhatModelsTookAndCost) {
  open({});
  auto place = admit(10);
  ASSERT_TRUE(place);
  spend(std::move(*place), {50, 7, 0.25});
  EXPECT_EQ(metrics_.value("lumen_agent_tokens_total{direction=input}"), 50);
  EXPECT_EQ(metrics_.value("lumen_agent_tokens_total{direction=output}"), 7);
  EXPECT_EQ(metrics_.value("lumen_agent_cost_usd_total"), 0.25);
}

TEST_F(BudgetTest, ALedgerThatCannotBeReadAdmitsNothing) {
  open({});
  ledger_.broken = true;
  EXPECT_FALSE(admit(1));
}

TEST(EstimateTokens, CountsEveryPartAndTheAnswer) {
  ModelRequest request;
  request.output_tokens_max = 100;
  request.instructions = std::string(300, 'x');
  EXPECT_EQ(estimate_tokens(request), 200);
  request.transcript = {Message{Message::Role::user, std::string(30, 'x'), {}, {}}};
  EXPECT_EQ(estimate_tokens(request), 210);
}

}  // namespace
}  // namespace lumen::agent
