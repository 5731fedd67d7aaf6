// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every SpendLedger must do. A fixture type has `SpendLedger& ledger()` and `ManualClock& clock()`, the clock at
// 1,800,000,000 s; each test gets a fresh one.

#include <gtest/gtest.h>

#include "agent/spend_ledger.h"
#include "tests/support/run_task.h"

namespace lumen::agent {

template <class Fixture>
class SpendLedgerContract : public ::testing::Test {
 protected:
  static constexpr UnixSeconds start_s = 1'800'000'000;

  void add(std::vector<SpendEntry> entries) {
    const auto done = test::run(fixture_.ledger().add(std::move(entries), Deadline::never()));
    ASSERT_TRUE(done) << done.error().detail;
  }
  Spend sum(const std::string& key) {
    const auto sums = test::run(fixture_.ledger().sums({key}, Deadline::never()));
    EXPECT_TRUE(sums);
    return sums ? sums->at(0) : Spend{-1, -1};
  }

  Fixture fixture_;
};

TYPED_TEST_SUITE_P(SpendLedgerContract);

TYPED_TEST_P(SpendLedgerContract, AddsUpUnderEachKey) {
  EXPECT_EQ(this->sum("day:1").tokens, 0);
  this->add({{"day:1", {100, 0.25}, this->start_s + 100}, {"analysis:a", {100, 0.25}, this->start_s + 100}});
  this->add({{"day:1", {11, 0.5}, this->start_s + 100}});
  EXPECT_EQ(this->sum("day:1").tokens, 111);
  EXPECT_DOUBLE_EQ(this->sum("day:1").usd, 0.75);
  EXPECT_EQ(this->sum("analysis:a").tokens, 100);
  EXPECT_EQ(this->sum("analysis:b").tokens, 0);
}

TYPED_TEST_P(SpendLedgerContract, MoneyIsNeverRoundedDown) {
  for (int i = 0; i < 10; ++i) this->add({{"day:1", {1, 0.000'000'4}, this->start_s + 100}});
  EXPECT_NEAR(this->sum("day:1").usd, 0.000'01, 1e-12);
}

TYPED_TEST_P(SpendLedgerContract, ForgetsAtTheSecondAndBeginsAnew) {
  this->add({{"day:1", {5, 1}, this->start_s + 10}, {"day:2", {7, 1}, this->start_s + 20}});
  this->fixture_.clock().set_ms((this->start_s + 10) * 1'000 - 1);
  EXPECT_EQ(this->sum("day:1").tokens, 5);
  this->fixture_.clock().set_ms((this->start_s + 10) * 1'000);
  EXPECT_EQ(this->sum("day:1").tokens, 0);
  this->add({{"day:1", {2, 0.5}, this->start_s + 30}});
  EXPECT_EQ(this->sum("day:1").tokens, 2);
  EXPECT_DOUBLE_EQ(this->sum("day:1").usd, 0.5);
  this->fixture_.clock().set_ms((this->start_s + 25) * 1'000);
  EXPECT_EQ(test::run(this->fixture_.ledger().remove_expired(10, Deadline::never())), 1);
  EXPECT_EQ(this->sum("day:1").tokens, 2);
}

REGISTER_TYPED_TEST_SUITE_P(SpendLedgerContract, AddsUpUnderEachKey, MoneyIsNeverRoundedDown,
                            ForgetsAtTheSecondAndBeginsAnew);

}  // namespace lumen::agent
