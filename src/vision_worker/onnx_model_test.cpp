// SPDX-License-Identifier: Apache-2.0
// Models that the tests write, run by OpenCV, against the same computed in plain loops.
#include "vision_worker/onnx_model.h"

#include <gtest/gtest.h>

#include <limits>
#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>
#include <string>

#include "tests/onnx/small_models.h"
#include "vision_worker/model_input.h"

namespace lumen::vision_worker {
namespace {

using namespace lumen::test;
using vision::ModelLayout;
using vision::ModelSpec;

constexpr double difference_max = 1e-5;  // of outputs of size 1, in 32-bit arithmetic

ModelSpec spec_of(const SmallClassifier& shape) {
  ModelSpec spec;
  spec.width_px = shape.width_px;
  spec.height_px = shape.height_px;
  spec.outputs = static_cast<std::size_t>(shape.labels);
  spec.mean = {0.5, 0.4, 0.3};
  spec.deviation = {0.2, 0.3, 0.25};
  spec.layout = shape.layout == TensorLayout::nhwc ? ModelLayout::nhwc : ModelLayout::nchw;
  return spec;
}

cv::Mat noise(cv::Size size) {
  cv::Mat picture(size, CV_8UC3);
  cv::RNG random(5);
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

std::string verdict(const OnnxGraph& graph, const ModelSpec& spec) {
  const auto model = OnnxModel::load(write_onnx(graph), spec);
  return model ? "loaded" : model.error().message;
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

void expect_same_outputs(const SmallClassifier& shape) {
  const ModelSpec spec = spec_of(shape);
  auto model = OnnxModel::load(write_onnx(small_classifier(shape)), spec);
  ASSERT_TRUE(model) << model.error().message;
  const cv::Mat photo = noise({shape.width_px, shape.height_px});
  const std::vector<double> outputs = model->run(photo, std::nullopt);
  ModelSpec planes = spec;
  planes.layout = ModelLayout::nchw;
  const cv::Mat input = make_model_input(photo, std::nullopt, planes);
  const std::vector<double> expected =
      small_classifier_outputs(shape, std::vector<float>(input.begin<float>(), input.end<float>()));
  ASSERT_EQ(outputs.size(), expected.size());
  for (std::size_t i = 0; i < outputs.size(); ++i) EXPECT_NEAR(outputs[i], expected[i], difference_max);
  EXPECT_EQ(model->run(photo, std::nullopt), outputs) << "the second time";
}

TEST(OnnxModel, ComputesWhatPlainLoopsCompute) {
  SmallClassifier shape;
  expect_same_outputs(shape);
  shape.width_px = 31;
  shape.height_px = 18;
  shape.filters = 9;
  shape.labels = 13;
  expect_same_outputs(shape);
  shape.with_softmax = true;
  expect_same_outputs(shape);
}

TEST(OnnxModel, TakesEveryOpsetInUse) {
  for (const std::int64_t opset : {7, 9, 11, 12, 13, 15, 17}) {
    SCOPED_TRACE(opset);
    SmallClassifier shape;
    shape.opset = opset;
    shape.with_softmax = true;
    expect_same_outputs(shape);
  }
}

TEST(OnnxModel, TakesChannelsLast) {
  SmallClassifier shape;
  shape.width_px = 12;
  shape.layout = TensorLayout::nhwc;
  expect_same_outputs(shape);
}

TEST(OnnxModel, RunsAModelOfRealSize) {
  ModelSpec spec;
  spec.outputs = 4;
  auto model = OnnxModel::load(write_onnx(mobile_classifier(224, 4)), spec);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->run(noise({640, 480}), std::nullopt).size(), 4U);
}

TEST(OnnxModel, RefusesAnotherInputThanTheCards) {
  const SmallClassifier shape;
  ModelSpec spec = spec_of(shape);
  spec.width_px = 9;
  EXPECT_TRUE(says(verdict(small_classifier(shape), spec), "its input is 1 x 3 x 8 x 8, the card"));
  spec = spec_of(shape);
  spec.layout = ModelLayout::nhwc;
  EXPECT_TRUE(says(verdict(small_classifier(shape), spec), "1 x 8 x 8 x 3"));
  OnnxGraph any = small_classifier(shape);
  any.inputs[0].dims[0] = -1;
  EXPECT_EQ(verdict(any, spec_of(shape)), "loaded");
}

TEST(OnnxModel, RefusesAnotherCountOfOutputsThanLabels) {
  const SmallClassifier shape;
  ModelSpec spec = spec_of(shape);
  spec.outputs = 4;
  EXPECT_TRUE(says(verdict(small_classifier(shape), spec), "gives 3 numbers, the card names 4 labels"));
}

TEST(OnnxModel, RefusesAnUnknownOperator) {
  OnnxGraph graph = small_classifier({});
  graph.nodes.push_back({"NonMaxSuppressionOfSkin", {"logits"}, {"chosen"}, {}});
  graph.outputs[0].name = "chosen";
  const std::string said = verdict(graph, spec_of({}));
  EXPECT_TRUE(says(said, "OpenCV cannot run its operator NonMaxSuppressionOfSkin (")) << said;
}

TEST(OnnxModel, RefusesWeightsThatDoNotFitTheirOperator) {
  OnnxGraph graph = small_classifier({});
  graph.weights[2].dims = {4, 3};
  const std::string said = verdict(graph, spec_of({}));
  EXPECT_TRUE(says(said, "OpenCV cannot run it")) << said;
}

// If one of these begins to load, its own refusal in onnx_file.cpp and its line in docs/MODELS.md can go.
TEST(OnnxModel, KnowsWhatThisOpenCvCannotRead) {
  OnnxGraph clip = small_classifier({});
  clip.weights.push_back({"low", {}, {0}});
  clip.weights.push_back({"high", {}, {6}});
  clip.nodes.push_back({"Clip", {"logits", "low", "high"}, {"clipped"}, {}});
  clip.outputs[0].name = "clipped";
  OnnxGraph identity = small_classifier({});
  identity.nodes.insert(identity.nodes.begin(), {"Identity", {"biases"}, {"copy"}, {}});
  identity.nodes[1].inputs[2] = "copy";
  for (const OnnxGraph& graph : {clip, identity}) {
    const Bytes bytes = write_onnx(graph);
    EXPECT_THROW(cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(bytes.data()), bytes.size()), cv::Exception);
  }
}

TEST(OnnxModel, RefusesNanWeights) {
  OnnxGraph graph = small_classifier({});
  graph.weights[3].values[1] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(says(verdict(graph, spec_of({})), "not finite"));
  graph.weights[3].values[1] = std::numeric_limits<float>::infinity();
  EXPECT_TRUE(says(verdict(graph, spec_of({})), "not finite"));
}

TEST(OnnxModel, AnswersNothingWhenAPhotoMakesItOverflow) {
  OnnxGraph graph = small_classifier({});
  ModelSpec spec = spec_of({});
  spec.mean = {0, 0, 0};
  spec.scale = 1;
  for (float& value : graph.weights[0].values) value = 1e36F;
  graph.weights[2].values.assign(12, 1.0F);
  for (std::size_t c = 0; c < 3; ++c) spec.mean[c] = 128;  // grey is 0
  auto model = OnnxModel::load(write_onnx(graph), spec);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_TRUE(model->run(cv::Mat(8, 8, CV_8UC3, cv::Scalar::all(255)), std::nullopt).empty());
}

TEST(OnnxModel, LeavesTheEngineItsInstructionSets) {
  const SmallClassifier shape;
  cv::setUseOptimized(false);
  auto model = OnnxModel::load(write_onnx(small_classifier(shape)), spec_of(shape));
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_FALSE(cv::useOptimized());
  EXPECT_FALSE(model->run(noise({shape.width_px, shape.height_px}), std::nullopt).empty());
  EXPECT_FALSE(cv::useOptimized());
  cv::setUseOptimized(true);
}

}  // namespace
}  // namespace lumen::vision_worker
