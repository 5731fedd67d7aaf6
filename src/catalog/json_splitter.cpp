// SPDX-License-Identifier: Apache-2.0
#include "catalog/json_splitter.h"

#include <algorithm>

namespace lumen::catalog {
namespace {

constexpr std::size_t none = std::string_view::npos;

}  // namespace

// White space, commas and the brackets of the array around the objects.
void JsonSplitter::skip_between() {
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '\n') ++line_;
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != ',' && c != '[' && c != ']') return;
  }
}

// One past the brace that closes the object at `at_`, or none within the limit.
std::size_t JsonSplitter::object_end() const {
  std::size_t depth = 0;
  bool in_string = false;
  const std::size_t limit = at_ + std::min(object_bytes_max_, text_.size() - at_);
  for (std::size_t at = at_; at < limit; ++at) {
    const char c = text_[at];
    if (in_string) {
      if (c == '\\') {
        ++at;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return at + 1;
    }
  }
  return none;
}

JsonSplitter::Step JsonSplitter::next(JsonPiece& piece, std::string& reason) {
  skip_between();
  piece = {{}, line_};
  if (at_ >= text_.size()) return Step::end;
  std::size_t end = text_[at_] == '{' ? object_end() : none;
  Step step = Step::object;
  if (text_[at_] != '{') {
    reason = "a JSON object was expected";
    step = Step::refused;
  } else if (end == none) {
    const bool too_long = text_.size() - at_ > object_bytes_max_;
    reason = too_long ? "the row is longer than " + std::to_string(object_bytes_max_) + " bytes"
                      : "the JSON object is not closed";
    step = Step::refused;
  }
  // What cannot be read is left behind up to the end of its line.
  if (end == none) end = std::min(text_.find('\n', at_), text_.size());
  piece.text = text_.substr(at_, end - at_);
  line_ += static_cast<std::size_t>(std::count(piece.text.begin(), piece.text.end(), '\n'));
  at_ = end;
  return step;
}

}  // namespace lumen::catalog
