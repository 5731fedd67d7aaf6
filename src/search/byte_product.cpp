// SPDX-License-Identifier: Apache-2.0
// Compiled without contraction of a * b + c (CMakeLists.txt), which would round differently on each processor.
#include "search/byte_product.h"

#include <limits>

#if defined(__x86_64__)
#include <immintrin.h>
#define LUMEN_X86_64 1
#endif

namespace lumen::search {
namespace {

static_assert(std::int64_t{byte_max} * query_max * product_dimensions_max <= std::numeric_limits<std::int32_t>::max());

constexpr std::size_t lanes = 16;
static_assert(product_block % lanes == 0);

float sum_of(const float (&parts)[lanes]) {
  float sum = 0;
  for (const float part : parts) sum += part;
  return sum;
}

template <class Value>
std::int32_t portable_product(const Value* a, const std::int8_t* bytes, std::size_t stride) {
  std::int32_t sum = 0;
  for (std::size_t at = 0; at < stride; at += product_block) {
    for (std::size_t i = 0; i < product_block; ++i) sum += std::int32_t{a[at + i]} * std::int32_t{bytes[at + i]};
  }
  return sum;
}

float portable_floats(const float* a, const float* b, std::size_t stride) {
  float parts[lanes] = {};
  for (std::size_t at = 0; at < stride; at += lanes) {
    for (std::size_t i = 0; i < lanes; ++i) parts[i] += a[at + i] * b[at + i];
  }
  return sum_of(parts);
}

constexpr Products portable = {portable_product<std::int16_t>, portable_product<std::int8_t>, portable_floats};

#ifdef LUMEN_X86_64

#define LUMEN_AVX2 __attribute__((target("avx2")))
#define LUMEN_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

LUMEN_AVX2 __m256i words_at(const std::int8_t* bytes) {
  return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes)));
}

LUMEN_AVX2 __m256i words_at(const std::int16_t* words) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(words));
}

// A pair's sum fits into 32 bits, and pairs add without saturation.
template <class Value>
LUMEN_AVX2 std::int32_t avx2_product(const Value* a, const std::int8_t* bytes, std::size_t stride) {
  __m256i sums[4] = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256()};
  for (std::size_t at = 0; at < stride; at += product_block) {
    for (std::size_t i = 0; i < 4; ++i) {
      const __m256i pairs = _mm256_madd_epi16(words_at(a + at + 16 * i), words_at(bytes + at + 16 * i));
      sums[i] = _mm256_add_epi32(sums[i], pairs);
    }
  }
  const __m256i sum = _mm256_add_epi32(_mm256_add_epi32(sums[0], sums[1]), _mm256_add_epi32(sums[2], sums[3]));
  alignas(32) std::int32_t parts[8];
  _mm256_store_si256(reinterpret_cast<__m256i*>(parts), sum);
  return parts[0] + parts[1] + parts[2] + parts[3] + parts[4] + parts[5] + parts[6] + parts[7];
}

LUMEN_AVX2 float avx2_floats(const float* a, const float* b, std::size_t stride) {
  __m256 low = _mm256_setzero_ps();
  __m256 high = _mm256_setzero_ps();
  for (std::size_t at = 0; at < stride; at += lanes) {
    low = _mm256_add_ps(low, _mm256_mul_ps(_mm256_loadu_ps(a + at), _mm256_loadu_ps(b + at)));
    high = _mm256_add_ps(high, _mm256_mul_ps(_mm256_loadu_ps(a + at + 8), _mm256_loadu_ps(b + at + 8)));
  }
  float parts[lanes];
  _mm256_storeu_ps(parts, low);
  _mm256_storeu_ps(parts + 8, high);
  return sum_of(parts);
}

constexpr Products avx2 = {avx2_product<std::int16_t>, avx2_product<std::int8_t>, avx2_floats};

LUMEN_VNNI std::int32_t sum_of(__m512i values) {
  alignas(64) std::int32_t parts[16];
  _mm512_store_si512(parts, values);
  std::int32_t sum = 0;
  for (const std::int32_t part : parts) sum += part;
  return sum;
}

LUMEN_VNNI __m512i wide_words_at(const std::int8_t* bytes) {
  return _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes)));
}

LUMEN_VNNI std::int32_t vnni_query(const std::int16_t* query, const std::int8_t* bytes, std::size_t stride) {
  __m512i low = _mm512_setzero_si512();
  __m512i high = _mm512_setzero_si512();
  for (std::size_t at = 0; at < stride; at += product_block) {
    low = _mm512_dpwssd_epi32(low, wide_words_at(bytes + at), _mm512_loadu_si512(query + at));
    high = _mm512_dpwssd_epi32(high, wide_words_at(bytes + at + 32), _mm512_loadu_si512(query + at + 32));
  }
  return sum_of(low) + sum_of(high);
}

// VNNI multiplies unsigned by signed bytes: a + 128 is unsigned, and 128 times the sum of b is too much then.
LUMEN_VNNI std::int32_t vnni_bytes(const std::int8_t* a, const std::int8_t* b, std::size_t stride) {
  const __m512i to_unsigned = _mm512_set1_epi8(static_cast<char>(0x80));
  const __m512i ones = _mm512_set1_epi8(1);
  __m512i products = _mm512_setzero_si512();
  __m512i sums = _mm512_setzero_si512();
  for (std::size_t at = 0; at < stride; at += product_block) {
    const __m512i values = _mm512_loadu_si512(b + at);
    products = _mm512_dpbusd_epi32(products, _mm512_xor_si512(_mm512_loadu_si512(a + at), to_unsigned), values);
    sums = _mm512_dpbusd_epi32(sums, ones, values);
  }
  return sum_of(products) - 128 * sum_of(sums);
}

LUMEN_VNNI float vnni_floats(const float* a, const float* b, std::size_t stride) {
  __m512 sums = _mm512_setzero_ps();
  for (std::size_t at = 0; at < stride; at += lanes) {
    sums = _mm512_add_ps(sums, _mm512_mul_ps(_mm512_loadu_ps(a + at), _mm512_loadu_ps(b + at)));
  }
  float parts[lanes];
  _mm512_storeu_ps(parts, sums);
  return sum_of(parts);
}

constexpr Products vnni = {vnni_query, vnni_bytes, vnni_floats};

bool has_avx2() { return __builtin_cpu_supports("avx2") != 0; }

bool has_vnni() {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512vnni") != 0;
}

#endif

}  // namespace

const Products* products_for(Processor processor) {
#ifdef LUMEN_X86_64
  if (processor == Processor::vnni) return has_vnni() ? &vnni : nullptr;
  if (processor == Processor::avx2) return has_avx2() ? &avx2 : nullptr;
#endif
  return processor == Processor::portable ? &portable : nullptr;
}

Processor best_processor() {
  static const Processor best = products_for(Processor::vnni) != nullptr   ? Processor::vnni
                                : products_for(Processor::avx2) != nullptr ? Processor::avx2
                                                                           : Processor::portable;
  return best;
}

const Products& best_products() { return *products_for(best_processor()); }

}  // namespace lumen::search
