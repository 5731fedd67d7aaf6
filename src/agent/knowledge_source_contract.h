// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every KnowledgeSource must do. A fixture type has `KnowledgeSource& source()` over a library in which
// `question()` finds at least three passages and `far_question()` none.
//   INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, KnowledgeSourceContract, EmbeddedKnowledgeFixture);

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "agent/knowledge_source.h"
#include "tests/support/run_task.h"

namespace lumen::agent {

template <class Fixture>
class KnowledgeSourceContract : public ::testing::Test {
 protected:
  Result<std::vector<FoundPassage>> ask(std::string query, int limit, Deadline deadline = Deadline::never()) {
    return test::run(fixture_.source().retrieve(std::move(query), limit, deadline));
  }

  Fixture fixture_;
};

TYPED_TEST_SUITE_P(KnowledgeSourceContract);

TYPED_TEST_P(KnowledgeSourceContract, GivesWholePassagesBestFirst) {
  const auto found = this->ask(this->fixture_.question(), 3);
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->size(), 3U);
  std::set<std::string> ids;
  for (const FoundPassage& passage : *found) {
    EXPECT_FALSE(passage.id.empty());
    EXPECT_TRUE(ids.insert(passage.id).second) << passage.id;
    EXPECT_FALSE(passage.text.empty());
    EXPECT_FALSE(passage.citation.title.empty() && passage.citation.url.empty()) << passage.id;
  }
  EXPECT_GE((*found)[0].score, (*found)[1].score);
  EXPECT_GE((*found)[1].score, (*found)[2].score);
}

TYPED_TEST_P(KnowledgeSourceContract, GivesAtMostWhatIsAskedFor) {
  const auto one = this->ask(this->fixture_.question(), 1);
  ASSERT_TRUE(one);
  const auto more = this->ask(this->fixture_.question(), 2);
  ASSERT_TRUE(more);
  ASSERT_EQ(one->size(), 1U);
  EXPECT_EQ(more->size(), 2U);
  EXPECT_EQ(one->front().id, more->front().id);
}

TYPED_TEST_P(KnowledgeSourceContract, RefusesLimitsOutOfRange) {
  EXPECT_TRUE(this->ask(this->fixture_.question(), KnowledgeSource::passages_max));
  for (const int limit : {-1, 0, KnowledgeSource::passages_max + 1}) {
    const auto found = this->ask(this->fixture_.question(), limit);
    ASSERT_FALSE(found) << limit;
    EXPECT_EQ(found.error().kind, ErrorKind::invalid);
  }
}

TYPED_TEST_P(KnowledgeSourceContract, RefusesAQuestionThatIsTooLong) {
  const std::string longest(KnowledgeSource::query_characters_max, 'a');
  EXPECT_TRUE(this->ask(longest, 1));
  const auto found = this->ask(longest + "a", 1);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, ErrorKind::invalid);
}

TYPED_TEST_P(KnowledgeSourceContract, FindsNothingFarAway) {
  const auto found = this->ask(this->fixture_.far_question(), 5);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->empty());
}

TYPED_TEST_P(KnowledgeSourceContract, AnswersNoMoreAfterItsDeadline) {
  const auto found = this->ask(this->fixture_.question(), 3, Deadline::after(std::chrono::milliseconds(0)));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, ErrorKind::timed_out);
}

TYPED_TEST_P(KnowledgeSourceContract, SaysWhatItIs) { EXPECT_FALSE(this->fixture_.source().describe().empty()); }

REGISTER_TYPED_TEST_SUITE_P(KnowledgeSourceContract, GivesWholePassagesBestFirst, GivesAtMostWhatIsAskedFor,
                            RefusesLimitsOutOfRange, RefusesAQuestionThatIsTooLong, FindsNothingFarAway,
                            AnswersNoMoreAfterItsDeadline, SaysWhatItIs);

}  // namespace lumen::agent
