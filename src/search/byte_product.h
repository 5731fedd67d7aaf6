// SPDX-License-Identifier: Apache-2.0
#pragma once
// Dot products, each written for several kinds of processor. All give the same bits: products of bytes are whole
// numbers, and products of floats add up in sixteen sums that every way keeps apart and joins in the same order.
// Pure, thread-safe.

#include <cstddef>
#include <cstdint>

namespace lumen::search {

// Vectors are padded with zeros to whole blocks, so that no loop has a remainder.
inline constexpr std::size_t product_block = 64;
inline constexpr int byte_max = 127;                           // bytes are -127..127
inline constexpr int query_max = 1'023;                        // values of a query
inline constexpr std::size_t product_dimensions_max = 16'384;  // 127 * 1023 * 16384 fits into 32 bits

struct Products {
  // `stride` is a whole number of blocks, at most product_dimensions_max.
  std::int32_t (*query_by_bytes)(const std::int16_t* query, const std::int8_t* bytes, std::size_t stride);
  std::int32_t (*bytes_by_bytes)(const std::int8_t* a, const std::int8_t* b, std::size_t stride);
  float (*floats)(const float* a, const float* b, std::size_t stride);
};

enum class Processor : std::uint8_t {
  portable,
  avx2,
  vnni,  // AVX-512 with VNNI
};

// Null when this machine's processor lacks it.
const Products* products_for(Processor processor);

// The fastest of this machine, chosen once.
const Products& best_products();
Processor best_processor();

}  // namespace lumen::search
