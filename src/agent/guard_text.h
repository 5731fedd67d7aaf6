// SPDX-License-Identifier: Apache-2.0
#pragma once
// A text as the guardrails read it: words in every plausible spelling, in sentences, each with the bytes it came
// from. "1gn0re", "i g n o r e", "ign<zero width>ore" and a Cyrillic "о" all read as "ignore". Linear, pure.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lumen::agent {

struct GuardWord {
  std::vector<std::string> readings;  // at least one; '*' in one stands for a letter that was starred out
  std::size_t begin = 0;              // bytes of the text
  std::size_t end = 0;
  std::size_t sentence = 0;   // words of one sentence belong together
  bool run_together = false;  // was written letter by letter: may be several words
};

// A sentence or a line: what is taken out when a rule fires in it.
struct GuardUnit {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct GuardText {
  std::vector<GuardWord> words;
  std::vector<GuardUnit> units;  // cover the text from its first byte to its last
};

GuardText read_guard_text(std::string_view text);

}  // namespace lumen::agent
