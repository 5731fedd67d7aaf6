// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/onnx_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <opencv2/core/utility.hpp>
#include <string>
#include <string_view>

#include "vision_worker/model_input.h"
#include "vision_worker/onnx_file.h"

namespace lumen::vision_worker {
namespace {

using vision::ModelLayout;
using vision::ModelSpec;

// The library's own sentence, without the place in its source; the operator first, when it names one
// ("Node [Conv@ai.onnx]:…").
std::string explain(const std::exception& failure) {
  const auto* of_opencv = dynamic_cast<const cv::Exception*>(&failure);
  const std::string text = of_opencv != nullptr ? of_opencv->err : failure.what();
  constexpr std::string_view mark = "Node [";
  const std::size_t start = text.find(mark);
  const std::size_t end = start == std::string::npos ? start : text.find('@', start);
  const std::string what = end == std::string::npos ? "OpenCV cannot run it"
                                                    : "OpenCV cannot run its operator " +
                                                          text.substr(start + mark.size(), end - start - mark.size());
  return what + " (docs/MODELS.md has export settings): " + text;
}

std::vector<std::int64_t> wanted_input(const ModelSpec& spec) {
  if (spec.layout == ModelLayout::nchw) return {1, 3, spec.height_px, spec.width_px};
  return {1, spec.height_px, spec.width_px, 3};
}

Result<void> compare_input(const OnnxFile& file, const ModelSpec& spec) {
  const std::vector<std::int64_t> wanted = wanted_input(spec);
  const auto agree = [](std::int64_t has, std::int64_t want) { return has < 0 || has == want; };
  if (file.input_dims.empty() ||
      std::equal(file.input_dims.begin(), file.input_dims.end(), wanted.begin(), wanted.end(), agree)) {
    return {};
  }
  return fail(bad_model(fmt::format("its input is {}, the card's width, height and layout make it {}",
                                    describe_dims(file.input_dims), describe_dims(wanted))));
}

std::vector<double> finite_numbers(const cv::Mat& output) {
  std::vector<double> numbers(output.ptr<float>(), output.ptr<float>() + output.total());
  const bool good = std::all_of(numbers.begin(), numbers.end(), [](double value) { return std::isfinite(value); });
  return good ? numbers : std::vector<double>();
}

// A model is run with every instruction set of the processor. The engine is not (Engine::load).
class EveryInstructionSet {
 public:
  EveryInstructionSet() { cv::setUseOptimized(true); }
  ~EveryInstructionSet() { cv::setUseOptimized(before_); }
  EveryInstructionSet(const EveryInstructionSet&) = delete;
  EveryInstructionSet& operator=(const EveryInstructionSet&) = delete;

 private:
  bool before_ = cv::useOptimized();
};

cv::Mat forward(cv::dnn::Net& net, const cv::Mat& input) {
  const EveryInstructionSet fast;
  net.setInput(input);
  cv::Mat output = net.forward();
  return output.isContinuous() ? output : output.clone();
}

Result<void> try_out(cv::dnn::Net& net, const ModelSpec& spec) {
  const cv::Mat grey(spec.height_px, spec.width_px, CV_8UC3, cv::Scalar::all(128));
  const cv::Mat output = forward(net, make_model_input(grey, std::nullopt, spec));
  if (output.depth() != CV_32F || output.channels() != 1) return fail(bad_model("its output is not of 32-bit numbers"));
  if (output.total() != spec.outputs) {
    return fail(bad_model(fmt::format("it gives {} numbers, the card names {} labels", output.total(), spec.outputs)));
  }
  if (finite_numbers(output).empty()) {
    return fail(bad_model("its outputs for a grey picture are not finite numbers; its weights are damaged"));
  }
  return {};
}

}  // namespace

Result<OnnxModel> OnnxModel::load(ByteView bytes, const ModelSpec& spec) {
  const auto file = look_through_onnx(bytes);
  if (!file) return fail(file.error());
  if (auto good = compare_input(*file, spec); !good) return fail(good.error());
  try {
    cv::dnn::Net net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (net.empty()) return fail(bad_model("OpenCV found no operators in it"));
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    if (auto good = try_out(net, spec); !good) return fail(good.error());
    return OnnxModel(std::move(net), spec);
  } catch (const std::exception& failure) {
    return fail(bad_model(explain(failure)));
  }
}

std::vector<double> OnnxModel::run(const cv::Mat& bgr, const std::optional<cv::Rect2d>& face) {
  const cv::Mat output = forward(net_, make_model_input(bgr, face, spec_));
  if (output.total() != spec_.outputs) return {};
  return finite_numbers(output);
}

void prepare_onnx() {
  cv::dnn::Net net;
  cv::dnn::LayerParams rectifier;
  net.addLayerToPrev("rectifier", "ReLU", rectifier);
  net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
  net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
  const std::array<int, 4> dims{1, 3, 8, 8};
  forward(net, cv::Mat(4, dims.data(), CV_32F, cv::Scalar::all(1)));
}

}  // namespace lumen::vision_worker
