// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/mutate.h"

#include <algorithm>
#include <array>

namespace lumen::fuzz {
namespace {

using Place = std::ptrdiff_t;

// Values at which lengths, counts and offsets go wrong.
constexpr std::array<std::uint64_t, 14> numbers{0,    1,    2,      3,      4,          7,          0x7f,
                                                0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xfffffff0, 0xffffffff};
constexpr std::array<std::size_t, 4> widths{1, 2, 4, 8};

}  // namespace

Bytes Mutator::mutate(Bytes input, const Bytes& other) {
  do {
    change(input, other);
  } while (pick(3) != 0);
  if (input.size() > input_bytes_max) input.resize(input_bytes_max);
  return input;
}

void Mutator::change(Bytes& input, const Bytes& other) {
  if (input.empty()) return insert(input);
  switch (pick(10)) {
    case 0: return flip_bit(input);
    case 1:
    case 2: return set_byte(input);
    case 3:
    case 4: return set_number(input);
    case 5: return insert(input);
    case 6: return insert_piece(input, Bytes(input));
    case 7: return overwrite_piece(input, other);
    case 8: return erase(input);
    default: return pick(4) == 0 ? cross(input, other) : insert_piece(input, other);
  }
}

void Mutator::flip_bit(Bytes& input) {
  std::uint8_t& byte = input[pick(input.size())];
  byte = static_cast<std::uint8_t>(byte ^ (1U << pick(8)));
}

void Mutator::set_byte(Bytes& input) { input[pick(input.size())] = static_cast<std::uint8_t>(engine_()); }

void Mutator::set_number(Bytes& input) {
  const std::size_t width = widths[pick(widths.size())];
  if (input.size() < width) return set_byte(input);
  const std::size_t at = pick(input.size() - width + 1);
  const std::uint64_t value = pick(4) == 0 ? input.size() - at : numbers[pick(numbers.size())];
  const bool big_endian = pick(2) == 0;
  for (std::size_t i = 0; i < width; ++i) {
    input[at + (big_endian ? width - 1 - i : i)] = static_cast<std::uint8_t>(value >> (8 * i));
  }
}

void Mutator::insert(Bytes& input) {
  const std::size_t count = 1 + pick(8);
  const std::size_t at = pick(input.size() + 1);
  for (std::size_t i = 0; i < count; ++i) {
    input.insert(input.begin() + static_cast<Place>(at), static_cast<std::uint8_t>(engine_()));
  }
}

void Mutator::insert_piece(Bytes& input, const Bytes& from) {
  if (from.empty()) return;
  const std::size_t begin = pick(from.size());
  const std::size_t size = 1 + pick(from.size() - begin);
  const std::size_t at = pick(input.size() + 1);
  input.insert(input.begin() + static_cast<Place>(at), from.begin() + static_cast<Place>(begin),
               from.begin() + static_cast<Place>(begin + size));
}

void Mutator::overwrite_piece(Bytes& input, const Bytes& from) {
  if (from.empty()) return;
  const std::size_t begin = pick(from.size());
  const std::size_t at = pick(input.size());
  const std::size_t size = 1 + pick(std::min(from.size() - begin, input.size() - at));
  std::copy_n(from.begin() + static_cast<Place>(begin), size, input.begin() + static_cast<Place>(at));
}

void Mutator::erase(Bytes& input) {
  const std::size_t begin = pick(input.size());
  const std::size_t size = 1 + pick(std::min<std::size_t>(input.size() - begin, pick(4) == 0 ? input.size() : 8));
  const std::size_t end = std::min(input.size(), begin + size);
  input.erase(input.begin() + static_cast<Place>(begin), input.begin() + static_cast<Place>(end));
}

void Mutator::cross(Bytes& input, const Bytes& other) {
  if (other.empty()) return;
  input.resize(pick(input.size()) + 1);
  input.insert(input.end(), other.begin() + static_cast<Place>(pick(other.size())), other.end());
}

}  // namespace lumen::fuzz
