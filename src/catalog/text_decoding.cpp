// SPDX-License-Identifier: Apache-2.0
#include "catalog/text_decoding.h"

#include <algorithm>
#include <array>

namespace lumen::catalog {
namespace {

// 0x80..0x9F; everything above is Latin-1.
constexpr std::array<char16_t, 32> high_controls = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

void append_utf8(char16_t code, std::string& out) {
  const auto value = static_cast<unsigned>(code);
  if (value < 0x80) {
    out.push_back(static_cast<char>(value));
  } else if (value < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (value >> 6U)));
    out.push_back(static_cast<char>(0x80U | (value & 0x3FU)));
  } else {
    out.push_back(static_cast<char>(0xE0U | (value >> 12U)));
    out.push_back(static_cast<char>(0x80U | ((value >> 6U) & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | (value & 0x3FU)));
  }
}

std::string from_windows_1252(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(byte >= 0x80 && byte < 0xA0 ? high_controls[byte - 0x80U] : static_cast<char16_t>(byte), out);
  }
  return out;
}

}  // namespace

std::string_view to_string(TextEncoding encoding) { return encoding == TextEncoding::utf8 ? "UTF-8" : "Windows-1252"; }

Result<DecodedText> decode_text(ByteView bytes) {
  std::string_view text = as_text(bytes);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return fail(invalid("utf16_file", "The file is UTF-16. Save it as UTF-8 and try again."));
  }
  if (text.find('\0') != std::string_view::npos) {
    return fail(invalid("binary_file", "The file is not text. Give a CSV or JSON file."));
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (is_utf8(text)) return DecodedText{std::string(text), TextEncoding::utf8};
  return DecodedText{from_windows_1252(text), TextEncoding::windows_1252};
}

}  // namespace lumen::catalog
