// SPDX-License-Identifier: Apache-2.0
#pragma once
// A fixed 64-bit hash of text: FNV-1a with the finaliser of SplitMix64. The same on every machine, because
// stored vectors depend on it. Not for secrets.

#include <cstdint>
#include <string_view>

namespace lumen::search {

constexpr std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 30U;
  value *= 0xBF58476D1CE4E5B9ULL;
  value ^= value >> 27U;
  value *= 0x94D049BB133111EBULL;
  return value ^ (value >> 31U);
}

constexpr std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0) {
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ mix(seed);
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3ULL;
  }
  return mix(hash);
}

}  // namespace lumen::search
