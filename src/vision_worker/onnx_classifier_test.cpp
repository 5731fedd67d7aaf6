// SPDX-License-Identifier: Apache-2.0
// The ONNX classifier with the real lumen-vision and models that this test writes: its contract, good and bad models,
// and that a bad one ends no more than its worker.
#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <string>

#include "tests/onnx/small_models.h"
#include "tests/photos/draw_photo.h"
#include "tests/photos/encode.h"
#include "tests/support/run_task.h"
#include "tests/support/temp_folder.h"
#include "vision/model_scores.h"
#include "vision/skin_classifier_contract.h"
#include "vision/testing/onnx_and_builtin.h"
#include "vision_worker/decode_photo.h"
#include "vision_worker/model_input.h"

namespace lumen::vision {
namespace {

using namespace lumen::test;

NullLog quiet;

Deadline soon() { return Deadline::after(std::chrono::minutes(5)); }

const std::string card_text = R"(
name = "skin-drawn"
version = "0.1"
citation = "Weights from a fixed sequence, written by Lumen's tests"
licence = "Apache-2.0"
input = "whole"
width = 40
height = 32
channels = "RGB"
layout = "NCHW"
resize = "stretch"
scale = 0.00392156862745098
mean = [0.5, 0.5, 0.5]
std = [0.25, 0.25, 0.25]
output = "softmax"
labels = ["acne", "wrinkles", "clear", "other"]
[map]
clear = "healthy"
other = "none"
)";

SmallClassifier shape_of_card() {
  SmallClassifier shape;
  shape.width_px = 40;
  shape.height_px = 32;
  shape.labels = 4;
  return shape;
}

cv::Mat face() {
  PhotoOptions options;
  options.width_px = 600;
  options.height_px = 800;
  return draw_photo(options);
}

// A model and its card in a folder, and a classifier that runs them.
class ModelFolder {
 public:
  Result<std::unique_ptr<OnnxAndBuiltin>> open(const Bytes& model, const std::string& card = card_text) {
    std::ofstream(folder_.path() / "skin.onnx", std::ios::binary)
        .write(reinterpret_cast<const char*>(model.data()), static_cast<std::streamsize>(model.size()));
    std::ofstream(folder_.path() / "skin.toml") << card;
    EmbeddedClassifierOptions options;  // lumen-vision lies beside this test
    options.workers = 2;
    return open_onnx(folder_.path() / "skin.onnx", {}, options, quiet);
  }

  // "ready", or why the model is refused.
  std::string verdict(const Bytes& model, const std::string& card = card_text) {
    auto classifier = open(model, card);
    if (!classifier) return classifier.error().message;
    const auto ready = lumen::test::run((*classifier)->onnx.make_ready(soon()));
    if (!ready) {
      EXPECT_EQ(ready.error().code, "model_refused") << ready.error().detail;
    }
    return ready ? "ready" : ready.error().message;
  }

 private:
  TempFolder folder_;
};

struct DrawnModel {
  static constexpr SkinClassifierTraits traits{};
  DrawnModel() : classifier_(std::move(*folder_.open(write_onnx(small_classifier(shape_of_card()))))) {}
  SkinClassifier& classifier() { return classifier_->onnx; }
  Bytes good_photo() { return encode_jpeg(face()); }
  Bytes skinless_photo() {
    PhotoOptions options;
    options.kind = PhotoKind::scene;
    return encode_jpeg(draw_photo(options));
  }
  Bytes oversized_photo() { return encode_png(cv::Mat(8'001, 8'001, CV_8UC1, cv::Scalar(128))); }

 private:
  ModelFolder folder_;
  std::unique_ptr<OnnxAndBuiltin> classifier_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Onnx, SkinClassifierContract, DrawnModel);

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

double score_of(const Prediction& prediction, Label label) {
  return prediction.findings[static_cast<std::size_t>(label)].score;
}

TEST(OnnxInTheSandbox, ScoresAreTheModelsComputedHere) {
  ModelFolder folder;
  auto classifier = folder.open(write_onnx(small_classifier(shape_of_card())));
  ASSERT_TRUE(classifier) << classifier.error().message;
  const Bytes photo = encode_png(face());
  const auto answer = lumen::test::run((*classifier)->onnx.classify({photo, 1}, soon()));
  ASSERT_TRUE(answer) << answer.error().detail;

  const auto card = parse_model_card(card_text, "skin.toml");
  const auto decoded = vision_worker::decode_photo(photo, 1, {64'000'000, 32'768});
  ASSERT_TRUE(card && decoded);
  const cv::Mat input = vision_worker::make_model_input(decoded->bgr, std::nullopt, card->spec);
  const auto outputs = small_classifier_outputs(
      shape_of_card(), std::vector<float>(input.ptr<float>(), input.ptr<float>() + input.total()));
  const auto expected = model_probabilities(*card, outputs);
  EXPECT_NEAR(score_of(answer->prediction, Label::acne), expected[0], 6e-4);  // rounded to thousandths
  EXPECT_NEAR(score_of(answer->prediction, Label::wrinkles), expected[1], 6e-4);
  EXPECT_NEAR(score_of(answer->prediction, Label::healthy), expected[2], 6e-4);
  EXPECT_EQ(answer->prediction.engine, "skin-drawn/0.1");
  EXPECT_FALSE(answer->prediction.measurements.empty());
  EXPECT_TRUE(answer->timing_ms.contains("model"));
}

TEST(OnnxInTheSandbox, RefusesBadModelsWithAReason) {
  ModelFolder folder;
  const Bytes good = write_onnx(small_classifier(shape_of_card()));
  EXPECT_EQ(folder.verdict(good), "ready");

  const Bytes truncated(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(good.size() / 2));
  EXPECT_TRUE(says(folder.verdict(truncated), "no ONNX file, or its end is missing"));

  WeightSequence sequence(9);
  Bytes random;
  for (const float value : sequence.next(5'000, 127)) random.push_back(static_cast<std::uint8_t>(128 + value));
  EXPECT_TRUE(says(folder.verdict(random), "skin.onnx was refused: "));

  SmallClassifier wide = shape_of_card();
  wide.width_px = 41;
  EXPECT_TRUE(says(folder.verdict(write_onnx(small_classifier(wide))), "its input is 1 x 3 x 32 x 41"));

  SmallClassifier five = shape_of_card();
  five.labels = 5;
  EXPECT_TRUE(says(folder.verdict(write_onnx(small_classifier(five))), "gives 5 numbers, the card names 4 labels"));

  OnnxGraph graph = small_classifier(shape_of_card());
  graph.weights[3].values[0] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(says(folder.verdict(write_onnx(graph)), "not finite"));

  graph = small_classifier(shape_of_card());
  graph.weights[0].declared_values = 4'000'000'000;
  EXPECT_TRUE(says(folder.verdict(write_onnx(graph)), "declares"));

  graph = small_classifier(shape_of_card());
  graph.nodes.push_back({"LayerNormalization", {"logits"}, {"normal"}, {}});
  graph.outputs[0].name = "normal";
  EXPECT_TRUE(says(folder.verdict(write_onnx(graph)), "cannot run its operator LayerNormalization"));
}

// A graph that is well formed and asks for a picture of 2 terabytes: the limit of memory holds, and nothing else ends.
TEST(OnnxInTheSandbox, RefusesAModelThatNeedsMoreMemoryThanAllowed) {
  OnnxGraph graph = small_classifier(shape_of_card());
  graph.weights.push_back({"sizes", {4}, {1, 1, 200'000, 200'000}});
  graph.nodes.insert(graph.nodes.begin(), {"Upsample", {"photo", "sizes"}, {"large"}, {}});
  graph.nodes[1].inputs[0] = "large";
  ModelFolder folder;
  const std::string said = folder.verdict(write_onnx(graph));
  EXPECT_TRUE(says(said, "skin.onnx was refused: ")) << said;
  EXPECT_EQ(folder.verdict(write_onnx(small_classifier(shape_of_card()))), "ready");
}

TEST(OnnxInTheSandbox, LooksAtTheFaceWhenTheCardSaysSo) {
  ModelFolder folder;
  const Bytes model = write_onnx(small_classifier(shape_of_card()));
  std::string card = card_text;
  card.replace(card.find("\"whole\""), 7, "\"face\"");
  auto at_face = folder.open(model, card);
  auto at_whole = folder.open(model);
  ASSERT_TRUE(at_face && at_whole);
  const Bytes photo = encode_png(face());
  const auto face_answer = lumen::test::run((*at_face)->onnx.classify({photo, 1}, soon()));
  const auto whole_answer = lumen::test::run((*at_whole)->onnx.classify({photo, 1}, soon()));
  ASSERT_TRUE(face_answer && whole_answer);
  EXPECT_NE(score_of(face_answer->prediction, Label::acne), score_of(whole_answer->prediction, Label::acne));
}

}  // namespace
}  // namespace lumen::vision
