// SPDX-License-Identifier: Apache-2.0
#pragma once
// Turns one input into a slightly broken one. The same generator state gives the same result on every machine.

#include <cstdint>
#include <random>

#include "tests/fuzz/fuzz.h"

namespace lumen::fuzz {

inline constexpr std::size_t input_bytes_max = 32 * 1024;

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : engine_(seed) {}

  // One to several changes of `input`; `other` is another input to take pieces from.
  Bytes mutate(Bytes input, const Bytes& other);

  // 0 … below-1; `below` is at least 1.
  std::size_t pick(std::size_t below) { return static_cast<std::size_t>(engine_() % below); }

 private:
  void change(Bytes& input, const Bytes& other);
  void flip_bit(Bytes& input);
  void set_byte(Bytes& input);
  void set_number(Bytes& input);
  void insert(Bytes& input);
  void insert_piece(Bytes& input, const Bytes& from);
  void overwrite_piece(Bytes& input, const Bytes& from);
  void erase(Bytes& input);
  void cross(Bytes& input, const Bytes& other);

  std::mt19937_64 engine_;
};

}  // namespace lumen::fuzz
