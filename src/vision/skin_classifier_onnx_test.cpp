// SPDX-License-Identifier: Apache-2.0
// The adapter's own part, against a stand-in for lumen-vision (testing/imposter.cpp). What real models do is in
// vision_worker/onnx_classifier_test.cpp.
#include "vision/skin_classifier_onnx.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/support/run_task.h"
#include "tests/support/temp_folder.h"
#include "vision/testing/onnx_and_builtin.h"
#include "vision/testing/sample_answer.h"

namespace lumen::vision {
namespace {

NullLog quiet;

Deadline soon() { return Deadline::after(std::chrono::minutes(5)); }

// Three labels, as the imposter's sample answer has three outputs.
constexpr std::string_view card = R"(
name = "skin-test"
version = "3"
citation = "made by this test"
licence = "Apache-2.0"
input = "whole"
width = 8
height = 8
channels = "RGB"
layout = "NCHW"
resize = "stretch"
scale = 1
mean = [0, 0, 0]
std = [1, 1, 1]
output = "softmax"
labels = ["acne", "wrinkles", "skin redness"]
)";

class OnnxClassifier : public ::testing::Test {
 protected:
  OnnxClassifier() {
    write(model_, "any bytes");
    write(card_, card);
  }

  static void write(const std::filesystem::path& file, std::string_view text) {
    std::ofstream(file, std::ios::binary) << text;
  }

  Result<std::unique_ptr<OnnxAndBuiltin>> open(const std::string& behaviour) {
    EmbeddedClassifierOptions options;
    options.program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "lumen-vision-imposter";
    options.cascade_folder = behaviour;
    options.workers = 1;
    return open_onnx(model_, card_, options, quiet);
  }

  std::string readiness(const std::string& behaviour, Deadline deadline = soon()) {
    auto classifier = open(behaviour);
    if (!classifier) return classifier.error().message;
    const auto ready = lumen::test::run((*classifier)->onnx.make_ready(deadline));
    if (!ready) {
      EXPECT_EQ(ready.error().kind, ErrorKind::invalid) << ready.error().code;
    }
    return ready ? "ready" : ready.error().message;
  }

  lumen::test::TempFolder folder_;
  std::filesystem::path model_ = folder_.path() / "skin.onnx";
  std::filesystem::path card_ = folder_.path() / "skin.toml";
};

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST_F(OnnxClassifier, ScoresWithTheModelAndKeepsTheMeasurements) {
  auto classifier = open("good");
  ASSERT_TRUE(classifier) << classifier.error().message;
  EXPECT_TRUE(says((*classifier)->onnx.describe(), "skin-test/3")) << (*classifier)->onnx.describe();
  const auto answer = lumen::test::run((*classifier)->onnx.classify({Bytes(1'000, 7), 1}, soon()));
  ASSERT_TRUE(answer) << answer.error().detail;
  const Prediction& prediction = answer->prediction;
  EXPECT_EQ(prediction.engine, "skin-test/3");
  EXPECT_EQ(prediction.condition, Label::skin_redness);  // the highest of -3.25, 0.1 and 12
  EXPECT_EQ(prediction.confidence, 1.0);
  EXPECT_EQ(prediction.measurements.size(), test::sample_classification().prediction.measurements.size());
}

TEST_F(OnnxClassifier, LetsTheEngineSpeakWhenTheModelIsSilent) {
  std::string four(card);
  four.insert(four.rfind(']'), ", \"pores\"");
  write(card_, four);
  auto classifier = open("good");  // still three outputs
  ASSERT_TRUE(classifier);
  const auto answer = lumen::test::run((*classifier)->onnx.classify({Bytes(1'000, 7), 1}, soon()));
  ASSERT_TRUE(answer);
  const Prediction expected = test::sample_classification().prediction;
  EXPECT_EQ(answer->prediction.engine, expected.engine);
  EXPECT_EQ(answer->prediction.condition, expected.condition);
  EXPECT_TRUE(says(answer->prediction.notes.back(), "no usable numbers"));
}

TEST_F(OnnxClassifier, IsReadyWhenAWorkerHasTheModel) { EXPECT_EQ(readiness("good"), "ready"); }

TEST_F(OnnxClassifier, NamesTheFileAndTheWorkersReason) {
  const std::string said = readiness("model_refused");
  EXPECT_EQ(said, "The model " + model_.string() + " was refused: it is a picture of a model.");
}

TEST_F(OnnxClassifier, RefusesAModelThatItsWorkerDoesNotSurvive) {
  EXPECT_TRUE(says(readiness("model_die"), "worker died of it"));
}

TEST_F(OnnxClassifier, TakesNoFalseAnswerAboutAModel) {
  EXPECT_TRUE(says(readiness("model_lie"), "broke the protocol"));
  EXPECT_TRUE(says(readiness("model_garbage"), "broke the protocol"));
}

TEST_F(OnnxClassifier, BlamesNoPhotoForARefusedModel) {
  auto classifier = open("model_refused");
  ASSERT_TRUE(classifier);
  const auto answer = lumen::test::run((*classifier)->onnx.classify({Bytes(1'000, 7), 1}, soon()));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(answer.error().code, "model_refused");
}

TEST_F(OnnxClassifier, DoesNotWaitBeyondTheDeadline) {
  auto classifier = open("model_hang");
  ASSERT_TRUE(classifier);
  const auto ready = lumen::test::run((*classifier)->onnx.make_ready(Deadline::after(std::chrono::milliseconds(50))));
  ASSERT_FALSE(ready);
  EXPECT_EQ(ready.error().kind, ErrorKind::timed_out);
}

TEST_F(OnnxClassifier, RefusesFilesBeforeItStartsAnything) {
  write(model_, "");
  EXPECT_TRUE(says(readiness("good"), "skin.onnx was refused: the file is empty"));
  std::filesystem::remove(model_);
  EXPECT_TRUE(says(readiness("good"), "cannot be read"));
  write(model_, "any bytes");
  std::filesystem::resize_file(model_, model_bytes_max + 1);  // a sparse file
  EXPECT_TRUE(says(readiness("good"), "at most 256 are read"));
  std::filesystem::remove(card_);
  EXPECT_TRUE(says(readiness("good"), "skin.toml"));
}

TEST_F(OnnxClassifier, FindsTheCardBesideTheModel) {
  const auto package = read_model_package(model_, {});
  ASSERT_TRUE(package) << package.error().message;
  EXPECT_EQ(package->card.name, "skin-test");
}

}  // namespace
}  // namespace lumen::vision
