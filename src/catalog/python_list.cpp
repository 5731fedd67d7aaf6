// SPDX-License-Identifier: Apache-2.0
#include "catalog/python_list.h"

#include <cstdint>

namespace lumen::catalog {
namespace {

void append_utf8(std::uint32_t code, std::string& out) {
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (code >> 6U)));
    out.push_back(static_cast<char>(0x80U | (code & 0x3FU)));
  } else {
    out.push_back(static_cast<char>(0xE0U | (code >> 12U)));
    out.push_back(static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | (code & 0x3FU)));
  }
}

std::optional<std::uint32_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  return std::nullopt;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<std::vector<std::string>> list() {
    std::vector<std::string> items;
    if (!take('[')) return std::nullopt;
    skip_space();
    if (take(']')) return at_end() ? std::optional(items) : std::nullopt;
    for (;;) {
      auto item = string();
      if (!item) return std::nullopt;
      items.push_back(std::move(*item));
      skip_space();
      const bool more = take(',');
      skip_space();
      if (take(']')) return at_end() ? std::optional(items) : std::nullopt;
      if (!more) return std::nullopt;
    }
  }

 private:
  bool at_end() const { return at_ == text_.size(); }
  bool take(char wanted) {
    if (at_end() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  void skip_space() {
    while (!at_end() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
  }

  std::optional<std::string> string() {
    if (at_end() || (text_[at_] != '\'' && text_[at_] != '"')) return std::nullopt;
    const char quote = text_[at_++];
    std::string out;
    while (!at_end()) {
      const char c = text_[at_++];
      if (c == quote) return out;
      if (c != '\\') {
        out.push_back(c);
      } else if (!escape(out)) {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  bool escape(std::string& out) {
    if (at_end()) return false;
    const char c = text_[at_++];
    switch (c) {
      case 'n':
      case 'r':
      case 't': out.push_back(' '); return true;
      case 'x': return code_point(2, out);
      case 'u': return code_point(4, out);
      default: out.push_back(c); return true;
    }
  }

  bool code_point(std::size_t digits, std::string& out) {
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const auto digit = at_end() ? std::nullopt : hex_digit(text_[at_]);
      if (!digit) return false;
      code = code * 16 + *digit;
      ++at_;
    }
    if (code >= 0xD800 && code < 0xE000) return false;
    append_utf8(code, out);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::vector<std::string>> parse_python_list(std::string_view text) { return Parser(text).list(); }

}  // namespace lumen::catalog
