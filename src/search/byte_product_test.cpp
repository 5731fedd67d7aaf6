// SPDX-License-Identifier: Apache-2.0
#include "search/byte_product.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace lumen::search {
namespace {

struct Operands {
  std::vector<std::int16_t> query;
  std::vector<std::int8_t> a, b;
  std::vector<float> x, y;
};

Operands random_operands(std::size_t stride) {
  std::mt19937 engine(static_cast<unsigned>(stride));
  std::uniform_int_distribution<int> bytes(-byte_max, byte_max), words(-query_max, query_max);
  std::normal_distribution<float> floats;
  Operands all;
  for (std::size_t i = 0; i < stride; ++i) {
    all.query.push_back(static_cast<std::int16_t>(words(engine)));
    all.a.push_back(static_cast<std::int8_t>(bytes(engine)));
    all.b.push_back(static_cast<std::int8_t>(bytes(engine)));
    all.x.push_back(floats(engine));
    all.y.push_back(floats(engine));
  }
  return all;
}

class EveryProcessor : public ::testing::TestWithParam<Processor> {
 protected:
  void SetUp() override {
    if (products_for(GetParam()) == nullptr) GTEST_SKIP() << "this machine's processor lacks it";
  }
  const Products& products() const { return *products_for(GetParam()); }
};

TEST_P(EveryProcessor, GivesTheSumOfTheProducts) {
  for (const std::size_t stride : {64U, 128U, 192U, 1536U, 3072U}) {
    const Operands of = random_operands(stride);
    std::int64_t query = 0, bytes = 0;
    double floats = 0;
    for (std::size_t i = 0; i < stride; ++i) {
      query += std::int64_t{of.query[i]} * of.b[i];
      bytes += std::int64_t{of.a[i]} * of.b[i];
      floats += static_cast<double>(of.x[i]) * static_cast<double>(of.y[i]);
    }
    EXPECT_EQ(products().query_by_bytes(of.query.data(), of.b.data(), stride), query);
    EXPECT_EQ(products().bytes_by_bytes(of.a.data(), of.b.data(), stride), bytes);
    EXPECT_NEAR(products().floats(of.x.data(), of.y.data(), stride), floats, 1e-3);
  }
}

TEST_P(EveryProcessor, GivesTheSameBitsAsThePortableWay) {
  const Products& portable = *products_for(Processor::portable);
  for (std::size_t stride = 64; stride <= 2048; stride += 64) {
    const Operands of = random_operands(stride);
    EXPECT_EQ(products().floats(of.x.data(), of.y.data(), stride), portable.floats(of.x.data(), of.y.data(), stride));
  }
}

TEST_P(EveryProcessor, DoesNotOverflowAtTheLimits) {
  constexpr std::size_t stride = product_dimensions_max;
  const std::vector<std::int16_t> query(stride, -query_max);
  const std::vector<std::int8_t> low(stride, -byte_max), high(stride, byte_max);
  EXPECT_EQ(products().query_by_bytes(query.data(), high.data(), stride), -query_max * byte_max * 16'384);
  EXPECT_EQ(products().query_by_bytes(query.data(), low.data(), stride), query_max * byte_max * 16'384);
  EXPECT_EQ(products().bytes_by_bytes(low.data(), low.data(), stride), byte_max * byte_max * 16'384);
  EXPECT_EQ(products().bytes_by_bytes(low.data(), high.data(), stride), -byte_max * byte_max * 16'384);
}

INSTANTIATE_TEST_SUITE_P(Processors, EveryProcessor,
                         ::testing::Values(Processor::portable, Processor::avx2, Processor::vnni),
                         [](const auto& one) -> std::string {
                           return one.param == Processor::vnni   ? "vnni"
                                  : one.param == Processor::avx2 ? "avx2"
                                                                 : "portable";
                         });

TEST(BestProcessor, IsTheFastestThatIsThere) {
  EXPECT_EQ(&best_products(), products_for(best_processor()));
  const bool has_vnni = products_for(Processor::vnni) != nullptr;
  EXPECT_EQ(best_processor() == Processor::vnni, has_vnni);
}

}  // namespace
}  // namespace lumen::search
