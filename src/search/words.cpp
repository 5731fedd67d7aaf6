// SPDX-License-Identifier: Apache-2.0
#include "search/words.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace lumen::search {
namespace {

// U+00C0..U+00FF without accents; a space separates (× and ÷).
constexpr std::array<std::string_view, 64> latin1 = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   //
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss",  //
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   //
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y",
};

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size_bytes = 1;
};

// Expects text[at] >= 0x80. A malformed byte is a code point of its own, U+FFFD.
CodePoint decode(std::string_view text, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(text[at]);
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (size == 0 || at + size > text.size()) return {0xFFFD, 1};
  std::uint32_t value = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    const auto next = static_cast<std::uint8_t>(text[at + i]);
    if ((next & 0xC0U) != 0x80U) return {0xFFFD, 1};
    value = (value << 6U) | (next & 0x3FU);
  }
  return {value, size};
}

bool is_apostrophe(std::uint32_t code) { return code == 0x2019 || code == 0x02BC; }

// Latin-1 signs, general punctuation, letter-like signs (™), arrows, boxes and U+FFFD.
bool separates(std::uint32_t code) {
  return code < 0xC0 || (code >= 0x2000 && code < 0x2C00) || (code >= 0x3000 && code < 0x3020) || code == 0xFFFD;
}

void drop_plural(std::string& word) {
  const std::size_t size = word.size();
  if (size < 4 || word.back() != 's') return;
  const char before = word[size - 2];
  if (before == 's' || before == 'u' || before == 'i') return;
  if (size > 4 && word.ends_with("ies")) {
    word.replace(size - 3, 3, "y");
    return;
  }
  word.pop_back();
}

class Splitter {
 public:
  explicit Splitter(std::vector<std::string>& words) : words_(words) {}

  bool full() const { return words_.size() >= words_max; }
  void add(char c) { word_.push_back(c); }
  void add(std::string_view text) { word_.append(text); }
  void end_word() {
    if (word_.empty()) return;
    drop_plural(word_);
    words_.push_back(std::move(word_));
    word_.clear();
  }

 private:
  std::vector<std::string>& words_;
  std::string word_;
};

std::size_t add_beyond_ascii(std::string_view text, std::size_t at, Splitter& splitter) {
  const CodePoint code = decode(text, at);
  if (code.value >= 0xC0 && code.value <= 0xFF) {
    const std::string_view folded = latin1[code.value - 0xC0];
    if (folded == " ") {
      splitter.end_word();
    } else {
      splitter.add(folded);
    }
  } else if (code.value == 0x152 || code.value == 0x153) {
    splitter.add("oe");
  } else if (separates(code.value) && !is_apostrophe(code.value)) {
    splitter.end_word();
  } else if (!is_apostrophe(code.value)) {
    splitter.add(text.substr(at, code.size_bytes));
  }
  return code.size_bytes;
}

constexpr std::array<std::string_view, 115> stop_words = {
    "a",       "an",   "and",      "any",  "are",   "as",        "at",      "be",     "because",   "been",
    "best",    "but",  "buy",      "by",   "can",   "cant",      "could",   "do",     "does",      "doesnt",
    "dont",    "face", "facial",   "for",  "from",  "get",       "getting", "give",   "go",        "going",
    "good",    "got",  "had",      "has",  "have",  "having",    "help",    "hi",     "how",       "i",
    "if",      "im",   "in",       "is",   "it",    "its",       "just",    "keep",   "kind",      "like",
    "looking", "lot",  "made",     "make", "makes", "me",        "more",    "much",   "my",        "need",
    "of",      "on",   "one",      "or",   "our",   "please",    "product", "really", "recommend", "rid",
    "should",  "skin", "skincare", "so",   "some",  "something", "stuff",   "such",   "suggest",   "than",
    "that",    "the",  "them",     "then", "there", "these",     "they",    "thing",  "this",      "to",
    "too",     "try",  "up",       "us",   "use",   "using",     "very",    "want",   "wanted",    "was",
    "way",     "we",   "what",     "when", "where", "which",     "who",     "why",    "will",      "with",
    "wont",    "work", "would",    "you",  "your",
};
static_assert(std::is_sorted(stop_words.begin(), stop_words.end()));

}  // namespace

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  Splitter splitter(words);
  for (std::size_t at = 0; at < text.size() && !splitter.full();) {
    const char c = text[at];
    if ((static_cast<std::uint8_t>(c) & 0x80U) != 0) {
      at += add_beyond_ascii(text, at, splitter);
      continue;
    }
    if (c >= 'A' && c <= 'Z') {
      splitter.add(static_cast<char>(c - 'A' + 'a'));
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      splitter.add(c);
    } else if (c != '\'') {
      splitter.end_word();
    }
    ++at;
  }
  if (!splitter.full()) splitter.end_word();
  return words;
}

bool is_stop_word(std::string_view word) { return std::binary_search(stop_words.begin(), stop_words.end(), word); }

}  // namespace lumen::search
