// SPDX-License-Identifier: Apache-2.0
// The adapter against a stand-in for lumen-vision that keeps the protocol badly (testing/imposter.cpp).
#include "vision/skin_classifier_embedded.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <string>
#include <vector>

#include "tests/support/run_task.h"
#include "vision/testing/processes.h"
#include "vision/testing/sample_answer.h"

namespace lumen::vision {
namespace {

using test::children_of;
using test::descendants_of;
using test::wait_for_child;
using test::wait_until_gone;

NullLog quiet;

std::filesystem::path beside_this_test(const char* name) {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / name;
}

EmbeddedClassifierOptions imposter(const std::string& behaviour) {
  EmbeddedClassifierOptions options;
  options.program = beside_this_test("lumen-vision-imposter");
  options.cascade_folder = behaviour;
  options.workers = 1;
  return options;
}

PhotoToRead some_photo() { return {Bytes(1'000, 7), 1}; }
Deadline soon() { return Deadline::after(std::chrono::minutes(5)); }
Deadline at_once() { return Deadline::after(std::chrono::milliseconds(50)); }

std::string outcome(SkinClassifier& classifier, Deadline deadline = soon()) {
  const auto answer = lumen::test::run(classifier.classify(some_photo(), deadline));
  return answer ? "classified" : std::string(to_string(answer.error().kind)) + " " + answer.error().code;
}

std::string outcome_with(const std::string& behaviour, Deadline deadline = soon()) {
  SkinClassifierEmbedded classifier(imposter(behaviour), null_metrics(), quiet);
  return outcome(classifier, deadline);
}

TEST(SkinClassifierEmbedded, ReadsAGoodAnswer) {
  SkinClassifierEmbedded classifier(imposter("good"), null_metrics(), quiet);
  const auto answer = lumen::test::run(classifier.classify(some_photo(), soon()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->prediction.engine, test::sample_classification().prediction.engine);
  EXPECT_TRUE(answer->timing_ms.contains("wait"));
}

TEST(SkinClassifierEmbedded, StartsNothingBeforeItIsNeeded) {
  {
    const SkinClassifierEmbedded classifier(imposter("good"), null_metrics(), quiet);
    EXPECT_TRUE(children_of(::getpid()).empty());
  }
  SkinClassifierEmbedded classifier(imposter("good"), null_metrics(), quiet);
  classifier.warm_up();
  EXPECT_GT(wait_for_child(wait_for_child(::getpid())), 0);
}

TEST(SkinClassifierEmbedded, ChecksThePhotosLengthFirst) {
  EmbeddedClassifierOptions options = imposter("good");
  options.photo_bytes_max = 999;
  SkinClassifierEmbedded classifier(options, null_metrics(), quiet);
  EXPECT_EQ(outcome(classifier), "too_large photo_too_large");
  EXPECT_TRUE(children_of(::getpid()).empty());
  options.photo_bytes_max = 1'000;
  SkinClassifierEmbedded other(options, null_metrics(), quiet);
  EXPECT_EQ(outcome(other), "classified");
}

TEST(SkinClassifierEmbedded, SaysWhereItLookedForTheProgram) {
  EmbeddedClassifierOptions options = imposter("good");
  options.program = "/nowhere/lumen-vision";
  SkinClassifierEmbedded classifier(options, null_metrics(), quiet);
  const auto answer = lumen::test::run(classifier.classify(some_photo(), soon()));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "vision_worker_missing");
  EXPECT_NE(answer.error().detail.find("/nowhere/lumen-vision"), std::string::npos);
}

TEST(SkinClassifierEmbedded, IsUnavailableWhenTheProgramDoesNotServe) {
  for (const char* behaviour : {"exit_at_once", "failed", "garbage_control", "stubborn", "no_hello", "cannot_fork"}) {
    EXPECT_EQ(outcome_with(behaviour), "unavailable vision_worker_failed") << behaviour;
  }
}

TEST(SkinClassifierEmbedded, CarriesTheProgramsOwnWords) {
  SkinClassifierEmbedded classifier(imposter("failed"), null_metrics(), quiet);
  const auto answer = lumen::test::run(classifier.classify(some_photo(), soon()));
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().detail.find("the cascades are missing"), std::string::npos);
  EXPECT_EQ(answer.error().message.find("cascades"), std::string::npos);
}

TEST(SkinClassifierEmbedded, DoesNotWaitBeyondTheDeadline) {
  for (const char* behaviour : {"never_ready", "mute", "hang"}) {
    const std::string answer = outcome_with(behaviour, at_once());
    EXPECT_EQ(answer, "timed_out timed_out") << behaviour;
  }
}

TEST(SkinClassifierEmbedded, KillsAWorkerThatTakesTooLong) {
  EmbeddedClassifierOptions options = imposter("hang");
  options.job_time_max = std::chrono::milliseconds(50);
  SkinClassifierEmbedded classifier(options, null_metrics(), quiet);
  classifier.warm_up();
  const pid_t worker = wait_for_child(wait_for_child(::getpid()));
  EXPECT_EQ(outcome(classifier), "timed_out timed_out");
  EXPECT_TRUE(wait_until_gone(worker));
}

TEST(SkinClassifierEmbedded, TakesNoFalseAnswer) {
  for (const char* behaviour : {"garbage", "short", "oversized", "lying_length", "wrong_job", "wrong_kind",
                                "hello_again", "bad_json", "extra_descriptor", "unasked_overlay", "huge_overlay"}) {
    EXPECT_EQ(outcome_with(behaviour), "invalid damaged_photo") << behaviour;
  }
}

TEST(SkinClassifierEmbedded, TakesNoFalseOverlay) {
  for (const char* behaviour : {"no_png", "huge_overlay", "good"}) {
    SkinClassifierEmbedded classifier(imposter(behaviour), null_metrics(), quiet);
    const auto answer = lumen::test::run(classifier.draw_overlay(some_photo(), EverythingMeasured(), soon()));
    ASSERT_FALSE(answer) << behaviour;
    EXPECT_EQ(answer.error().code, "damaged_photo") << behaviour;
  }
}

TEST(SkinClassifierEmbedded, TriesADeadlyPhotoOnceMore) {
  EXPECT_EQ(outcome_with("die_first"), "classified");
  EXPECT_EQ(outcome_with("die"), "invalid damaged_photo");
}

TEST(SkinClassifierEmbedded, DoesNotBlameThePhotoForALostZygote) {
  EXPECT_EQ(outcome_with("kill_zygote_first"), "classified");
}

TEST(SkinClassifierEmbedded, ReplacesAWorkerThatHasDoneItsJobs) {
  EmbeddedClassifierOptions options = imposter("good");
  options.jobs_per_worker = 2;
  SkinClassifierEmbedded classifier(options, null_metrics(), quiet);
  EXPECT_EQ(outcome(classifier), "classified");
  const pid_t first = wait_for_child(wait_for_child(::getpid()));
  EXPECT_EQ(outcome(classifier), "classified");
  EXPECT_TRUE(wait_until_gone(first));
  EXPECT_EQ(outcome(classifier), "classified");
}

TEST(SkinClassifierEmbedded, AnswersBusyAtOnceWhenTooManyWait) {
  EmbeddedClassifierOptions options = imposter("hang");
  options.waiting_max = 2;
  SkinClassifierEmbedded classifier(options, null_metrics(), quiet);
  classifier.warm_up();
  wait_for_child(wait_for_child(::getpid()));
  boost::asio::io_context loop;
  std::vector<std::future<Result<Classification>>> answers;
  const Deadline deadline = Deadline::after(std::chrono::milliseconds(500));
  for (int i = 0; i < 5; ++i) {
    answers.push_back(
        boost::asio::co_spawn(loop, classifier.classify(some_photo(), deadline), boost::asio::use_future));
  }
  loop.run();
  int busy = 0;
  for (auto& future : answers) {
    const auto answer = future.get();
    ASSERT_FALSE(answer);
    if (answer.error().code == "busy") {
      ++busy;
      EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
      EXPECT_TRUE(answer.error().retry_after_s);
    } else {
      EXPECT_EQ(answer.error().code, "timed_out");
    }
  }
  EXPECT_GE(busy, 2);
  EXPECT_LE(busy, 3);  // the worker may not have said hello yet when the first came
}

TEST(SkinClassifierEmbedded, LeavesNoProcessBehind) {
  std::vector<pid_t> started;
  {
    EmbeddedClassifierOptions options = imposter("good");
    options.workers = 2;
    SkinClassifierEmbedded classifier(options, null_metrics(), quiet);
    EXPECT_EQ(outcome(classifier), "classified");
    started = descendants_of(::getpid());
    EXPECT_GE(started.size(), 2U);
  }
  EXPECT_TRUE(children_of(::getpid()).empty());
  for (const pid_t process : started) EXPECT_TRUE(wait_until_gone(process));
}

TEST(SkinClassifierEmbedded, EndsWhatIsUnderWayWhenItIsDestroyed) {
  boost::asio::io_context loop;
  auto classifier = std::make_unique<SkinClassifierEmbedded>(imposter("hang"), null_metrics(), quiet);
  auto under_way = boost::asio::co_spawn(loop, classifier->classify(some_photo(), soon()), boost::asio::use_future);
  auto waiting = boost::asio::co_spawn(loop, classifier->classify(some_photo(), soon()), boost::asio::use_future);
  std::thread runner([&] { loop.run(); });
  wait_for_child(wait_for_child(::getpid()));
  classifier.reset();
  runner.join();
  for (auto* future : {&under_way, &waiting}) {
    const auto answer = future->get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(answer.error().code, "stopping");
  }
}

TEST(SkinClassifierEmbedded, EndsAZygoteThatNeverGetsReady) {
  pid_t zygote = -1;
  {
    SkinClassifierEmbedded classifier(imposter("never_ready"), null_metrics(), quiet);
    classifier.warm_up();
    zygote = wait_for_child(::getpid());
  }
  EXPECT_TRUE(wait_until_gone(zygote));
}

}  // namespace
}  // namespace lumen::vision
