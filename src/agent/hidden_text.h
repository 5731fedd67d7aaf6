// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text that is carried in another writing: base64, hexadecimal, backwards, shifted by 13 letters; and marks that
// only a machine would read: chat templates, scripts, hidden elements. Linear, pure.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lumen::agent {

struct HiddenText {
  std::string text;       // as it reads
  std::size_t begin = 0;  // bytes that carry it
  std::size_t end = 0;
};

std::vector<HiddenText> decode_hidden(std::string_view text);

struct MachineMark {
  enum class Kind { chat_template, active_content } kind;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// "<|im_start|>", "[INST]", "SYSTEM:" at the beginning of a line or sentence; "<script", "display:none", a picture
// whose address carries a question.
std::vector<MachineMark> machine_marks(std::string_view text);

}  // namespace lumen::agent
