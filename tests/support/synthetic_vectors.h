// SPDX-License-Identifier: Apache-2.0
#pragma once
// Vectors as embedders make them, but drawn: points of a mixture of Gaussians in a space of 96 dimensions, mapped
// linearly to many more and scaled to length 1. Deterministic by seed, on every machine with the same standard library.

#include <cstddef>
#include <random>
#include <vector>

namespace lumen::test {

enum class Spread {
  easy,  // a thousand clusters, far apart
  hard,  // clusters that lie over one another, so that neighbours are hardly nearer than others
};

class SyntheticVectors {
 public:
  SyntheticVectors(Spread spread, std::size_t dimensions, unsigned seed = 1);

  std::vector<float> next();

 private:
  static constexpr std::size_t latent = 96;
  static constexpr std::size_t clusters = 1'000;

  std::size_t dimensions_;
  std::size_t stride_;
  float width_;  // of a cluster, in units of the centres' spread
  std::mt19937 engine_;
  std::normal_distribution<float> normal_;
  std::vector<float> centres_;  // a row of `latent` for each cluster
  std::vector<float> map_;      // a row of `stride_` for each latent dimension
};

}  // namespace lumen::test
