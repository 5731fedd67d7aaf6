// SPDX-License-Identifier: Apache-2.0
#include "search/rounded.h"

#include <algorithm>
#include <cmath>

#include "search/byte_product.h"

namespace lumen::search {
namespace {

// Sixteen partial results at a time, because the compiler may not reorder one sum of floats.
constexpr std::size_t lanes = 16;
static_assert(product_block % lanes == 0);

float sum_of(const float (&parts)[lanes]) {
  float sum = 0;
  for (const float part : parts) sum += part;
  return sum;
}

float largest(const float* values, std::size_t stride) {
  float parts[lanes] = {};
  for (std::size_t at = 0; at < stride; at += lanes) {
    for (std::size_t i = 0; i < lanes; ++i) {
      const float size = std::abs(values[at + i]);
      parts[i] = parts[i] < size ? size : parts[i];
    }
  }
  return *std::max_element(parts, parts + lanes);
}

template <class Integer>
Rounding round_into(const float* values, std::size_t stride, int unit_max, Integer* out) {
  const float step = largest(values, stride) / static_cast<float>(unit_max);
  const float per_step = step > 0 ? 1 / step : 0.0F;
  float kept[lanes] = {};
  float left[lanes] = {};
  for (std::size_t at = 0; at < stride; at += lanes) {
    for (std::size_t i = 0; i < lanes; ++i) {
      const float exact = values[at + i] * per_step;
      const int units = static_cast<int>(exact + std::copysign(0.5F, exact));  // to the nearest
      out[at + i] = static_cast<Integer>(units);
      const float back = static_cast<float>(units) * step;
      const float rest = values[at + i] - back;
      kept[i] += back * back;
      left[i] += rest * rest;
    }
  }
  return {step, std::sqrt(sum_of(kept)), std::sqrt(sum_of(left))};
}

}  // namespace

Rounding round_to_bytes(const float* values, std::size_t stride, std::int8_t* bytes) {
  return round_into(values, stride, byte_max, bytes);
}

RoundedQuery::RoundedQuery(std::span<const float> query, std::size_t stride) : exact(stride, 0.0F), units(stride, 0) {
  std::copy(query.begin(), query.end(), exact.begin());
  length = std::sqrt(best_products().floats(exact.data(), exact.data(), stride));
  rounding = round_into(exact.data(), stride, query_max, units.data());
}

}  // namespace lumen::search
