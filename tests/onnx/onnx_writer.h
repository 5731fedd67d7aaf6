// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes ONNX files for tests: graphs of nodes and weights in protobuf's wire encoding
// (https://protobuf.dev/programming-guides/encoding/), field numbers from onnx.proto
// (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). It checks nothing: tests write bad files with it too.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.h"

namespace lumen::test {

// A message under construction.
class WireMessage {
 public:
  void add_number(int field, std::uint64_t value);
  void add_float(int field, float value);
  void add_bytes(int field, std::string_view bytes);
  const std::string& bytes() const { return bytes_; }

 private:
  void add_varint(std::uint64_t value);
  std::string bytes_;
};

struct OnnxTensor {
  std::string name;
  std::vector<std::int64_t> dims;
  std::vector<float> values;
  std::int64_t declared_values = -1;  // other than -1: `dims` say this many in one more dimension, a lie
};

struct OnnxAttribute {
  std::string name;
  std::vector<std::int64_t> whole;  // one: INT unless `is_list`
  std::vector<float> real;
  const OnnxTensor* tensor = nullptr;
  bool is_list = false;
};

OnnxAttribute whole(std::string name, std::int64_t value);
OnnxAttribute whole_list(std::string name, std::vector<std::int64_t> values);
OnnxAttribute real(std::string name, float value);

struct OnnxNode {
  std::string operation;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::vector<OnnxAttribute> attributes;
};

struct OnnxValue {
  std::string name;
  std::vector<std::int64_t> dims;  // -1: not fixed
  int element_type = 1;            // TensorProto.DataType: 1 is FLOAT, 10 FLOAT16
};

struct OnnxGraph {
  std::vector<OnnxValue> inputs;
  std::vector<OnnxValue> outputs;
  std::vector<OnnxTensor> weights;
  std::vector<OnnxNode> nodes;
  std::int64_t opset = 9;
};

Bytes write_onnx(const OnnxGraph& graph);

}  // namespace lumen::test
