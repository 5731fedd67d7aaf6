// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/onnx_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "vision_worker/protobuf_reader.h"

namespace lumen::vision_worker {
namespace {

using Kind = ProtobufField::Kind;

constexpr std::size_t nodes_max = 10'000;
constexpr std::size_t dims_max = 8;
constexpr std::uint64_t value_type_float = 1;

// Thrown and caught in this file only: the walk stops at the first breach.
struct Breach {
  std::string what;
};

// At most 60 printable characters of a name from the file.
std::string shown(std::string_view name) {
  std::string out(name.substr(0, 60));
  std::replace_if(out.begin(), out.end(), [](char c) { return c < 0x20 || c > 0x7e || c == '"'; }, '?');
  return out;
}

template <class Take>
void for_each_field(ByteView bytes, Take take) {
  ProtobufReader reader(bytes);
  while (const auto field = reader.next()) take(*field);
  if (reader.is_broken()) throw Breach{"it is no ONNX file, or its end is missing"};
}

// How a type of TensorProto.DataType is stored: in raw bytes, or in a list of its own.
struct Storage {
  std::uint64_t type;
  std::size_t bytes;  // of one raw value
  int list_field;
};
constexpr std::array storages = {Storage{1, 4, 4},  Storage{2, 1, 5},  Storage{3, 1, 5}, Storage{4, 2, 5},
                                 Storage{5, 2, 5},  Storage{6, 4, 5},  Storage{7, 8, 7}, Storage{9, 1, 5},
                                 Storage{10, 2, 5}, Storage{11, 8, 10}};

// Values of a packed or plain field of a list.
std::uint64_t values_in(const ProtobufField& field) {
  if (field.kind != Kind::bytes) return 1;
  if (field.number == 4) return field.bytes.size() / 4;
  if (field.number == 10) return field.bytes.size() / 8;
  const auto count = count_varints(field.bytes);
  if (!count) throw Breach{"a list of numbers is cut off"};
  return *count;
}

class TensorWalk {
 public:
  // Answers the tensor's name.
  std::string_view check(ByteView bytes) {
    for_each_field(bytes, [this](const ProtobufField& field) { take(field); });
    const auto storage =
        std::find_if(storages.begin(), storages.end(), [this](const Storage& one) { return one.type == type_; });
    if (storage == storages.end()) {
      throw Breach{fmt::format("the tensor \"{}\" has values of type {}; export it with float32", shown(name_), type_)};
    }
    const std::uint64_t wanted = declared();
    const bool is_raw = raw_fields_ > 0 && raw_bytes_ > 0;
    const bool fits = is_raw ? list_values_ == 0 && raw_fields_ == 1 && raw_bytes_ % storage->bytes == 0 &&
                                   raw_bytes_ / storage->bytes == wanted
                             : list_values_ == wanted && (wanted == 0 || list_field_ == storage->list_field);
    if (!fits) {
      throw Breach{fmt::format("the tensor \"{}\" declares {} values and holds {}; export the model again",
                               shown(name_), wanted, is_raw ? raw_bytes_ / storage->bytes : list_values_)};
    }
    return name_;
  }

 private:
  void take(const ProtobufField& field) {
    switch (field.number) {
      case 1: take_dims(field); break;
      case 2: type_ = field.value; break;
      case 8: name_ = field.text(); break;
      case 9:
        raw_bytes_ = field.bytes.size();
        ++raw_fields_;
        break;
      case 4:
      case 5:
      case 7:
      case 10: {
        if (list_field_ != 0 && list_field_ != field.number) throw Breach{"a tensor holds two lists of values"};
        list_field_ = field.number;
        list_values_ += values_in(field);
        break;
      }
      case 13: throw Breach{"its weights are in another file; export it as one file (save_as_external_data off)"};
      case 14:
        if (field.value != 0) throw Breach{"its weights are in another file; export it as one file"};
        break;
      default: break;
    }
  }

  void take_dims(const ProtobufField& field) {
    if (field.kind == Kind::number) {
      add_dim(field.value);
      return;
    }
    // Packed: read as a message of nothing but its numbers.
    std::uint64_t value = 0;
    int shift = 0;
    for (const std::uint8_t byte : field.bytes) {
      if (shift > 63) throw Breach{"a tensor's shape is damaged"};
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      shift += 7;
      if (byte > 0x7F) continue;
      add_dim(value);
      value = 0;
      shift = 0;
    }
    if (shift != 0) throw Breach{"a tensor's shape is cut off"};
  }

  void add_dim(std::uint64_t dim) {
    if (dims_.size() == dims_max) throw Breach{"a tensor has more than 8 dimensions"};
    dims_.push_back(dim);
  }

  std::uint64_t declared() const {
    constexpr std::uint64_t values_max = 1ULL << 32;
    std::uint64_t count = 1;
    for (const std::uint64_t dim : dims_) {
      if (dim > values_max || (dim > 0 && count > values_max / dim)) {
        throw Breach{fmt::format("the tensor \"{}\" declares {} values; export the model again", shown(name_),
                                 fmt::join(dims_, " x "))};
      }
      count *= dim;
    }
    return count;
  }

  std::vector<std::uint64_t> dims_;
  std::uint64_t type_ = 0;
  std::string_view name_;
  std::uint64_t raw_bytes_ = 0;
  int raw_fields_ = 0;
  std::uint64_t list_values_ = 0;
  int list_field_ = 0;
};

struct Value {
  std::string_view name;
  std::uint64_t type = 0;
  std::vector<std::int64_t> dims;
};

std::int64_t read_dim(ByteView bytes) {
  std::int64_t dim = -1;
  for_each_field(bytes, [&](const ProtobufField& field) {
    if (field.number == 1 && field.kind == Kind::number) dim = static_cast<std::int64_t>(field.value);
  });
  return dim > 0 ? dim : -1;
}

void read_tensor_type(ByteView bytes, Value& value) {
  for_each_field(bytes, [&](const ProtobufField& field) {
    if (field.number == 1) value.type = field.value;
    if (field.number != 2) return;
    for_each_field(field.bytes, [&](const ProtobufField& dim) {
      if (dim.number != 1) return;
      if (value.dims.size() == dims_max) throw Breach{"an input or output has more than 8 dimensions"};
      value.dims.push_back(read_dim(dim.bytes));
    });
  });
}

Value read_value(ByteView bytes) {
  Value value;
  for_each_field(bytes, [&](const ProtobufField& field) {
    if (field.number == 1) value.name = field.text();
    if (field.number != 2) return;
    for_each_field(field.bytes, [&](const ProtobufField& type) {
      if (type.number != 1) throw Breach{"an input or output is no tensor"};
      read_tensor_type(type.bytes, value);
    });
  });
  return value;
}

class GraphWalk {
 public:
  void walk(ByteView bytes) {
    for_each_field(bytes, [this](const ProtobufField& field) { take(field); });
    if (nodes_.empty()) throw Breach{"its graph is empty"};
    for (const Node& node : nodes_) check(node);
    std::erase_if(inputs_, [this](const Value& input) { return weights_.contains(input.name); });
    if (inputs_.size() != 1) throw Breach{one_wanted("input", inputs_.size())};
    if (outputs_.size() != 1) throw Breach{one_wanted("output", outputs_.size())};
    if (inputs_[0].type != value_type_float) throw Breach{"its input is not of 32-bit numbers; export it with float32"};
  }

  const Value& input() const { return inputs_[0]; }
  const Value& output() const { return outputs_[0]; }

 private:
  struct Node {
    std::string_view operation;
    std::string_view domain;
    std::vector<std::string_view> inputs;
  };

  static std::string one_wanted(std::string_view what, std::size_t count) {
    return fmt::format("it has {} {}s; export it with one {}", count, what, what);
  }

  void take(const ProtobufField& field) {
    switch (field.number) {
      case 1: take_node(field.bytes); break;
      case 5: weights_.insert(TensorWalk().check(field.bytes)); break;
      case 11: inputs_.push_back(read_value(field.bytes)); break;
      case 12: outputs_.push_back(read_value(field.bytes)); break;
      case 15: throw Breach{"it holds sparse weights; export it with dense ones"};
      default: break;
    }
  }

  void take_node(ByteView bytes) {
    if (nodes_.size() == nodes_max) throw Breach{fmt::format("it has more than {} operators", nodes_max)};
    Node node;
    for_each_field(bytes, [&](const ProtobufField& field) {
      if (field.number == 1) node.inputs.push_back(field.text());
      if (field.number == 4) node.operation = field.text();
      if (field.number == 5) check_attribute(field.bytes);
      if (field.number == 7) node.domain = field.text();
    });
    nodes_.push_back(std::move(node));
  }

  static void check_attribute(ByteView bytes) {
    int tensors = 0;
    for_each_field(bytes, [&](const ProtobufField& field) {
      if (field.number == 5 || field.number == 10) {
        TensorWalk().check(field.bytes);
        if (field.number == 5 && ++tensors > 1) throw Breach{"an operator's tensor is given twice"};
      }
      if (field.number == 6 || field.number == 11) {
        throw Breach{"an operator holds a graph of its own (If, Loop, Scan), which OpenCV does not run"};
      }
      if (field.number == 22 || field.number == 23) throw Breach{"it holds sparse weights; export it with dense ones"};
    });
  }

  // What OpenCV 4.6 is known to fail at, with the export setting that avoids it.
  void check(const Node& node) const {
    if (!node.domain.empty() && node.domain != "ai.onnx") {
      throw Breach{fmt::format("the operator {} is of the domain \"{}\"; export with ONNX's own operators only",
                               shown(node.operation), shown(node.domain))};
    }
    if (node.operation == "Clip" && node.inputs.size() > 1) {
      throw Breach{"a Clip takes its bounds as inputs, which OpenCV 4.6 does not run; export with opset 9 or 10"};
    }
    if (node.operation == "Identity" && node.inputs.size() == 1 && weights_.contains(node.inputs[0])) {
      throw Breach{
          "an Identity copies a weight, which OpenCV 4.6 does not run; export without sharing of equal weights, or "
          "simplify the file with onnxsim"};
    }
  }

  std::vector<Node> nodes_;
  std::vector<Value> inputs_;
  std::vector<Value> outputs_;
  std::set<std::string_view> weights_;
};

std::int64_t read_opset(ByteView bytes, std::int64_t before) {
  std::string_view domain;
  std::int64_t version = 0;
  for_each_field(bytes, [&](const ProtobufField& field) {
    if (field.number == 1) domain = field.text();
    if (field.number == 2) version = static_cast<std::int64_t>(field.value);
  });
  return domain.empty() || domain == "ai.onnx" ? version : before;
}

OnnxFile walk_model(ByteView bytes) {
  OnnxFile file;
  std::optional<ByteView> graph;
  for_each_field(bytes, [&](const ProtobufField& field) {
    if (field.number == 7 && field.kind == Kind::bytes) {
      if (graph) throw Breach{"it holds two graphs"};
      graph = field.bytes;
    }
    if (field.number == 8 && field.kind == Kind::bytes) file.opset = read_opset(field.bytes, file.opset);
    if (field.number == 25) throw Breach{"it defines operators of its own (functions); export with these inlined"};
  });
  if (!graph) throw Breach{"it is no ONNX file: it holds no graph"};
  GraphWalk walk;
  walk.walk(*graph);
  file.input_dims = walk.input().dims;
  file.output_dims = walk.output().dims;
  return file;
}

}  // namespace

Error bad_model(std::string what) { return invalid("bad_model", std::move(what)); }

std::string describe_dims(const std::vector<std::int64_t>& dims) {
  std::string text;
  for (const std::int64_t dim : dims) {
    text += (text.empty() ? "" : " x ") + (dim > 0 ? std::to_string(dim) : std::string("?"));
  }
  return text;
}

Result<OnnxFile> look_through_onnx(ByteView bytes) {
  try {
    return walk_model(bytes);
  } catch (const Breach& breach) {
    return fail(bad_model(breach.what));
  }
}

}  // namespace lumen::vision_worker
