// SPDX-License-Identifier: Apache-2.0
#pragma once
// Walks the fields of one protobuf message without trusting its bytes
// (https://protobuf.dev/programming-guides/encoding/). Views point into the bytes given. Pure; never reads beyond
// them, and every step moves forward, so a walk costs at most its bytes.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/encoding.h"

namespace lumen::vision_worker {

struct ProtobufField {
  enum class Kind : std::uint8_t { number, fixed_64, bytes, fixed_32 };
  int number = 0;
  Kind kind = Kind::number;
  std::uint64_t value = 0;  // of the three kinds of numbers
  ByteView bytes;
  std::string_view text() const { return as_text(bytes); }
};

class ProtobufReader {
 public:
  explicit ProtobufReader(ByteView bytes) : rest_(bytes) {}

  // Nothing at the end, and when the bytes are no message: then `is_broken`.
  std::optional<ProtobufField> next();
  bool is_broken() const { return broken_; }

 private:
  std::optional<std::uint64_t> varint();
  std::optional<std::uint64_t> fixed(std::size_t byte_count);
  std::optional<ProtobufField> broken();

  ByteView rest_;
  bool broken_ = false;
};

// How many varints `bytes` hold, one after the other; nothing when they do not end with one.
std::optional<std::uint64_t> count_varints(ByteView bytes);

}  // namespace lumen::vision_worker
