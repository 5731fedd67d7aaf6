// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random bytes are injected. Thread-safe.

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <random>
#include <span>

namespace lumen {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;

  template <std::size_t N>
  std::array<std::uint8_t, N> bytes() {
    std::array<std::uint8_t, N> out{};
    fill(out);
    return out;
  }

  // Uniform in [0, 1).
  double unit() {
    const auto raw = bytes<8>();
    std::uint64_t value = 0;
    for (const std::uint8_t byte : raw) value = (value << 8U) | byte;
    return static_cast<double>(value >> 11U) * 0x1.0p-53;
  }
};

// The operating system's cryptographic generator.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

// The same bytes for the same seed; for tests only.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

}  // namespace lumen
