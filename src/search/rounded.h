// SPDX-License-Identifier: Apache-2.0
#pragma once
// Vectors as whole numbers, and how far such a vector is from the exact one. Pure.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lumen::search {

// The dot product of two rounded vectors misses the exact one by at most
// |a's residual| |b| + |a| |b's residual| + |a's residual| |b's residual| (Cauchy-Schwarz).
struct Rounding {
  float step = 0;      // value of one unit
  float length = 0;    // Euclidean length of the rounded vector
  float residual = 0;  // Euclidean length of what rounding left out
};

// `stride` finite values, a whole number of blocks of 64, in units of the largest one over 127.
Rounding round_to_bytes(const float* values, std::size_t stride, std::int8_t* bytes);

// A query, ready to be multiplied with many vectors.
struct RoundedQuery {
  RoundedQuery(std::span<const float> query, std::size_t stride);

  std::vector<float> exact;         // padded to the stride
  std::vector<std::int16_t> units;  // -1023..1023
  Rounding rounding;
  float length = 0;  // of the exact one
};

}  // namespace lumen::search
