// SPDX-License-Identifier: Apache-2.0
#include "agent/sentences.h"

#include "base/encoding.h"

namespace lumen::agent {
namespace {

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

// Whether the sentence that holds text[at] ends there.
bool ends_at(std::string_view text, std::size_t at) {
  if (text[at] == '\n') return true;
  if (text[at] != '.' && text[at] != '!' && text[at] != '?') return false;
  if (at + 1 == text.size()) return true;
  if (text[at + 1] != ' ' && text[at + 1] != '\n') return false;
  const std::size_t next = text.find_first_not_of(" \n", at + 1);
  return next == std::string_view::npos || !is_small(text[next]);
}

}  // namespace

std::vector<std::string> split_sentences(std::string_view text) {
  std::vector<std::string> sentences;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!ends_at(text, at)) continue;
    const std::string_view sentence = trim(text.substr(start, at + 1 - start));
    if (!sentence.empty()) sentences.emplace_back(sentence);
    start = at + 1;
  }
  const std::string_view rest = trim(text.substr(start));
  if (!rest.empty()) sentences.emplace_back(rest);
  return sentences;
}

}  // namespace lumen::agent
