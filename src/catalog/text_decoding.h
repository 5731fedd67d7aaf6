// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bytes of a text file as UTF-8. A byte order mark goes; what is not well-formed UTF-8 is read as Windows-1252,
// as spreadsheets write it (WHATWG Encoding Standard, index windows-1252; its five unused bytes become U+FFFD).
// Pure.

#include <string>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen::catalog {

enum class TextEncoding : std::uint8_t { utf8, windows_1252 };
std::string_view to_string(TextEncoding encoding);

struct DecodedText {
  std::string text;  // well-formed UTF-8
  TextEncoding encoding = TextEncoding::utf8;
};

// `invalid`: "utf16_file" for UTF-16, "binary_file" when a zero byte is inside.
Result<DecodedText> decode_text(ByteView bytes);

}  // namespace lumen::catalog
