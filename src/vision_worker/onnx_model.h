// SPDX-License-Identifier: Apache-2.0
#pragma once
// A classifier from an ONNX file, run by OpenCV's DNN module on its own kernels: one thread, no graphics card,
// deterministic on one kind of processor, whose instruction sets it uses all. Loaded inside the sandbox, since a model
// file is trusted no more than a photo.

#include <opencv2/dnn.hpp>
#include <optional>
#include <vector>

#include "base/encoding.h"
#include "base/result.h"
#include "vision/model_spec.h"

namespace lumen::vision_worker {

class OnnxModel {
 public:
  // Looks the file through (onnx_file.h), has OpenCV read it and runs it once on a grey picture. After success the
  // model takes inputs as `spec` says and gives `spec.outputs` finite numbers for grey.
  // Errors: `invalid` "bad_model", whose message says what is wrong.
  static Result<OnnxModel> load(ByteView bytes, const vision::ModelSpec& spec);

  // The outputs for a photo; `face` as in model_input.h. Empty when they are not all finite numbers. Not thread-safe.
  std::vector<double> run(const cv::Mat& bgr, const std::optional<cv::Rect2d>& face);

 private:
  OnnxModel(cv::dnn::Net net, const vision::ModelSpec& spec) : net_(std::move(net)), spec_(spec) {}

  cv::dnn::Net net_;
  vision::ModelSpec spec_;
};

// Makes OpenCV's DNN module read and run a net of its own, so that nothing is left for it to look up or to load once
// the sandbox is closed.
void prepare_onnx();

}  // namespace lumen::vision_worker
