// SPDX-License-Identifier: Apache-2.0
#include "agent/hidden_text.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/encoding.h"

namespace lumen::agent {
namespace {

constexpr std::size_t base64_letters_min = 16;
constexpr std::size_t hex_letters_min = 24;
constexpr std::size_t blobs_max = 16;

bool is_base64(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '/' || c == '-' || c == '_';
}

// Mostly letters and spaces, as words are.
bool reads_as_text(ByteView bytes) {
  if (bytes.size() < 8) return false;
  const auto letters = std::count_if(bytes.begin(), bytes.end(),
                                     [](std::uint8_t c) { return std::isalpha(c) != 0 || c == ' ' || c >= 0x80; });
  const bool spaces = std::find(bytes.begin(), bytes.end(), ' ') != bytes.end();
  return spaces && static_cast<std::size_t>(letters) * 10 >= bytes.size() * 8 && is_utf8(as_text(bytes));
}

void add_blob(std::string_view text, std::size_t begin, std::size_t end, std::vector<HiddenText>& found) {
  const std::string_view blob = text.substr(begin, end - begin);
  std::string plain(blob);
  while (!plain.empty() && plain.back() == '=') plain.pop_back();
  std::replace(plain.begin(), plain.end(), '+', '-');
  std::replace(plain.begin(), plain.end(), '/', '_');
  while (plain.size() % 4 == 1) plain.pop_back();
  const bool even = blob.size() % 2 == 0;
  if (const auto bytes = even && blob.size() >= hex_letters_min ? hex_decode(blob) : std::nullopt;
      bytes && reads_as_text(*bytes)) {
    found.push_back({std::string(as_text(*bytes)), begin, end});
  } else if (const auto decoded = base64url_decode(plain); decoded && reads_as_text(*decoded)) {
    found.push_back({std::string(as_text(*decoded)), begin, end});
  }
}

void find_blobs(std::string_view text, std::vector<HiddenText>& found) {
  for (std::size_t at = 0; at < text.size() && found.size() < blobs_max;) {
    std::size_t end = at;
    while (end < text.size() && is_base64(text[end])) ++end;
    std::size_t padded = end;
    while (padded < text.size() && text[padded] == '=' && padded - end < 2) ++padded;
    if (end - at >= base64_letters_min) add_blob(text, at, padded, found);
    at = std::max(at + 1, padded);
  }
}

char turned(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<char>('a' + (c - 'a' + 13) % 26);
  if (c >= 'A' && c <= 'Z') return static_cast<char>('A' + (c - 'A' + 13) % 26);
  return c;
}

constexpr std::array<std::string_view, 10> telling = {"ignore", "instruction", "prompt", "system",  "previous",
                                                      "reveal", "rules",       "forget", "pretend", "disregard"};

bool tells(const std::string& lower) {
  return std::any_of(telling.begin(), telling.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

struct Mark {
  std::string_view text;
  MachineMark::Kind kind;
};
constexpr std::array<Mark, 29> marks = {{{"<|im_", MachineMark::Kind::chat_template},
                                         {"<|system|>", MachineMark::Kind::chat_template},
                                         {"<|user|>", MachineMark::Kind::chat_template},
                                         {"<|assistant|>", MachineMark::Kind::chat_template},
                                         {"<|endoftext|>", MachineMark::Kind::chat_template},
                                         {"<|start_header", MachineMark::Kind::chat_template},
                                         {"<|eot_id|>", MachineMark::Kind::chat_template},
                                         {"[inst]", MachineMark::Kind::chat_template},
                                         {"[/inst]", MachineMark::Kind::chat_template},
                                         {"<<sys>>", MachineMark::Kind::chat_template},
                                         {"[system]", MachineMark::Kind::chat_template},
                                         {"[system message]", MachineMark::Kind::chat_template},
                                         {"<system", MachineMark::Kind::chat_template},
                                         {"</system", MachineMark::Kind::chat_template},
                                         {"</user", MachineMark::Kind::chat_template},
                                         {"<assistant", MachineMark::Kind::chat_template},
                                         {"</assistant", MachineMark::Kind::chat_template},
                                         {"</instructions", MachineMark::Kind::chat_template},
                                         {"### system", MachineMark::Kind::chat_template},
                                         {"### instruction", MachineMark::Kind::chat_template},
                                         {"\"role\":\"system\"", MachineMark::Kind::chat_template},
                                         {"\"role\": \"system\"", MachineMark::Kind::chat_template},
                                         {"<script", MachineMark::Kind::active_content},
                                         {"<iframe", MachineMark::Kind::active_content},
                                         {"javascript:", MachineMark::Kind::active_content},
                                         {"onerror=", MachineMark::Kind::active_content},
                                         {"display:none", MachineMark::Kind::active_content},
                                         {"font-size:0", MachineMark::Kind::active_content},
                                         {"data:text/html", MachineMark::Kind::active_content}}};

constexpr std::array<std::string_view, 8> speakers = {
    "system:", "assistant:", "ai:", "developer:", "[system]:", "system>", "chatbot:", "instructions to the ai:"};

bool begins_here(std::string_view text, std::size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '*' || text[at - 1] == '#' || text[at - 1] == '"')) --at;
  return at == 0 || std::string_view("\n.!?>-]:}").find(text[at - 1]) != std::string_view::npos;
}

// ![x](https://…?q=…): a picture that takes words along when it is shown.
void find_telling_pictures(std::string_view text, std::vector<MachineMark>& found) {
  for (std::size_t at = text.find("]("); at != std::string_view::npos; at = text.find("](", at + 1)) {
    const std::size_t open = text.rfind("![", at);
    const std::size_t close = text.find(')', at);
    if (open == std::string_view::npos || close == std::string_view::npos || at - open > 200 || close - at > 500)
      continue;
    const std::string_view address = text.substr(at + 2, close - at - 2);
    const bool asks = address.find('?') != std::string_view::npos || address.find("{{") != std::string_view::npos;
    if (asks && address.starts_with("http")) found.push_back({MachineMark::Kind::active_content, open, close + 1});
  }
}

}  // namespace

std::vector<HiddenText> decode_hidden(std::string_view text) {
  std::vector<HiddenText> found;
  find_blobs(text, found);
  std::string backwards(text.rbegin(), text.rend());
  if (tells(to_lower(backwards))) found.push_back({std::move(backwards), 0, text.size()});
  std::string shifted(text);
  std::transform(shifted.begin(), shifted.end(), shifted.begin(), turned);
  if (tells(to_lower(shifted))) found.push_back({std::move(shifted), 0, text.size()});
  return found;
}

std::vector<MachineMark> machine_marks(std::string_view text) {
  const std::string lower = to_lower(text);
  std::vector<MachineMark> found;
  for (const Mark& mark : marks) {
    for (std::size_t at = lower.find(mark.text); at != std::string::npos; at = lower.find(mark.text, at + 1)) {
      found.push_back({mark.kind, at, at + mark.text.size()});
    }
  }
  for (const std::string_view speaker : speakers) {
    for (std::size_t at = lower.find(speaker); at != std::string::npos; at = lower.find(speaker, at + 1)) {
      if (begins_here(lower, at)) found.push_back({MachineMark::Kind::chat_template, at, at + speaker.size()});
    }
  }
  find_telling_pictures(text, found);
  return found;
}

}  // namespace lumen::agent
