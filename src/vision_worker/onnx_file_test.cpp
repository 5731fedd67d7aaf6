// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/onnx_file.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "tests/onnx/small_models.h"

namespace lumen::vision_worker {
namespace {

using namespace lumen::test;

std::string verdict(const Bytes& bytes) {
  const auto file = look_through_onnx(bytes);
  return file ? "accepted" : file.error().message;
}

std::string verdict_after(const std::function<void(OnnxGraph&)>& change) {
  OnnxGraph graph = small_classifier({});
  change(graph);
  return verdict(write_onnx(graph));
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(OnnxFile, ReadsShapesAndOpset) {
  const auto file = look_through_onnx(write_onnx(small_classifier({})));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->input_dims, (std::vector<std::int64_t>{1, 3, 8, 8}));
  EXPECT_EQ(file->output_dims, (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(file->opset, 9);
  EXPECT_EQ(describe_dims({1, 3, -1, 8}), "1 x 3 x ? x 8");
}

TEST(OnnxFile, AcceptsTheMobileModel) { EXPECT_EQ(verdict(write_onnx(mobile_classifier(64, 4))), "accepted"); }

TEST(OnnxFile, RefusesWhatIsNoOnnx) {
  EXPECT_TRUE(says(verdict({}), "no ONNX file"));
  const std::string text = "%PDF-1.7 and no model at all";
  EXPECT_TRUE(says(verdict(Bytes(text.begin(), text.end())), "no ONNX file"));
}

// Every cut within the graph's bytes leaves a length that reaches beyond the end. The bytes behind it are the opset's.
TEST(OnnxFile, RefusesATruncatedFile) {
  const Bytes whole = write_onnx(small_classifier({}));
  constexpr std::size_t opset_bytes = 6;  // a tag and a length, then "" and a version
  for (std::size_t length = 1; length + opset_bytes < whole.size(); ++length) {
    EXPECT_NE(verdict(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))), "accepted") << length;
  }
}

TEST(OnnxFile, RefusesATensorThatDeclaresMoreThanItHolds) {
  const auto kernels_say = [](std::int64_t more) {
    return verdict_after([more](OnnxGraph& graph) { graph.weights[0].declared_values = more; });
  };
  EXPECT_TRUE(says(kernels_say(2), "\"kernels\" declares 216 values and holds 108")) << kernels_say(2);
  EXPECT_TRUE(says(kernels_say(1'000'000'000), "declares"));
  EXPECT_TRUE(says(kernels_say(INT64_MAX), "declares"));
  EXPECT_EQ(kernels_say(1), "accepted");
}

TEST(OnnxFile, RefusesATensorThatDeclaresLess) {
  EXPECT_TRUE(says(verdict_after([](OnnxGraph& graph) { graph.weights[1].values.push_back(0); }), "declares 4 values"));
}

TEST(OnnxFile, LooksIntoTensorsOfAttributes) {
  OnnxTensor tensor{"value", {2}, {1}};
  OnnxAttribute value;
  value.name = "value";
  value.tensor = &tensor;
  EXPECT_TRUE(says(verdict_after([&](OnnxGraph& graph) { graph.nodes.push_back({"Constant", {}, {"c"}, {value}}); }),
                   "declares 2 values and holds 1"));
}

TEST(OnnxFile, WantsOneInputOf32BitNumbersAndOneOutput) {
  EXPECT_TRUE(says(verdict_after([](OnnxGraph& graph) { graph.inputs.push_back({"second", {1}}); }), "2 inputs"));
  EXPECT_TRUE(says(verdict_after([](OnnxGraph& graph) { graph.outputs.push_back({"pooled", {1}}); }), "2 outputs"));
  EXPECT_TRUE(says(verdict_after([](OnnxGraph& graph) { graph.outputs.clear(); }), "0 outputs"));
  EXPECT_TRUE(says(verdict_after([](OnnxGraph& graph) { graph.inputs[0].element_type = 10; }), "float32"));
  // Older exporters list weights as inputs too.
  EXPECT_EQ(verdict_after([](OnnxGraph& graph) { graph.inputs.push_back({"kernels", {4, 3, 3, 3}}); }), "accepted");
}

TEST(OnnxFile, NamesTheExportSettingForWhatOpenCvCannotRun) {
  const std::string clip =
      verdict_after([](OnnxGraph& graph) { graph.nodes.push_back({"Clip", {"logits", "offsets"}, {"clipped"}, {}}); });
  EXPECT_TRUE(says(clip, "opset 9")) << clip;
  const std::string identity =
      verdict_after([](OnnxGraph& graph) { graph.nodes.push_back({"Identity", {"biases"}, {"copy"}, {}}); });
  EXPECT_TRUE(says(identity, "equal weights")) << identity;
}

TEST(OnnxFile, ShowsNoControlCharactersOfAName) {
  const std::string said = verdict_after([](OnnxGraph& graph) {
    graph.weights[0].name = "ker\n\x1b[2Jnels";
    graph.weights[0].declared_values = 5;
  });
  EXPECT_TRUE(says(said, "ker??[2Jnels")) << said;
}

}  // namespace
}  // namespace lumen::vision_worker
