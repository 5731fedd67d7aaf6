// SPDX-License-Identifier: Apache-2.0
#pragma once
// Splits a JSON array of objects, or objects one after another (NDJSON), into the text of each object, so that a
// large file is parsed piece by piece and one bad object is refused alone.

#include <cstddef>
#include <string>
#include <string_view>

namespace lumen::catalog {

struct JsonPiece {
  std::string_view text;
  std::size_t line = 0;  // of its first character, from 1
};

class JsonSplitter {
 public:
  // `text` outlives the splitter.
  JsonSplitter(std::string_view text, std::size_t object_bytes_max)
      : text_(text), object_bytes_max_(object_bytes_max) {}

  enum class Step { object, refused, end };
  // On `refused`, `piece.line` and `reason` say what was wrong.
  Step next(JsonPiece& piece, std::string& reason);

  std::size_t offset() const { return at_; }

 private:
  void skip_between();
  std::size_t object_end() const;

  std::string_view text_;
  std::size_t object_bytes_max_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace lumen::catalog
