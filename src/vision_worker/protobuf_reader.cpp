// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/protobuf_reader.h"

#include <algorithm>

namespace lumen::vision_worker {
namespace {

constexpr std::uint64_t field_number_max = (1U << 29) - 1;

}  // namespace

std::optional<std::uint64_t> ProtobufReader::varint() {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(10, rest_.size()); ++i) {
    value |= static_cast<std::uint64_t>(rest_[i] & 0x7F) << (7 * i);
    if (rest_[i] > 0x7F) continue;
    rest_ = rest_.subspan(i + 1);
    return value;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> ProtobufReader::fixed(std::size_t byte_count) {
  if (rest_.size() < byte_count) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < byte_count; ++i) value |= static_cast<std::uint64_t>(rest_[i]) << (8 * i);
  rest_ = rest_.subspan(byte_count);
  return value;
}

std::optional<ProtobufField> ProtobufReader::broken() {
  broken_ = true;
  rest_ = {};
  return std::nullopt;
}

std::optional<ProtobufField> ProtobufReader::next() {
  if (rest_.empty()) return std::nullopt;
  const auto tag = varint();
  if (!tag || *tag >> 3 == 0 || *tag >> 3 > field_number_max) return broken();
  ProtobufField field;
  field.number = static_cast<int>(*tag >> 3);
  std::optional<std::uint64_t> value;
  switch (*tag & 7) {
    case 0:
      field.kind = ProtobufField::Kind::number;
      value = varint();
      break;
    case 1:
      field.kind = ProtobufField::Kind::fixed_64;
      value = fixed(8);
      break;
    case 2:
      field.kind = ProtobufField::Kind::bytes;
      value = varint();
      if (!value || *value > rest_.size()) return broken();
      field.bytes = rest_.first(*value);
      rest_ = rest_.subspan(*value);
      break;
    case 5:
      field.kind = ProtobufField::Kind::fixed_32;
      value = fixed(4);
      break;
    default: return broken();  // groups: nothing writes them any more
  }
  if (!value) return broken();
  field.value = *value;
  return field;
}

std::optional<std::uint64_t> count_varints(ByteView bytes) {
  if (!bytes.empty() && bytes.back() > 0x7F) return std::nullopt;
  return static_cast<std::uint64_t>(std::count_if(bytes.begin(), bytes.end(), [](auto byte) { return byte <= 0x7F; }));
}

}  // namespace lumen::vision_worker
