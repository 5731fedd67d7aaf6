// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every SkinClassifier keeps. An adapter's test names a fixture and instantiates the suite with it:
//
//   struct MyClassifier {
//     static constexpr SkinClassifierTraits traits{};  // honest differences
//     SkinClassifier& classifier();
//     Bytes good_photo();       // a JPEG that is measured
//     Bytes skinless_photo();   // a JPEG without skin or face
//     Bytes oversized_photo();  // over the adapter's pixel limit
//   };
//   INSTANTIATE_TYPED_TEST_SUITE_P(Mine, SkinClassifierContract, MyClassifier);

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <cmath>
#include <future>
#include <string>
#include <vector>

#include "tests/support/run_task.h"
#include "vision/skin_classifier.h"

namespace lumen::vision {

struct SkinClassifierTraits {
  // Photos go through a quality gate. Remote models classify anything.
  bool has_quality_gate = true;
  bool draws_overlays = true;
};

template <class Fixture>
class SkinClassifierContract : public ::testing::Test {
 protected:
  static constexpr SkinClassifierTraits traits() { return Fixture::traits; }
  static Deadline soon() { return Deadline::after(std::chrono::minutes(5)); }

  Result<Classification> classify(Bytes bytes) {
    return lumen::test::run(fixture_.classifier().classify({std::move(bytes), 1}, soon()));
  }
  std::string refusal(Bytes bytes) {
    const auto answer = classify(std::move(bytes));
    return answer ? "classified" : std::string(to_string(answer.error().kind)) + " " + answer.error().code;
  }

  Fixture fixture_;
};

TYPED_TEST_SUITE_P(SkinClassifierContract);

TYPED_TEST_P(SkinClassifierContract, SaysWhatItIs) { EXPECT_FALSE(this->fixture_.classifier().describe().empty()); }

TYPED_TEST_P(SkinClassifierContract, JudgesEveryLabelOnce) {
  const auto answer = this->classify(this->fixture_.good_photo());
  ASSERT_TRUE(answer) << answer.error().code << ": " << answer.error().detail;
  const Prediction& prediction = answer->prediction;
  ASSERT_EQ(prediction.findings.size(), label_count);
  double highest = 0;
  for (std::size_t i = 0; i < label_count; ++i) {
    const Finding& finding = prediction.findings[i];
    EXPECT_EQ(finding.label, all_labels[i]);
    EXPECT_TRUE(finding.score >= 0 && finding.score <= 1) << to_string(finding.label);
    EXPECT_TRUE(finding.extent >= 0 && finding.extent <= 1) << to_string(finding.label);
    highest = std::max(highest, finding.score);
    if (finding.label == prediction.condition) {
      EXPECT_DOUBLE_EQ(finding.score, prediction.confidence);
    }
  }
  EXPECT_DOUBLE_EQ(prediction.confidence, highest);
  EXPECT_FALSE(prediction.engine.empty());
  for (const Measurement& measurement : prediction.measurements) EXPECT_TRUE(std::isfinite(measurement.value));
  for (const auto& [name, span_ms] : answer->timing_ms) EXPECT_GE(span_ms, 0) << name;
}

TYPED_TEST_P(SkinClassifierContract, AnswersTheSameAgain) {
  const Bytes photo = this->fixture_.good_photo();
  const auto first = this->classify(photo);
  const auto second = this->classify(photo);
  ASSERT_TRUE(first && second);
  for (std::size_t i = 0; i < label_count; ++i) {
    EXPECT_EQ(first->prediction.findings[i].score, second->prediction.findings[i].score);
  }
}

TYPED_TEST_P(SkinClassifierContract, RefusesWhatIsNoPhoto) {
  const std::string text = "%PDF-1.7 and no picture at all";
  EXPECT_EQ(this->refusal({}), "invalid unsupported_type");
  EXPECT_EQ(this->refusal(Bytes(text.begin(), text.end())), "invalid unsupported_type");
}

TYPED_TEST_P(SkinClassifierContract, RefusesADamagedPhoto) {
  Bytes photo = this->fixture_.good_photo();
  photo.resize(photo.size() / 2);
  EXPECT_EQ(this->refusal(photo), "invalid damaged_photo");
}

TYPED_TEST_P(SkinClassifierContract, RefusesTooManyPixels) {
  EXPECT_EQ(this->refusal(this->fixture_.oversized_photo()), "too_large too_many_pixels");
}

TYPED_TEST_P(SkinClassifierContract, SaysWhatToMendWhenItRejects) {
  if (!this->traits().has_quality_gate) GTEST_SKIP() << "this adapter has no quality gate of its own";
  const auto answer = this->classify(this->fixture_.skinless_photo());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::invalid);
  EXPECT_EQ(answer.error().code, "photo_rejected");
  EXPECT_FALSE(answer.error().message.empty());
  EXPECT_FALSE(answer.error().hint.empty());
  EXPECT_FALSE(answer.error().detail.empty());  // the gate's own code
}

TYPED_TEST_P(SkinClassifierContract, KeepsTheDeadline) {
  const Deadline past = Deadline::after(std::chrono::seconds(-1));
  const auto answer = lumen::test::run(this->fixture_.classifier().classify({this->fixture_.good_photo(), 1}, past));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::timed_out);
}

TYPED_TEST_P(SkinClassifierContract, DrawsAnOverlay) {
  if (!this->traits().draws_overlays) GTEST_SKIP();
  const auto png = lumen::test::run(
      this->fixture_.classifier().draw_overlay({this->fixture_.good_photo(), 1}, EverythingMeasured(), this->soon()));
  ASSERT_TRUE(png) << png.error().code << ": " << png.error().detail;
  EXPECT_TRUE(as_text(*png).starts_with("\x89PNG\r\n\x1A\n"));
}

TYPED_TEST_P(SkinClassifierContract, RefusesAnOverlayOfWhatIsNoPhoto) {
  if (!this->traits().draws_overlays) GTEST_SKIP();
  const auto png = lumen::test::run(
      this->fixture_.classifier().draw_overlay({Bytes{1, 2, 3}, 1}, EverythingMeasured(), this->soon()));
  ASSERT_FALSE(png);
  EXPECT_EQ(png.error().code, "unsupported_type");
}

TYPED_TEST_P(SkinClassifierContract, ServesManyCallersOfSeveralThreads) {
  boost::asio::thread_pool loops(4);
  std::vector<std::future<Result<Classification>>> answers;
  for (int i = 0; i < 12; ++i) {
    PhotoToRead photo{this->fixture_.good_photo(), 1};
    answers.push_back(boost::asio::co_spawn(loops, this->fixture_.classifier().classify(std::move(photo), this->soon()),
                                            boost::asio::use_future));
  }
  for (auto& answer : answers) EXPECT_TRUE(answer.get().has_value());
  loops.join();
}

REGISTER_TYPED_TEST_SUITE_P(SkinClassifierContract, SaysWhatItIs, JudgesEveryLabelOnce, AnswersTheSameAgain,
                            RefusesWhatIsNoPhoto, RefusesADamagedPhoto, RefusesTooManyPixels,
                            SaysWhatToMendWhenItRejects, KeepsTheDeadline, DrawsAnOverlay,
                            RefusesAnOverlayOfWhatIsNoPhoto, ServesManyCallersOfSeveralThreads);

}  // namespace lumen::vision
