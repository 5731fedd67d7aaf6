// SPDX-License-Identifier: Apache-2.0
#pragma once
// A fuzz target is one file `<name>_fuzz.cpp` with the two functions below and a line in CMakeLists.txt:
//
//   #include "tests/fuzz/fuzz.h"
//   #include "base/json.h"
//   lumen::fuzz::Seeds lumen::fuzz::seeds() { return {text_seed("{\"a\": [1, 2.5e3]}")}; }
//   extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
//     lumen::parse_json(lumen::as_text({data, size}));
//     return 0;
//   }
//
//   lumen_fuzz(json LIBRARIES lumen_base)
//
// Each run of the tests replays the seeds, the files in corpus/<name>/ (inputs that once failed) and 20,000
// mutations of them, the same ones every time. With clang and -DLUMEN_FUZZER=ON the same file becomes a
// libFuzzer program, libfuzzer_<name>; `fuzz_<name> --write-seeds DIR` gives it its first corpus.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "base/encoding.h"

// Runs the code under test once. A broken property ends the process (see `require`).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace lumen::fuzz {

using Seeds = std::vector<Bytes>;

// Small valid inputs to begin with, at least one.
Seeds seeds();

inline Bytes text_seed(std::string_view text) { return Bytes(text.begin(), text.end()); }

// A property of the code under test: ends the process when it does not hold.
inline void require(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", property);
  std::abort();
}

}  // namespace lumen::fuzz
