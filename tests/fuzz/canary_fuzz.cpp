// SPDX-License-Identifier: Apache-2.0
// Not a parser: a target with a fault that no seed shows and a mutation finds. Its test passes only when the
// program says that an input crashed it, so a fuzz test that sees nothing cannot go unnoticed.

#include "tests/fuzz/fuzz.h"

lumen::fuzz::Seeds lumen::fuzz::seeds() { return {text_seed("CANARY-"), text_seed("another seed")}; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = lumen::as_text({data, size});
  if (text.starts_with("CANARY-") && text.size() > 7 && data[7] >= 0x80) __builtin_trap();
  return 0;
}
