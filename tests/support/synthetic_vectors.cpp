// SPDX-License-Identifier: Apache-2.0
#include "tests/support/synthetic_vectors.h"

#include <cmath>

namespace lumen::test {
namespace {

constexpr std::size_t lanes = 16;  // whole blocks become vector instructions

}  // namespace

SyntheticVectors::SyntheticVectors(Spread spread, std::size_t dimensions, unsigned seed)
    : dimensions_(dimensions),
      stride_((dimensions + lanes - 1) / lanes * lanes),
      width_(spread == Spread::easy ? 0.25F : 1.0F),
      engine_(7),  // centres and map are the same for every seed
      centres_(clusters * latent),
      map_(latent * stride_) {
  for (float& value : centres_) value = normal_(engine_);
  for (float& value : map_) value = normal_(engine_);
  engine_.seed(seed);
  normal_.reset();
}

std::vector<float> SyntheticVectors::next() {
  const std::size_t cluster = std::uniform_int_distribution<std::size_t>(0, clusters - 1)(engine_);
  std::vector<float> vector(stride_, 0.0F);
  for (std::size_t i = 0; i < latent; ++i) {
    const float value = centres_[cluster * latent + i] + width_ * normal_(engine_);
    const float* row = map_.data() + i * stride_;
    for (std::size_t at = 0; at < stride_; at += lanes) {
      for (std::size_t j = 0; j < lanes; ++j) vector[at + j] += value * row[at + j];
    }
  }
  vector.resize(dimensions_);
  double squares = 0;
  for (const float value : vector) squares += static_cast<double>(value) * static_cast<double>(value);
  const auto scale = static_cast<float>(1 / std::sqrt(squares));
  for (float& value : vector) value *= scale;
  return vector;
}

}  // namespace lumen::test
