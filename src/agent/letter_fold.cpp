// SPDX-License-Identifier: Apache-2.0
#include "agent/letter_fold.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <utility>

namespace lumen::agent {
namespace {

constexpr char32_t unreadable = 0xFFFD;

// U+00C0..U+00FF and U+0100..U+017F.
constexpr std::string_view latin_1 = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";
constexpr std::string_view latin_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuu"
    "uuwwy"
    "yyzzzzzzs";
static_assert(latin_1.size() == 64 && latin_a.size() == 128);

struct Range {
  char32_t first;
  char32_t last;
  char letter;
};
// Vietnamese and other letters with two marks.
constexpr std::array<Range, 18> marked = {{{0x1E00, 0x1E01, 'a'},
                                           {0x1E02, 0x1E07, 'b'},
                                           {0x1E0A, 0x1E13, 'd'},
                                           {0x1E14, 0x1E1D, 'e'},
                                           {0x1E22, 0x1E2B, 'h'},
                                           {0x1E2C, 0x1E2F, 'i'},
                                           {0x1E30, 0x1E35, 'k'},
                                           {0x1E36, 0x1E3D, 'l'},
                                           {0x1E44, 0x1E4B, 'n'},
                                           {0x1E4C, 0x1E53, 'o'},
                                           {0x1E58, 0x1E5F, 'r'},
                                           {0x1E60, 0x1E69, 's'},
                                           {0x1EA0, 0x1EB7, 'a'},
                                           {0x1EB8, 0x1EC7, 'e'},
                                           {0x1EC8, 0x1ECB, 'i'},
                                           {0x1ECC, 0x1EE3, 'o'},
                                           {0x1EE4, 0x1EF1, 'u'},
                                           {0x1EF2, 0x1EF9, 'y'}}};

using Pair = std::pair<char32_t, char>;
constexpr std::array<Pair, 30> small_capitals = {
    {{0x1D00, 'a'}, {0x0299, 'b'}, {0x1D04, 'c'}, {0x1D05, 'd'}, {0x1D07, 'e'}, {0xA730, 'f'},
     {0x0262, 'g'}, {0x029C, 'h'}, {0x026A, 'i'}, {0x1D0A, 'j'}, {0x1D0B, 'k'}, {0x029F, 'l'},
     {0x1D0D, 'm'}, {0x0274, 'n'}, {0x1D0F, 'o'}, {0x1D18, 'p'}, {0x0280, 'r'}, {0xA731, 's'},
     {0x1D1B, 't'}, {0x1D1C, 'u'}, {0x1D20, 'v'}, {0x1D21, 'w'}, {0x028F, 'y'}, {0x1D22, 'z'},
     {0x0251, 'a'}, {0x0261, 'g'}, {0x0269, 'i'}, {0x2113, 'l'}, {0x212F, 'e'}, {0x2134, 'o'}}};

// Lower case, Cyrillic and Greek.
constexpr std::array<Pair, 40> look_alikes = {
    {{0x0430, 'a'}, {0x0432, 'b'}, {0x0435, 'e'}, {0x0437, 'e'}, {0x043A, 'k'}, {0x043C, 'm'}, {0x043D, 'h'},
     {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'}, {0x0445, 'x'}, {0x0455, 's'},
     {0x0456, 'i'}, {0x0458, 'j'}, {0x0501, 'd'}, {0x051B, 'q'}, {0x051D, 'w'}, {0x04BB, 'h'}, {0x04CF, 'l'},
     {0x0433, 'r'}, {0x0475, 'v'}, {0x0451, 'e'}, {0x03B1, 'a'}, {0x03B2, 'b'}, {0x03B5, 'e'}, {0x03B7, 'n'},
     {0x03B9, 'i'}, {0x03BA, 'k'}, {0x03BD, 'v'}, {0x03BF, 'o'}, {0x03C1, 'p'}, {0x03C4, 't'}, {0x03C5, 'u'},
     {0x03C7, 'x'}, {0x03B3, 'y'}, {0x03C9, 'w'}, {0x03C3, 'o'}, {0x03BC, 'u'}}};

template <std::size_t N>
char32_t among(const std::array<Pair, N>& pairs, char32_t letter) {
  const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.first == letter; });
  return found == pairs.end() ? 0 : static_cast<unsigned char>(found->second);
}

bool within(char32_t letter, char32_t first, char32_t last) { return letter >= first && letter <= last; }

bool is_invisible(char32_t letter) {
  return letter == 0xAD || within(letter, 0x300, 0x36F) || within(letter, 0x200B, 0x200F) ||
         within(letter, 0x202A, 0x202E) || within(letter, 0x2060, 0x2069) || within(letter, 0xFE00, 0xFE0F) ||
         letter == 0xFEFF || letter == 0x180E || letter == 0x034F || letter == 0x115F || letter == 0x1160 ||
         letter == 0x3164 || letter == 0x20E3 || letter == 0xE0001 || letter == 0xE007F;
}

// Letters that Unicode holds once more for style.
char32_t unstyled(char32_t letter) {
  if (within(letter, 0xFF01, 0xFF5E)) return letter - 0xFEE0;
  if (within(letter, 0xE0020, 0xE007E)) return letter - 0xE0000;
  if (within(letter, 0x1D400, 0x1D6A3)) return 'a' + (letter - 0x1D400) % 26;
  if (within(letter, 0x1D7CE, 0x1D7FF)) return '0' + (letter - 0x1D7CE) % 10;
  if (within(letter, 0x24B6, 0x24E9)) return 'a' + (letter - 0x24B6) % 26;
  if (within(letter, 0x249C, 0x24B5)) return 'a' + (letter - 0x249C);
  if (within(letter, 0x1F110, 0x1F129)) return 'a' + (letter - 0x1F110);
  if (within(letter, 0x1F130, 0x1F149)) return 'a' + (letter - 0x1F130);
  if (within(letter, 0x1F150, 0x1F169)) return 'a' + (letter - 0x1F150);
  if (within(letter, 0x1F170, 0x1F189)) return 'a' + (letter - 0x1F170);
  if (within(letter, 0x1F1E6, 0x1F1FF)) return 'a' + (letter - 0x1F1E6);
  return letter;
}

char32_t fold_one(char32_t letter) {
  letter = unstyled(letter);
  if (within(letter, 'A', 'Z')) return letter + 32;
  if (letter < 0xC0) return letter;
  if (within(letter, 0xC0, 0xFF)) return static_cast<unsigned char>(latin_1[letter - 0xC0]);
  if (within(letter, 0x100, 0x17F)) return static_cast<unsigned char>(latin_a[letter - 0x100]);
  if (within(letter, 0x410, 0x42F)) return letter + 0x20;
  if (within(letter, 0x400, 0x40F)) return letter + 0x50;
  if (within(letter, 0x391, 0x3A9)) return letter + 0x20;
  if (within(letter, 0x1E00, 0x1EFF)) {
    for (const Range& range : marked) {
      if (within(letter, range.first, range.last)) return static_cast<unsigned char>(range.letter);
    }
  }
  if (const char32_t plain = among(small_capitals, letter); plain != 0) return plain;
  return letter;
}

struct Read {
  char32_t letter;
  std::size_t bytes;
};

Read read_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xC2 ? 0 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  if (length == 1) return {byte(0), 1};
  if (length == 0 || length > text.size() || byte(0) > 0xF4) return {unreadable, 1};
  char32_t letter = byte(0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {unreadable, 1};
    letter = (letter << 6U) | (byte(i) & 0x3FU);
  }
  return {letter, length};
}

std::optional<char32_t> number_in(std::string_view digits, unsigned base) {
  if (digits.empty() || digits.size() > 7) return std::nullopt;
  char32_t value = 0;
  for (const char c : digits) {
    const int lower = std::tolower(static_cast<unsigned char>(c));
    const int digit = std::isdigit(lower) != 0 ? lower - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
    if (digit >= static_cast<int>(base)) return std::nullopt;
    value = value * base + static_cast<char32_t>(digit);
  }
  return value > 0x10FFFF || value == 0 ? std::nullopt : std::optional(value);
}

// "&#105;", "&#x69;", "&lt;", "%69" and "\n" (as it stands in JSON); otherwise the letter itself.
Read read_letter(std::string_view text) {
  if (text[0] == '&') {
    const std::size_t close = text.substr(0, 12).find(';');
    if (close != std::string_view::npos) {
      const std::string_view name = text.substr(1, close - 1);
      if (name == "nbsp") return {' ', close + 1};
      if (name == "lt") return {U'<', close + 1};
      if (name == "gt" || name == "quot" || name == "amp") return {U' ', close + 1};
      if (name.starts_with("#x")) {
        if (const auto value = number_in(name.substr(2), 16)) return {*value, close + 1};
      } else if (name.starts_with("#")) {
        if (const auto value = number_in(name.substr(1), 10)) return {*value, close + 1};
      }
    }
  }
  if (text[0] == '%' && text.size() >= 3) {
    const auto value = number_in(text.substr(1, 2), 16);
    if (value && (*value == ' ' || (*value < 0x80 && std::isalpha(static_cast<int>(*value)) != 0))) return {*value, 3};
  }
  if (text.starts_with("\\n")) return {'\n', 2};
  return read_utf8(text);
}

}  // namespace

char32_t latin_look_alike(char32_t letter) { return among(look_alikes, letter); }

std::vector<FoldedLetter> fold_letters(std::string_view text) {
  std::vector<FoldedLetter> letters;
  letters.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Read read = read_letter(text.substr(at));
    if (!is_invisible(read.letter)) {
      letters.push_back({fold_one(read.letter), at, at + read.bytes, within(read.letter, 'A', 'Z')});
    }
    at += read.bytes;
  }
  return letters;
}

LetterKind kind_of(char32_t letter) {
  if (within(letter, 'a', 'z')) return LetterKind::letter;
  if (within(letter, '0', '9')) return LetterKind::digit;
  if (letter == '\'' || letter == '`' || letter == 0x2018 || letter == 0x2019 || letter == 0x02BC || letter == 0xB4) {
    return LetterKind::apostrophe;
  }
  if (letter < 0xC0 || within(letter, 0x2000, 0x2BFF) || within(letter, 0x3000, 0x303F) ||
      within(letter, 0xFE10, 0xFF20) || letter >= 0x1F000 || letter == unreadable || within(letter, 0xE000, 0xF8FF)) {
    return LetterKind::other;
  }
  if (within(letter, 0x3040, 0x30FF) || within(letter, 0x3400, 0x9FFF)) return LetterKind::ideograph;
  return LetterKind::letter;
}

void append_utf8(std::string& text, char32_t letter) {
  const auto push = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (letter < 0x80) {
    push(letter);
  } else if (letter < 0x800) {
    push(0xC0U | (letter >> 6U));
    push(0x80U | (letter & 0x3FU));
  } else if (letter < 0x10000) {
    push(0xE0U | (letter >> 12U));
    push(0x80U | ((letter >> 6U) & 0x3FU));
    push(0x80U | (letter & 0x3FU));
  } else {
    push(0xF0U | (letter >> 18U));
    push(0x80U | ((letter >> 12U) & 0x3FU));
    push(0x80U | ((letter >> 6U) & 0x3FU));
    push(0x80U | (letter & 0x3FU));
  }
}

}  // namespace lumen::agent
