// SPDX-License-Identifier: Apache-2.0
// Any bytes at all: the walkers end, refuse with one of their two codes, or answer a photo that they would not
// change again.

#include "photos/strip_metadata.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/photo_seeds.h"

using lumen::Bytes;
using lumen::fuzz::require;

lumen::fuzz::Seeds lumen::fuzz::seeds() { return photo_seeds(); }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes input(data, data + size);
  const auto format = lumen::photos::detect_format(input);
  const auto stripped = lumen::photos::strip_metadata(input);
  if (!stripped) {
    const std::string wanted = format ? "damaged_photo" : "unsupported_type";
    require(stripped.error().code == wanted, "a refusal has the code of its reason");
    return 0;
  }
  require(format && stripped->format == *format, "the format is the one detected");
  require(stripped->orientation >= 1 && stripped->orientation <= 8, "the orientation is one of eight");
  require(stripped->bytes.size() <= input.size() + 1, "nothing but one byte of padding is added");
  require(stripped->changed == (stripped->bytes != input), "`changed` tells the truth");

  const auto again = lumen::photos::strip_metadata(stripped->bytes);
  require(again.has_value(), "what was stripped can be stripped");
  require(!again->changed && again->bytes == stripped->bytes, "stripping twice changes nothing more");
  require(again->orientation == 1, "no orientation is left inside");
  return 0;
}
