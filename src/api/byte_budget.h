// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many bytes of request bodies may be in memory at once. Taken before a body is read, given back when its
// request ends. Thread-safe.

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>

namespace lumen::api {

class ByteBudget {
 public:
  explicit ByteBudget(std::uint64_t bytes_max) : bytes_max_(bytes_max) {}

  class Ticket {
   public:
    Ticket() = default;
    Ticket(ByteBudget* budget, std::uint64_t bytes) : budget_(budget), bytes_(bytes) {}
    Ticket(Ticket&& other) noexcept : budget_(std::exchange(other.budget_, nullptr)), bytes_(other.bytes_) {}
    Ticket& operator=(Ticket&& other) noexcept {
      std::swap(budget_, other.budget_);
      std::swap(bytes_, other.bytes_);
      return *this;
    }
    ~Ticket() {
      if (budget_ != nullptr) budget_->used_ -= bytes_;
    }

   private:
    ByteBudget* budget_ = nullptr;
    std::uint64_t bytes_ = 0;
  };

  // Nothing when there is no room now.
  std::optional<Ticket> take(std::uint64_t bytes) {
    const std::uint64_t before = used_.fetch_add(bytes);
    if (before + bytes > bytes_max_) {
      used_ -= bytes;
      return std::nullopt;
    }
    return Ticket(this, bytes);
  }

  std::uint64_t used() const { return used_.load(); }

 private:
  std::uint64_t bytes_max_;
  std::atomic<std::uint64_t> used_{0};
};

}  // namespace lumen::api
