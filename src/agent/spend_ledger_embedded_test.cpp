// SPDX-License-Identifier: Apache-2.0
#include "agent/spend_ledger_embedded.h"

#include <memory>

#include "agent/spend_ledger_contract.h"
#include "tests/support/temp_folder.h"

namespace lumen::agent {
namespace {

class EmbeddedSpendLedgerFixture {
 public:
  EmbeddedSpendLedgerFixture() { reopen(); }
  SpendLedger& ledger() { return *ledger_; }
  ManualClock& clock() { return clock_; }
  void reopen() {
    ledger_.reset();
    database_.reset();
    database_ = store::Database::open(folder_.path() / "spend.db", null_metrics()).value();
    EXPECT_TRUE(EmbeddedSpendLedger::migrate(*database_));
    ledger_ = std::make_unique<EmbeddedSpendLedger>(*database_, clock_);
  }

 private:
  test::TempFolder folder_;
  ManualClock clock_{1'800'000'000'000};
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<EmbeddedSpendLedger> ledger_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, SpendLedgerContract, EmbeddedSpendLedgerFixture);

TEST(EmbeddedSpendLedger, SumsOutliveARestart) {
  EmbeddedSpendLedgerFixture fixture;
  ASSERT_TRUE(test::run(fixture.ledger().add({{"day:1", {5, 1}, 1'800'000'010}}, Deadline::never())));
  fixture.reopen();
  const auto sums = test::run(fixture.ledger().sums({"day:1"}, Deadline::never()));
  ASSERT_TRUE(sums);
  EXPECT_EQ(sums->at(0).tokens, 5);
}

}  // namespace
}  // namespace lumen::agent
