// SPDX-License-Identifier: Apache-2.0
#pragma once
// A fast 64-bit sum of bytes that notices damage, at the speed of memory: four FNV-1a lanes over words of eight
// bytes, joined with the finaliser of SplitMix64. Not for secrets. Pure.

#include <cstring>

#include "base/encoding.h"
#include "search/hash.h"

namespace lumen::search {

inline std::uint64_t checksum(ByteView bytes) {
  constexpr std::uint64_t prime = 0x100000001B3ULL;
  std::uint64_t lanes[4] = {0xCBF29CE484222325ULL, mix(1), mix(2), mix(3)};
  const auto word_at = [&](std::size_t at, std::size_t size) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, size);
    return word;
  };
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    for (std::size_t lane = 0; lane < 4; ++lane) {
      lanes[lane] = (lanes[lane] ^ word_at(at + 8 * lane, 8)) * prime;
      lanes[lane] ^= lanes[lane] >> 29U;
    }
  }
  for (; at < bytes.size(); at += 8)
    lanes[0] = mix((lanes[0] ^ word_at(at, std::min<std::size_t>(8, bytes.size() - at))) * prime);
  std::uint64_t sum = mix(bytes.size());
  for (const std::uint64_t lane : lanes) sum = mix(sum ^ lane);
  return sum;
}

}  // namespace lumen::search
