// SPDX-License-Identifier: Apache-2.0
#pragma once
// The beginning of a long text, for a message that quotes it. Pure.

#include <string>
#include <string_view>

namespace lumen::catalog {

// The longest start of UTF-8 text that has at most `bytes_max` bytes and ends with a whole character.
inline std::string text_start(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0U) == 0x80U) --bytes_max;
  return std::string(text.substr(0, bytes_max));
}

}  // namespace lumen::catalog
