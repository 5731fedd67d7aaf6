// SPDX-License-Identifier: Apache-2.0
#include "analyses/packed_texts.h"

namespace lumen::analyses {
namespace {
constexpr std::size_t length_bytes = 4;
}

std::string pack_texts(std::initializer_list<std::string_view> texts) {
  std::size_t size = 0;
  for (const std::string_view text : texts) size += length_bytes + text.size();
  std::string packed;
  packed.reserve(size);
  for (const std::string_view text : texts) {
    for (unsigned shift = 0; shift < 32; shift += 8)
      packed.push_back(static_cast<char>((text.size() >> shift) & 0xffU));
    packed.append(text);
  }
  return packed;
}

bool unpack_texts(ByteView packed, std::span<std::string> texts) {
  for (std::string& text : texts) {
    if (packed.size() < length_bytes) return false;
    std::size_t size = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) size |= static_cast<std::size_t>(packed[i]) << (8 * i);
    packed = packed.subspan(length_bytes);
    if (packed.size() < size) return false;
    text.assign(as_text(packed.first(size)));
    packed = packed.subspan(size);
  }
  return packed.empty();
}

}  // namespace lumen::analyses
