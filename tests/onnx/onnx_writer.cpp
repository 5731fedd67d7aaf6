// SPDX-License-Identifier: Apache-2.0
#include "tests/onnx/onnx_writer.h"

#include <cstring>
#include <utility>

namespace lumen::test {
namespace {

enum class WireType : std::uint8_t { varint = 0, length_delimited = 2, fixed_32 = 5 };

std::uint64_t tag(int field, WireType type) {
  return static_cast<std::uint64_t>(field) << 3 | static_cast<std::uint64_t>(type);
}

std::uint64_t as_unsigned(std::int64_t value) { return static_cast<std::uint64_t>(value); }

std::string_view raw(const std::vector<float>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

std::string encode(const OnnxTensor& tensor) {
  WireMessage message;
  for (const std::int64_t dim : tensor.dims) message.add_number(1, as_unsigned(dim));
  if (tensor.declared_values >= 0) message.add_number(1, as_unsigned(tensor.declared_values));
  message.add_number(2, 1);  // FLOAT
  message.add_bytes(8, tensor.name);
  message.add_bytes(9, raw(tensor.values));  // little-endian, as this machine is
  return message.bytes();
}

std::string encode(const OnnxAttribute& attribute) {
  WireMessage message;
  message.add_bytes(1, attribute.name);
  if (attribute.tensor != nullptr) {
    message.add_bytes(5, encode(*attribute.tensor));
    message.add_number(20, 4);  // TENSOR
  } else if (!attribute.real.empty()) {
    message.add_float(2, attribute.real[0]);
    message.add_number(20, 1);  // FLOAT
  } else if (attribute.is_list) {
    for (const std::int64_t value : attribute.whole) message.add_number(8, as_unsigned(value));
    message.add_number(20, 7);  // INTS
  } else {
    message.add_number(3, as_unsigned(attribute.whole[0]));
    message.add_number(20, 2);  // INT
  }
  return message.bytes();
}

std::string encode(const OnnxNode& node) {
  WireMessage message;
  for (const std::string& input : node.inputs) message.add_bytes(1, input);
  for (const std::string& output : node.outputs) message.add_bytes(2, output);
  message.add_bytes(3, node.operation + "_" + (node.outputs.empty() ? "" : node.outputs[0]));
  message.add_bytes(4, node.operation);
  for (const OnnxAttribute& attribute : node.attributes) message.add_bytes(5, encode(attribute));
  return message.bytes();
}

std::string encode(const OnnxValue& value) {
  WireMessage shape;
  for (const std::int64_t dim : value.dims) {
    WireMessage one;
    if (dim >= 0) one.add_number(1, as_unsigned(dim));
    if (dim < 0) one.add_bytes(2, "any");
    shape.add_bytes(1, one.bytes());
  }
  WireMessage tensor_type;
  tensor_type.add_number(1, static_cast<std::uint64_t>(value.element_type));
  tensor_type.add_bytes(2, shape.bytes());
  WireMessage type;
  type.add_bytes(1, tensor_type.bytes());
  WireMessage message;
  message.add_bytes(1, value.name);
  message.add_bytes(2, type.bytes());
  return message.bytes();
}

}  // namespace

void WireMessage::add_varint(std::uint64_t value) {
  for (; value > 0x7F; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
  bytes_.push_back(static_cast<char>(value));
}

void WireMessage::add_number(int field, std::uint64_t value) {
  add_varint(tag(field, WireType::varint));
  add_varint(value);
}

void WireMessage::add_float(int field, float value) {
  add_varint(tag(field, WireType::fixed_32));
  bytes_.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

void WireMessage::add_bytes(int field, std::string_view bytes) {
  add_varint(tag(field, WireType::length_delimited));
  add_varint(bytes.size());
  bytes_.append(bytes);
}

OnnxAttribute whole(std::string name, std::int64_t value) { return {std::move(name), {value}, {}, nullptr, false}; }
OnnxAttribute whole_list(std::string name, std::vector<std::int64_t> values) {
  return {std::move(name), std::move(values), {}, nullptr, true};
}
OnnxAttribute real(std::string name, float value) { return {std::move(name), {}, {value}, nullptr, false}; }

Bytes write_onnx(const OnnxGraph& graph) {
  WireMessage inside;
  for (const OnnxNode& node : graph.nodes) inside.add_bytes(1, encode(node));
  inside.add_bytes(2, "graph");
  for (const OnnxTensor& weight : graph.weights) inside.add_bytes(5, encode(weight));
  for (const OnnxValue& input : graph.inputs) inside.add_bytes(11, encode(input));
  for (const OnnxValue& output : graph.outputs) inside.add_bytes(12, encode(output));
  WireMessage opset;
  opset.add_bytes(1, "");
  opset.add_number(2, as_unsigned(graph.opset));
  WireMessage model;
  model.add_number(1, 4);  // ir_version
  model.add_bytes(2, "lumen-tests");
  model.add_bytes(7, inside.bytes());
  model.add_bytes(8, opset.bytes());
  const std::string& bytes = model.bytes();
  return Bytes(bytes.begin(), bytes.end());
}

}  // namespace lumen::test
