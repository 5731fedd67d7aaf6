// SPDX-License-Identifier: Apache-2.0
#pragma once
// Models for tests and benchmarks, with weights from a fixed sequence: a small classifier whose outputs are computed
// here in plain loops too, so that a library's answer has something to be compared with, and a large one with the
// shape and the cost of MobileNetV2.

#include <vector>

#include "tests/onnx/onnx_writer.h"

namespace lumen::test {

// Numbers in -1..1, the same for the same seed.
class WeightSequence {
 public:
  explicit WeightSequence(std::uint32_t seed) : state_(seed) {}
  std::vector<float> next(std::size_t count, float scale);

 private:
  std::uint32_t state_;
};

enum class TensorLayout : std::uint8_t { nchw, nhwc };

// Conv 3 x 3 (stride 2, padding 1) -> Relu -> GlobalAveragePool -> Flatten -> Gemm [-> Softmax].
struct SmallClassifier {
  int width_px = 8;
  int height_px = 8;
  int filters = 4;
  int labels = 3;
  bool with_softmax = false;
  std::int64_t opset = 9;
  TensorLayout layout = TensorLayout::nchw;  // nhwc: the graph begins with a Transpose
  std::uint32_t seed = 1;
};

OnnxGraph small_classifier(const SmallClassifier& shape);

// The same, in doubles. `input` has 3 x height x width values, planes of channels whatever the layout.
std::vector<double> small_classifier_outputs(const SmallClassifier& shape, const std::vector<float>& input);

// Inverted residuals after M. Sandler et al., "MobileNetV2", 2018 (arXiv:1801.04381), table 2, with Relu for ReLU6:
// 0.3 G multiplications for 224 x 224, `labels` outputs.
OnnxGraph mobile_classifier(int side_px, int labels);

}  // namespace lumen::test
