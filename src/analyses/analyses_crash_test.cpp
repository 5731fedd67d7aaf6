// SPDX-License-Identifier: Apache-2.0
// The process is killed inside each step, before its commit, and a new one opens the same file: the step did
// not happen, and the analysis is neither lost nor stuck.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <string>

#include "analyses/embedded_analyses_test.h"

namespace lumen::analyses {
namespace {

constexpr const char* file_variable = "LUMEN_TEST_CRASH_FILE";
constexpr const char* point_variable = "LUMEN_CRASH_POINT";

// The child process runs this test again up to the same place, with the parent's file.
class CrashTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const char* inherited = std::getenv(file_variable);
    file_ = inherited != nullptr ? std::filesystem::path(inherited) : folder_.path() / "lumen.db";
    ::setenv(file_variable, file_.c_str(), 1);
    ::setenv(point_variable, GetParam(), 1);
  }
  void TearDown() override {
    ::unsetenv(file_variable);
    ::unsetenv(point_variable);
  }
  std::filesystem::path file_;

 private:
  test::TempFolder folder_;
};

NewAnalysis new_analysis() {
  NewAnalysis analysis;
  analysis.id = analysis_number(1);
  analysis.owner = ann();
  analysis.created_at_ms = contract_start_ms;
  analysis.upload_until_s = contract_start_ms / 1000 + contract_upload_life_s;
  analysis.ttl_s = contract_start_ms / 1000 + contract_retention_s;
  return analysis;
}

// The life of one analysis, step after step; the crash point ends it somewhere.
void live(const std::filesystem::path& file) {
  EmbeddedAnalyses analyses(file);
  const Deadline never = Deadline::never();
  if (!test::run(analyses.store().create(new_analysis(), never))) std::exit(1);
  if (!test::run(analyses.store().mark_uploaded(ann(), analysis_number(1), photo_version("e"), never))) std::exit(2);
  const auto claimed = test::run(analyses.queue().claim(never));
  if (!claimed || !*claimed) std::exit(3);
  const Claim held = **claimed;
  if (!test::run(analyses.queue().store_prediction(held, {"{}", "{}", Severity::mild}, never))) std::exit(4);
  if (!test::run(analyses.queue().complete(held, result_documents(), never))) std::exit(5);
  if (!test::run(analyses.store().mark_deleting(ann(), analysis_number(1), never))) std::exit(6);
  if (!test::run(analyses.sweeper().erase(ann(), analysis_number(1), never))) std::exit(7);
}

TEST_P(CrashTest, TheStepDidNotHappenAndNothingIsStuck) {
  const std::string point = GetParam();
  EXPECT_EXIT(live(file_), ::testing::KilledBySignal(SIGKILL), "");
  ::unsetenv(point_variable);

  EmbeddedAnalyses analyses(file_);
  const auto read = test::run(analyses.store().get(ann(), analysis_number(1), Deadline::never()));
  const auto claimed = test::run(analyses.queue().claim(Deadline::never()));
  ASSERT_TRUE(claimed);
  if (point == "analyses.in_erase") {
    EXPECT_FALSE(read);
    const auto due = test::run(analyses.sweeper().due(10, Deadline::never()));
    ASSERT_EQ(due->size(), 1U);
    EXPECT_EQ(due->at(0).kind, DueKind::erase);
    return;
  }
  ASSERT_TRUE(read);
  if (point == "analyses.in_delete") {
    EXPECT_EQ((*read)->status, Status::completed);
    EXPECT_FALSE(*claimed);
    return;
  }
  EXPECT_EQ((*read)->status, point == "analyses.in_claim" ? Status::pending : Status::processing);
  EXPECT_EQ((*read)->documents.prediction, point == "analyses.in_complete" ? "{}" : "");
  ASSERT_TRUE(*claimed);
  EXPECT_EQ((*claimed)->attempt, point == "analyses.in_claim" ? 1 : 2);
  EXPECT_TRUE(test::run(analyses.queue().complete(**claimed, result_documents(), Deadline::never())));
}

INSTANTIATE_TEST_SUITE_P(Points, CrashTest,
                         ::testing::Values("analyses.in_claim", "analyses.in_store_prediction", "analyses.in_complete",
                                           "analyses.in_delete", "analyses.in_erase"));

}  // namespace
}  // namespace lumen::analyses
