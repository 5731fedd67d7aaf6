// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every MemoryStore must do. A fixture type has `MemoryStore& store()` and `ManualClock& clock()`, the
// clock at 1,800,000,000 s; each test gets a fresh one.
//   INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, MemoryStoreContract, EmbeddedMemoryFixture);

#include <gtest/gtest.h>

#include <string>

#include "agent/memory_store.h"
#include "tests/support/run_task.h"

namespace lumen::agent {

template <class Fixture>
class MemoryStoreContract : public ::testing::Test {
 protected:
  static constexpr UnixSeconds start_s = 1'800'000'000;

  static UserId user(const std::string& name) { return UserId::trusted(name); }
  static AnalysisId analysis(int number) {
    const std::string digits = std::to_string(1'000 + number);
    return AnalysisId::trusted("00000000-0000-4000-8000-00000000" + digits);
  }
  static MemoryNote note(int number, std::string text) {
    return {analysis(number), (start_s + number) * 1'000, start_s + 3'600, std::move(text)};
  }
  Result<void> remember(const std::string& name, MemoryNote one) {
    return test::run(fixture_.store().remember(user(name), std::move(one), Deadline::never()));
  }
  std::vector<MemoryNote> recall(const std::string& name, int limit = 10) {
    auto notes = test::run(fixture_.store().recall(user(name), limit, Deadline::never()));
    EXPECT_TRUE(notes) << notes.error().detail;
    return notes.value_or(std::vector<MemoryNote>{});
  }
  Result<void> erase(const std::string& name, int number) {
    return test::run(fixture_.store().erase(user(name), analysis(number), Deadline::never()));
  }

  Fixture fixture_;
};

TYPED_TEST_SUITE_P(MemoryStoreContract);

TYPED_TEST_P(MemoryStoreContract, RemembersExactlyAndNewestFirst) {
  EXPECT_TRUE(this->recall("ada").empty());
  ASSERT_TRUE(this->remember("ada", this->note(1, "first")));
  ASSERT_TRUE(this->remember("ada", this->note(3, "third \xC3\xA4")));
  ASSERT_TRUE(this->remember("ada", this->note(2, "second")));
  const std::vector<MemoryNote> expected = {this->note(3, "third \xC3\xA4"), this->note(2, "second"),
                                            this->note(1, "first")};
  EXPECT_EQ(this->recall("ada"), expected);
  EXPECT_EQ(this->recall("ada", 1), std::vector<MemoryNote>{expected[0]});
}

TYPED_TEST_P(MemoryStoreContract, KeepsPeopleApart) {
  ASSERT_TRUE(this->remember("ada", this->note(1, "of ada")));
  ASSERT_TRUE(this->remember("grace", this->note(1, "of grace")));
  EXPECT_EQ(this->recall("ada"), std::vector<MemoryNote>{this->note(1, "of ada")});
  EXPECT_EQ(this->recall("grace"), std::vector<MemoryNote>{this->note(1, "of grace")});
  ASSERT_TRUE(this->erase("grace", 1));
  EXPECT_EQ(this->recall("ada").size(), 1U);
}

TYPED_TEST_P(MemoryStoreContract, HoldsOneNotePerAnalysis) {
  ASSERT_TRUE(this->remember("ada", this->note(1, "old")));
  ASSERT_TRUE(this->remember("ada", this->note(1, "new")));
  EXPECT_EQ(this->recall("ada"), std::vector<MemoryNote>{this->note(1, "new")});
}

TYPED_TEST_P(MemoryStoreContract, RefusesNotesOutsideTheBounds) {
  EXPECT_TRUE(this->remember("ada", this->note(1, std::string(MemoryStore::note_bytes_max, 'x'))));
  for (const std::string& text :
       {std::string(), std::string(MemoryStore::note_bytes_max + 1, 'x'), std::string("\xFF")}) {
    const auto refused = this->remember("ada", this->note(2, text));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "bad_note");
  }
  EXPECT_EQ(this->recall("ada").size(), 1U);
}

TYPED_TEST_P(MemoryStoreContract, KeepsOnlyTheNewestOfMany) {
  for (int i = 0; i < MemoryStore::notes_per_owner_max + 5; ++i) {
    ASSERT_TRUE(this->remember("ada", this->note(i, "note " + std::to_string(i))));
  }
  ASSERT_TRUE(this->remember("grace", this->note(0, "of grace")));
  const auto notes = this->recall("ada", 1'000);
  ASSERT_EQ(notes.size(), static_cast<std::size_t>(MemoryStore::notes_per_owner_max));
  EXPECT_EQ(notes.front().text, "note " + std::to_string(MemoryStore::notes_per_owner_max + 4));
  EXPECT_EQ(notes.back().text, "note 5");
  EXPECT_EQ(this->recall("grace").size(), 1U);
}

TYPED_TEST_P(MemoryStoreContract, ForgetsAtItsEndToTheSecond) {
  ASSERT_TRUE(this->remember("ada", this->note(1, "short")));
  this->fixture_.clock().set_ms((this->start_s + 3'600) * 1'000 - 1);
  EXPECT_EQ(this->recall("ada").size(), 1U);
  this->fixture_.clock().set_ms((this->start_s + 3'600) * 1'000);
  EXPECT_TRUE(this->recall("ada").empty());
  EXPECT_TRUE(this->remember("ada", this->note(2, "already over")));
  EXPECT_TRUE(this->recall("ada").empty());
}

TYPED_TEST_P(MemoryStoreContract, RemovesWhatExpiredInBoundedSteps) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(this->remember("ada", this->note(i, "x")));
  MemoryStore& store = this->fixture_.store();
  EXPECT_EQ(test::run(store.remove_expired(10, Deadline::never())).value(), 0);
  this->fixture_.clock().set_ms((this->start_s + 3'600) * 1'000);
  EXPECT_EQ(test::run(store.remove_expired(3, Deadline::never())).value(), 3);
  EXPECT_EQ(test::run(store.remove_expired(3, Deadline::never())).value(), 2);
}

TYPED_TEST_P(MemoryStoreContract, ErasedStaysErasedWhenAWorkerIsLate) {
  ASSERT_TRUE(this->remember("ada", this->note(1, "gone soon")));
  ASSERT_TRUE(this->erase("ada", 1));
  EXPECT_TRUE(this->erase("ada", 1));
  EXPECT_TRUE(this->recall("ada").empty());
  EXPECT_TRUE(this->remember("ada", this->note(1, "late")));
  EXPECT_TRUE(this->erase("ada", 2));
  EXPECT_TRUE(this->remember("ada", this->note(2, "late, and never there before")));
  EXPECT_TRUE(this->recall("ada").empty());
}

TYPED_TEST_P(MemoryStoreContract, ErasesAWholePerson) {
  ASSERT_TRUE(this->remember("ada", this->note(1, "a")));
  ASSERT_TRUE(this->remember("ada", this->note(2, "b")));
  ASSERT_TRUE(this->remember("grace", this->note(3, "c")));
  EXPECT_TRUE(test::run(this->fixture_.store().erase_owner(this->user("ada"), Deadline::never())));
  EXPECT_TRUE(this->recall("ada").empty());
  EXPECT_EQ(this->recall("grace").size(), 1U);
  EXPECT_TRUE(test::run(this->fixture_.store().erase_owner(this->user("nobody"), Deadline::never())));
}

REGISTER_TYPED_TEST_SUITE_P(MemoryStoreContract, RemembersExactlyAndNewestFirst, KeepsPeopleApart,
                            HoldsOneNotePerAnalysis, RefusesNotesOutsideTheBounds, KeepsOnlyTheNewestOfMany,
                            ForgetsAtItsEndToTheSecond, RemovesWhatExpiredInBoundedSteps,
                            ErasedStaysErasedWhenAWorkerIsLate, ErasesAWholePerson);

}  // namespace lumen::agent
