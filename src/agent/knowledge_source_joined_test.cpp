// SPDX-License-Identifier: Apache-2.0
#include "agent/knowledge_source_joined.h"

#include <gtest/gtest.h>

#include <optional>

#include "agent/knowledge_source_contract.h"
#include "agent/test_metrics.h"

namespace lumen::agent {
namespace {

// Knows its passages about skin, and nothing about anything else.
class ListedKnowledge final : public KnowledgeSource {
 public:
  explicit ListedKnowledge(std::vector<std::string> ids) : ids_(std::move(ids)) {}
  std::string describe() const override { return "a list"; }
  Task<Result<std::vector<FoundPassage>>> retrieve(std::string query, int limit, Deadline deadline) override {
    if (limit < 1 || limit > passages_max || query.size() > query_characters_max) {
      co_return fail(invalid("bad_question", "No."));
    }
    if (deadline.expired()) co_return fail(make_error(ErrorKind::timed_out, "timed_out", "Too late."));
    if (away) co_return fail(*away);
    std::vector<FoundPassage> found;
    for (const std::string& id : ids_) {
      if (query.find("copper") != std::string::npos || found.size() >= static_cast<std::size_t>(limit)) break;
      found.push_back({id, "Text of " + id, {id, "A list", ""}, 0.5 - 0.1 * static_cast<double>(found.size())});
    }
    co_return found;
  }
  std::optional<Error> away;

 private:
  std::vector<std::string> ids_;
};

struct JoinedFixture {
  KnowledgeSource& source() { return joined; }
  std::string question() { return "oily skin"; }
  std::string far_question() { return "the price of copper"; }

  ListedKnowledge own{{"own-1", "both", "own-2"}};
  ListedKnowledge other{{"other-1", "both", "other-2"}};
  NullLog log;
  CountingMetrics metrics;
  JoinedKnowledge joined{own, other, log, metrics};
};
INSTANTIATE_TYPED_TEST_SUITE_P(Joined, KnowledgeSourceContract, JoinedFixture);

std::string ids_of(JoinedFixture& fixture, int limit = 10) {
  const auto found = test::run(fixture.joined.retrieve("oily skin", limit, Deadline::never()));
  if (!found) return found.error().code;
  std::string ids;
  for (const FoundPassage& one : *found) ids += (ids.empty() ? "" : " ") + one.id;
  return ids;
}

TEST(JoinedKnowledge, TakesTurnsAndSaysNothingTwice) {
  JoinedFixture fixture;
  EXPECT_EQ(ids_of(fixture), "own-1 other-1 both own-2 other-2");
  EXPECT_EQ(ids_of(fixture, 3), "own-1 other-1 both");
  EXPECT_EQ(fixture.metrics.value("lumen_knowledge_away_total"), 0);
}

TEST(JoinedKnowledge, OneAnswersAloneWhenTheOtherIsAway) {
  JoinedFixture fixture;
  fixture.other.away = unavailable("remote_refused", "Away.");
  EXPECT_EQ(ids_of(fixture), "own-1 both own-2");
  EXPECT_EQ(fixture.metrics.value("lumen_knowledge_away_total"), 1);
  fixture.other.away.reset();
  fixture.own.away = unavailable("broken", "Away.");
  EXPECT_EQ(ids_of(fixture), "other-1 both other-2");
  fixture.other.away = unavailable("remote_refused", "Away.");
  EXPECT_EQ(ids_of(fixture), "broken");
}

}  // namespace
}  // namespace lumen::agent
