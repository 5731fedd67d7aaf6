// SPDX-License-Identifier: Apache-2.0
#pragma once
// Looks through an ONNX file before OpenCV reads it, because OpenCV 4.6 copies as many values as a tensor's shape
// declares, whether the file holds them or not, and because its words about what it cannot run help nobody. Field
// numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. Pure, bounded by the file's length.

#include <cstdint>
#include <string>
#include <vector>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen::vision_worker {

struct OnnxFile {
  std::vector<std::int64_t> input_dims;   // -1 where the file does not fix it; empty when it gives no shape
  std::vector<std::int64_t> output_dims;  // the same
  std::int64_t opset = 0;                 // of ONNX's own operators
};

// Promises of an accepted file: one graph without graphs inside; one input of 32-bit numbers and one output; every
// tensor holds exactly the values that its shape declares; no data in other files.
// Errors: `invalid` "bad_model", whose message says what is wrong and what would be right.
Result<OnnxFile> look_through_onnx(ByteView bytes);

// "1 x 3 x ? x 224"
std::string describe_dims(const std::vector<std::int64_t>& dims);

Error bad_model(std::string what);

}  // namespace lumen::vision_worker
