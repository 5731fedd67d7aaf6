// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every ConversationStore must do. A fixture type has `ConversationStore& store()` and `ManualClock& clock()`, the
// clock at 1,800,000,000 s; each test gets a fresh one.

#include <gtest/gtest.h>

#include <string>

#include "agent/conversation_store.h"
#include "tests/support/run_task.h"

namespace lumen::agent {

template <class Fixture>
class ConversationStoreContract : public ::testing::Test {
 protected:
  static constexpr UnixSeconds start_s = 1'800'000'000;

  static UserId user(const std::string& name) { return UserId::trusted(name); }
  static AnalysisId analysis(int number) {
    return AnalysisId::trusted("00000000-0000-4000-8000-00000000" + std::to_string(1'000 + number));
  }
  static ConversationEntry entry(int number, std::string text, std::string session = "s1", int of = 1) {
    return {analysis(of), std::move(session), start_s * 1'000 + number, start_s + 3'600, std::move(text)};
  }
  Result<void> add(const std::string& name, ConversationEntry one) {
    return test::run(fixture_.store().add(user(name), std::move(one), Deadline::never()));
  }
  std::vector<ConversationEntry> list(const std::string& name, const std::string& session = "", int limit = 50,
                                      int of = 1) {
    auto entries = test::run(fixture_.store().list(user(name), analysis(of), session, limit, Deadline::never()));
    EXPECT_TRUE(entries) << entries.error().detail;
    return entries.value_or(std::vector<ConversationEntry>{});
  }
  int count(const std::string& name, int of = 1) {
    return test::run(fixture_.store().count(user(name), analysis(of), Deadline::never())).value_or(-1);
  }

  Fixture fixture_;
};

TYPED_TEST_SUITE_P(ConversationStoreContract);

TYPED_TEST_P(ConversationStoreContract, ListsTheNewestOldestFirst) {
  EXPECT_TRUE(this->list("ada").empty());
  const auto first = this->entry(1, "first \xC3\xA4");
  const auto second = this->entry(2, "second", "s2");
  const auto third = this->entry(3, "third");
  for (const auto& one : {first, second, third}) ASSERT_TRUE(this->add("ada", one));
  EXPECT_EQ(this->list("ada"), (std::vector<ConversationEntry>{first, second, third}));
  EXPECT_EQ(this->list("ada", "", 2), (std::vector<ConversationEntry>{second, third}));
  EXPECT_EQ(this->list("ada", "s1"), (std::vector<ConversationEntry>{first, third}));
  EXPECT_TRUE(this->list("ada", "s3").empty());
  EXPECT_EQ(this->count("ada"), 3);
}

TYPED_TEST_P(ConversationStoreContract, KeepsPeopleAndAnalysesApart) {
  ASSERT_TRUE(this->add("ada", this->entry(1, "of ada")));
  ASSERT_TRUE(this->add("ada", this->entry(2, "another photo", "s1", 2)));
  ASSERT_TRUE(this->add("grace", this->entry(3, "of grace")));
  EXPECT_EQ(this->list("ada").size(), 1U);
  EXPECT_EQ(this->list("grace").size(), 1U);
  const auto recent = test::run(this->fixture_.store().recent(this->user("ada"), 10, Deadline::never()));
  ASSERT_TRUE(recent);
  ASSERT_EQ(recent->size(), 2U);
  EXPECT_EQ(recent->at(0).text, "another photo");
  EXPECT_EQ(this->count("grace", 2), 0);
}

TYPED_TEST_P(ConversationStoreContract, RefusesEntriesOutsideTheBounds) {
  EXPECT_TRUE(this->add("ada", this->entry(1, std::string(ConversationStore::entry_bytes_max, 'x'))));
  EXPECT_TRUE(this->add("ada", this->entry(2, "x", std::string(ConversationStore::session_bytes_max, 's'))));
  for (const auto& wrong :
       {this->entry(3, ""), this->entry(3, std::string(ConversationStore::entry_bytes_max + 1, 'x')),
        this->entry(3, "\xFF"), this->entry(3, "x", ""),
        this->entry(3, "x", std::string(ConversationStore::session_bytes_max + 1, 's'))}) {
    const auto refused = this->add("ada", wrong);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "bad_entry");
  }
  EXPECT_EQ(this->count("ada"), 2);
}

TYPED_TEST_P(ConversationStoreContract, AConversationHasAnEnd) {
  for (int i = 0; i < ConversationStore::entries_per_analysis_max; ++i) {
    ASSERT_TRUE(this->add("ada", this->entry(i, "one")));
  }
  const auto refused = this->add("ada", this->entry(999, "one more"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "conversation_full");
  EXPECT_TRUE(this->add("ada", this->entry(1, "elsewhere", "s1", 2)));
}

TYPED_TEST_P(ConversationStoreContract, HidesAtTheSecondAndSweeps) {
  ASSERT_TRUE(this->add("ada", this->entry(1, "short")));
  this->fixture_.clock().set_ms((this->start_s + 3'600) * 1'000 - 1);
  EXPECT_EQ(this->list("ada").size(), 1U);
  this->fixture_.clock().set_ms((this->start_s + 3'600) * 1'000);
  EXPECT_TRUE(this->list("ada").empty());
  EXPECT_EQ(this->count("ada"), 0);
  EXPECT_FALSE(this->add("ada", this->entry(2, "too late")));
  EXPECT_EQ(test::run(this->fixture_.store().remove_expired(10, Deadline::never())), 1);
  EXPECT_EQ(test::run(this->fixture_.store().remove_expired(10, Deadline::never())), 0);
}

TYPED_TEST_P(ConversationStoreContract, ErasedStaysErased) {
  ASSERT_TRUE(this->add("ada", this->entry(1, "one")));
  ASSERT_TRUE(this->add("ada", this->entry(2, "kept", "s1", 2)));
  ASSERT_TRUE(test::run(this->fixture_.store().erase(this->user("ada"), this->analysis(1), Deadline::never())));
  EXPECT_TRUE(this->list("ada").empty());
  const auto late = this->add("ada", this->entry(3, "a reply that ended late"));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::forbidden);
  EXPECT_EQ(this->list("ada", "", 10, 2).size(), 1U);
  ASSERT_TRUE(test::run(this->fixture_.store().erase(this->user("ada"), this->analysis(9), Deadline::never())));
  ASSERT_TRUE(test::run(this->fixture_.store().erase_owner(this->user("ada"), Deadline::never())));
  EXPECT_TRUE(this->list("ada", "", 10, 2).empty());
}

REGISTER_TYPED_TEST_SUITE_P(ConversationStoreContract, ListsTheNewestOldestFirst, KeepsPeopleAndAnalysesApart,
                            RefusesEntriesOutsideTheBounds, AConversationHasAnEnd, HidesAtTheSecondAndSweeps,
                            ErasedStaysErased);

}  // namespace lumen::agent
