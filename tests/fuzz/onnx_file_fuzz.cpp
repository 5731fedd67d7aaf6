// SPDX-License-Identifier: Apache-2.0
// Any bytes as a model: the look through an ONNX file ends with shapes of at most eight dimensions or with a reason.

#include "tests/fuzz/fuzz.h"
#include "tests/onnx/small_models.h"
#include "vision_worker/onnx_file.h"

using lumen::fuzz::require;

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  using namespace lumen::test;
  SmallClassifier last;
  last.layout = TensorLayout::nhwc;
  last.with_softmax = true;
  OnnxGraph lying = small_classifier({});
  lying.weights[0].declared_values = 1'000'000;
  return {write_onnx(small_classifier({})), write_onnx(small_classifier(last)), write_onnx(lying)};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = lumen::vision_worker::look_through_onnx({data, size});
  if (!file) {
    require(!file.error().message.empty() && file.error().message.size() < 1'000, "a reason is given, and short");
    for (const char c : file.error().message) require(c >= 0x20 && c <= 0x7e, "a reason is plain text");
    return 0;
  }
  require(file->input_dims.size() <= 8 && file->output_dims.size() <= 8, "a shape has at most eight dimensions");
  for (const auto dim : file->input_dims) require(dim == -1 || dim > 0, "a dimension is positive or not fixed");
  return 0;
}
