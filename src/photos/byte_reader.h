// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads numbers and pieces out of untrusted bytes, in order. A read past the end answers zero (an empty piece)
// and the reader stays failed from then on, so a parser may check `ok` once after several reads.

#include <cstdint>

#include "base/encoding.h"

namespace lumen::photos {

enum class ByteOrder : std::uint8_t { big, little };

class ByteReader {
 public:
  explicit ByteReader(ByteView bytes, ByteOrder order = ByteOrder::big) : bytes_(bytes), order_(order) {}

  bool ok() const { return ok_; }
  std::size_t position() const { return position_; }
  std::size_t remaining() const { return bytes_.size() - position_; }

  // An unsigned number of 0 to 8 bytes; one of 0 bytes is 0.
  std::uint64_t number(std::size_t size_bytes) {
    const ByteView raw = take(size_bytes);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      value = (value << 8U) | raw[order_ == ByteOrder::big ? i : raw.size() - 1 - i];
    }
    return value;
  }
  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }

  ByteView take(std::size_t size_bytes) {
    if (!ok_ || size_bytes > remaining()) {
      ok_ = false;
      return {};
    }
    const ByteView piece = bytes_.subspan(position_, size_bytes);
    position_ += size_bytes;
    return piece;
  }
  void skip(std::size_t size_bytes) { take(size_bytes); }

 private:
  ByteView bytes_;
  ByteOrder order_;
  std::size_t position_ = 0;
  bool ok_ = true;
};

// True when `bytes` begin with `text`, whose own zeros count.
inline bool begins_with(ByteView bytes, std::string_view text) { return as_text(bytes).starts_with(text); }

}  // namespace lumen::photos
