// SPDX-License-Identifier: Apache-2.0
#include "telemetry/printable.h"

#include <fmt/format.h>

#include <iterator>

#include "base/encoding.h"

namespace lumen::telemetry {
namespace {

// How many bytes the UTF-8 sequence that begins here has; 0 when it is broken.
std::size_t sequence_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return size <= text.size() && is_utf8(text.substr(0, size)) ? size : 0;
}

void append_code(std::string& out, unsigned code) { fmt::format_to(std::back_inserter(out), "\\u{:04x}", code); }

void append_ascii(std::string& out, char c) {
  const auto code = static_cast<unsigned char>(c);
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (code < 0x20 || code == 0x7f) return append_code(out, code);
  out.push_back(c);
}

bool is_c1_control(std::string_view sequence) {
  return sequence.size() == 2 && sequence[0] == '\xC2' && static_cast<unsigned char>(sequence[1]) < 0xA0;
}

}  // namespace

void append_escaped(std::string& out, std::string_view text, std::size_t bytes_max) {
  const std::size_t end = text.size() <= bytes_max ? text.size() : bytes_max;
  std::size_t at = 0;
  while (at < end) {
    const std::size_t size = sequence_size(text.substr(at));
    if (size == 0) {
      out += "\xEF\xBF\xBD";
    } else if (size == 1) {
      append_ascii(out, text[at]);
    } else if (is_c1_control(text.substr(at, size))) {
      append_code(out, static_cast<unsigned char>(text[at + 1]));
    } else {
      out.append(text.substr(at, size));
    }
    at += size == 0 ? 1 : size;
  }
  if (at < text.size()) out += "…";
}

}  // namespace lumen::telemetry
