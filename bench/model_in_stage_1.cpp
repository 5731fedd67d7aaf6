// SPDX-License-Identifier: Apache-2.0
// lumen-bench-onnx MODEL CARD PHOTO ROUNDS
// Runs a model in turn inside stage 1, in a sandboxed worker, and bare: OpenCV's forward pass of the same file on the
// same number of threads, with an input that lies ready. Prints two milliseconds a line: inside (resize, numbers,
// forward pass, as the worker timed it) and bare.

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <opencv2/dnn.hpp>

#include "base/run_blocking.h"
#include "vision/skin_classifier_onnx.h"

namespace {

using namespace lumen;
using namespace lumen::vision;

Bytes read(const char* file) {
  std::ifstream stream(file, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(stream), {});
}

class BareModel {
 public:
  BareModel(const char* file, const ModelSpec& spec) : net_(cv::dnn::readNetFromONNX(file)) {
    net_.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    const std::array<int, 4> dims{1, 3, spec.height_px, spec.width_px};
    input_ = cv::Mat(4, dims.data(), CV_32F, cv::Scalar::all(0.25));
  }
  double forward_ms() {
    const auto start = std::chrono::steady_clock::now();
    net_.setInput(input_);
    net_.forward();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  }

 private:
  cv::dnn::Net net_;
  cv::Mat input_;
};

int fail_with(const Error& error) {
  fmt::print(stderr, "{} ({})\n", error.message, error.detail);
  return 1;
}

}  // namespace

int main(int count, char** values) {
  if (count != 5) {
    fmt::print(stderr, "lumen-bench-onnx MODEL CARD PHOTO ROUNDS\n");
    return 2;
  }
  cv::setNumThreads(1);
  auto package = read_model_package(values[1], values[2]);
  if (!package) return fail_with(package.error());
  BareModel bare(values[1], package->card.spec);
  NullLog quiet;
  EmbeddedClassifierOptions options;
  options.workers = 1;
  options.model = package->files;
  SkinClassifierEmbedded builtin(options, null_metrics(), quiet);
  SkinClassifierOnnx inside(std::move(*package), builtin, null_metrics());
  const Bytes photo = read(values[3]);
  constexpr int warm_rounds = 3;
  for (int i = -warm_rounds; i < std::atoi(values[4]); ++i) {
    PhotoToRead input{photo, 1};
    const auto answer = run_blocking(inside.classify(std::move(input), Deadline::after(std::chrono::minutes(1))));
    if (!answer) return fail_with(answer.error());
    const double bare_ms = bare.forward_ms();
    if (i >= 0) fmt::print("{:.3f} {:.3f}\n", answer->timing_ms.at("model"), bare_ms);
  }
  return 0;
}
