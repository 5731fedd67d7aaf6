// SPDX-License-Identifier: Apache-2.0
#include "search/vector_index.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lumen::search {
namespace {

// Loops run over whole blocks, so that the compiler turns each into vector instructions without a remainder.
constexpr std::size_t block = 64;
constexpr int byte_max = 127;
constexpr int query_max = 1'023;  // 127 * 1023 * 16384 fits into 32 bits
static_assert(std::int64_t{byte_max} * query_max * VectorIndex::dimensions_max <=
              std::numeric_limits<std::int32_t>::max());

std::int32_t dot(const std::int16_t* query, const std::int8_t* bytes, std::size_t stride) {
  std::int32_t sum = 0;
  for (std::size_t at = 0; at < stride; at += block) {
    for (std::size_t i = 0; i < block; ++i) sum += std::int32_t{query[at + i]} * std::int32_t{bytes[at + i]};
  }
  return sum;
}

// Sixteen partial results at a time, because the compiler may not reorder one sum of floats.
constexpr std::size_t lanes = 16;
static_assert(block % lanes == 0);

float sum_of(const float (&parts)[lanes]) {
  float sum = 0;
  for (const float part : parts) sum += part;
  return sum;
}

float dot(const float* a, const float* b, std::size_t stride) {
  float parts[lanes] = {};
  for (std::size_t at = 0; at < stride; at += lanes) {
    for (std::size_t i = 0; i < lanes; ++i) parts[i] += a[at + i] * b[at + i];
  }
  return sum_of(parts);
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

struct Rounded {
  float step = 0;
  float length = 0;
  float residual = 0;
};

// Writes `stride` values, a whole number of blocks, in units of the largest one over `unit_max`.
template <class Integer>
Rounded round_into(const float* values, std::size_t stride, int unit_max, Integer* out) {
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

struct Estimate {
  std::uint32_t item = 0;
  float low = 0;
  float high = 0;
};

float kth_largest_low(const std::vector<Estimate>& estimates, std::size_t count) {
  if (estimates.size() <= count) return -std::numeric_limits<float>::infinity();
  std::vector<float> lows;
  lows.reserve(estimates.size());
  for (const Estimate& estimate : estimates) lows.push_back(estimate.low);
  const auto kth = lows.begin() + static_cast<std::ptrdiff_t>(count - 1);
  std::nth_element(lows.begin(), kth, lows.end(), std::greater<>());
  return *kth;
}

}  // namespace

VectorIndex::VectorIndex(std::size_t dimensions)
    : dimensions_(std::min(dimensions, dimensions_max)), stride_((dimensions_ + block - 1) / block * block) {}

void VectorIndex::set(std::uint32_t item, std::span<const float> vector) {
  if (item == size()) {
    bytes_.resize(bytes_.size() + stride_);
    floats_.resize(floats_.size() + stride_);
    bounds_.emplace_back();
  }
  const std::size_t at = std::size_t{item} * stride_;
  std::copy_n(vector.begin(), dimensions_, floats_.begin() + static_cast<std::ptrdiff_t>(at));
  const Rounded rounded = round_into(floats_.data() + at, stride_, byte_max, bytes_.data() + at);
  bounds_[item] = {rounded.step, rounded.length, rounded.residual};
}

std::vector<Hit> VectorIndex::search(std::span<const float> query, std::size_t count, const Filter& filter,
                                     std::size_t* candidates) const {
  if (candidates != nullptr) *candidates = 0;
  if (count == 0 || query.size() != dimensions_) return {};
  std::vector<float> padded(stride_, 0.0F);
  std::copy(query.begin(), query.end(), padded.begin());
  const float query_length = std::sqrt(dot(padded.data(), padded.data(), stride_));
  if (!(query_length > 0)) return {};

  std::vector<std::int16_t> units(stride_, 0);
  const Rounded rounded = round_into(padded.data(), stride_, query_max, units.data());
  const float slack = 1e-5F * query_length;  // float rounding of lengths, estimate and rescoring

  std::vector<Estimate> estimates;
  estimates.reserve(filter ? 0 : size());
  for (std::uint32_t item = 0; item < size(); ++item) {
    if (filter && !filter(item)) continue;
    const Bounds& bounds = bounds_[item];
    const auto product = static_cast<float>(dot(units.data(), bytes_.data() + item * stride_, stride_));
    const float estimate = product * rounded.step * bounds.step;
    const float error =
        rounded.residual * bounds.length + query_length * bounds.residual + slack * (bounds.length + bounds.residual);
    estimates.push_back({item, estimate - error, estimate + error});
  }

  const float bar = kth_largest_low(estimates, count);
  std::vector<Hit> hits;
  for (const Estimate& estimate : estimates) {
    if (estimate.high < bar) continue;
    const float score = dot(padded.data(), floats_.data() + estimate.item * stride_, stride_);
    hits.push_back({estimate.item, static_cast<double>(score)});
  }
  if (candidates != nullptr) *candidates = hits.size();
  const auto wanted = hits.begin() + static_cast<std::ptrdiff_t>(std::min(count, hits.size()));
  std::partial_sort(hits.begin(), wanted, hits.end(), comes_before);
  hits.erase(wanted, hits.end());
  return hits;
}

}  // namespace lumen::search
