// SPDX-License-Identifier: Apache-2.0
#include "tests/onnx/small_models.h"

#include <array>
#include <cmath>

namespace lumen::test {
namespace {

struct SmallWeights {
  std::vector<float> kernels;  // filters x 3 x 3 x 3
  std::vector<float> biases;
  std::vector<float> matrix;  // labels x filters
  std::vector<float> offsets;
};

SmallWeights weights_of(const SmallClassifier& shape) {
  WeightSequence sequence(shape.seed);
  const auto filters = static_cast<std::size_t>(shape.filters);
  const auto labels = static_cast<std::size_t>(shape.labels);
  return {sequence.next(filters * 27, 0.5F), sequence.next(filters, 0.2F), sequence.next(labels * filters, 1.0F),
          sequence.next(labels, 0.3F)};
}

std::size_t at(int value) { return static_cast<std::size_t>(value); }

double convolve(const SmallClassifier& shape, const SmallWeights& weights, const std::vector<float>& input, int filter,
                int row, int column) {
  double sum = weights.biases[at(filter)];
  for (int channel = 0; channel < 3; ++channel) {
    for (int i = 0; i < 9; ++i) {
      const int y = row * 2 + i / 3 - 1;
      const int x = column * 2 + i % 3 - 1;
      if (y < 0 || x < 0 || y >= shape.height_px || x >= shape.width_px) continue;
      const double pixel = input[at((channel * shape.height_px + y) * shape.width_px + x)];
      sum += pixel * weights.kernels[at((filter * 3 + channel) * 9 + i)];
    }
  }
  return sum;
}

// A chain of layers; each adds its weights and its node and names its output.
class Chain {
 public:
  explicit Chain(int side_px) { graph_.inputs = {{"photo", {1, 3, side_px, side_px}}}; }

  void convolve(int in, int out, int size, int stride, int groups) {
    const auto fan_in = static_cast<std::size_t>(in / groups * size * size);
    const std::string name = "w" + std::to_string(graph_.weights.size());
    const float scale = std::sqrt(3.0F / static_cast<float>(fan_in));
    graph_.weights.push_back({name, {out, in / groups, size, size}, sequence_.next(at(out) * fan_in, scale)});
    graph_.weights.push_back({name + "b", {out}, sequence_.next(at(out), 0.05F)});
    const std::int64_t pad = size / 2;
    add("Conv", {last_, name, name + "b"},
        {whole("group", groups), whole_list("kernel_shape", {size, size}), whole_list("pads", {pad, pad, pad, pad}),
         whole_list("strides", {stride, stride})});
  }
  void add(const std::string& operation, std::vector<std::string> inputs, std::vector<OnnxAttribute> attributes = {}) {
    const std::string output = "v" + std::to_string(graph_.nodes.size());
    graph_.nodes.push_back({operation, std::move(inputs), {output}, std::move(attributes)});
    last_ = output;
  }
  void rectify() { add("Relu", {last_}); }
  void residual(int in, int out, int stride, int expansion) {
    const std::string shortcut = last_;
    const int wide = in * expansion;
    if (expansion > 1) {
      convolve(in, wide, 1, 1, 1);
      rectify();
    }
    convolve(wide, wide, 3, stride, wide);
    rectify();
    convolve(wide, out, 1, 1, 1);
    if (stride == 1 && in == out) add("Add", {last_, shortcut});
  }
  void classify(int in, int labels) {
    add("GlobalAveragePool", {last_});
    add("Flatten", {last_}, {whole("axis", 1)});
    graph_.weights.push_back({"matrix", {labels, in}, sequence_.next(at(labels * in), 0.05F)});
    graph_.weights.push_back({"offsets", {labels}, sequence_.next(at(labels), 0.05F)});
    add("Gemm", {last_, "matrix", "offsets"}, {whole("transB", 1)});
    graph_.outputs = {{last_, {1, labels}}};
  }
  OnnxGraph take() { return std::move(graph_); }

 private:
  OnnxGraph graph_;
  WeightSequence sequence_{7};
  std::string last_ = "photo";
};

}  // namespace

std::vector<float> WeightSequence::next(std::size_t count, float scale) {
  std::vector<float> values(count);
  for (float& value : values) {
    state_ = state_ * 1'664'525U + 1'013'904'223U;  // the generator of Numerical Recipes
    value = (static_cast<float>(state_ >> 8) / 8'388'608.0F - 1.0F) * scale;
  }
  return values;
}

OnnxGraph small_classifier(const SmallClassifier& shape) {
  SmallWeights weights = weights_of(shape);
  OnnxGraph graph;
  graph.opset = shape.opset;
  std::string picture = "photo";
  if (shape.layout == TensorLayout::nhwc) {
    graph.inputs = {{"photo", {1, shape.height_px, shape.width_px, 3}}};
    graph.nodes.push_back({"Transpose", {"photo"}, {"planes"}, {whole_list("perm", {0, 3, 1, 2})}});
    picture = "planes";
  } else {
    graph.inputs = {{"photo", {1, 3, shape.height_px, shape.width_px}}};
  }
  graph.weights = {{"kernels", {shape.filters, 3, 3, 3}, std::move(weights.kernels)},
                   {"biases", {shape.filters}, std::move(weights.biases)},
                   {"matrix", {shape.labels, shape.filters}, std::move(weights.matrix)},
                   {"offsets", {shape.labels}, std::move(weights.offsets)}};
  graph.nodes.push_back(
      {"Conv",
       {picture, "kernels", "biases"},
       {"convolved"},
       {whole_list("kernel_shape", {3, 3}), whole_list("pads", {1, 1, 1, 1}), whole_list("strides", {2, 2})}});
  graph.nodes.push_back({"Relu", {"convolved"}, {"rectified"}, {}});
  graph.nodes.push_back({"GlobalAveragePool", {"rectified"}, {"pooled"}, {}});
  graph.nodes.push_back({"Flatten", {"pooled"}, {"flat"}, {whole("axis", 1)}});
  graph.nodes.push_back({"Gemm", {"flat", "matrix", "offsets"}, {"logits"}, {whole("transB", 1)}});
  if (shape.with_softmax) graph.nodes.push_back({"Softmax", {"logits"}, {"chances"}, {whole("axis", 1)}});
  graph.outputs = {{shape.with_softmax ? "chances" : "logits", {1, shape.labels}}};
  return graph;
}

std::vector<double> small_classifier_outputs(const SmallClassifier& shape, const std::vector<float>& input) {
  const SmallWeights weights = weights_of(shape);
  const int rows = (shape.height_px + 1) / 2;
  const int columns = (shape.width_px + 1) / 2;
  std::vector<double> outputs(weights.offsets.begin(), weights.offsets.end());
  for (int filter = 0; filter < shape.filters; ++filter) {
    double pooled = 0;
    for (int i = 0; i < rows * columns; ++i) {
      pooled += std::max(0.0, convolve(shape, weights, input, filter, i / columns, i % columns));
    }
    pooled /= rows * columns;
    for (int label = 0; label < shape.labels; ++label) {
      outputs[at(label)] += pooled * weights.matrix[at(label * shape.filters + filter)];
    }
  }
  if (!shape.with_softmax) return outputs;
  double sum = 0;
  for (double& value : outputs) sum += value = std::exp(value);
  for (double& value : outputs) value /= sum;
  return outputs;
}

OnnxGraph mobile_classifier(int side_px, int labels) {
  struct Stage {
    int expansion, channels, repeats, stride;
  };
  constexpr std::array stages = {Stage{1, 16, 1, 1}, Stage{6, 24, 2, 2},  Stage{6, 32, 3, 2}, Stage{6, 64, 4, 2},
                                 Stage{6, 96, 3, 1}, Stage{6, 160, 3, 2}, Stage{6, 320, 1, 1}};
  Chain chain(side_px);
  chain.convolve(3, 32, 3, 2, 1);
  chain.rectify();
  int channels = 32;
  for (const Stage& stage : stages) {
    for (int i = 0; i < stage.repeats; ++i) {
      chain.residual(channels, stage.channels, i == 0 ? stage.stride : 1, stage.expansion);
      channels = stage.channels;
    }
  }
  chain.convolve(channels, 1'280, 1, 1, 1);
  chain.rectify();
  chain.classify(1'280, labels);
  return chain.take();
}

}  // namespace lumen::test
