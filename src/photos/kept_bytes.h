// SPDX-License-Identifier: Apache-2.0
#pragma once
// What stays of a photo, gathered at the front of the photo's own buffer: a container is walked once from front
// to back, pieces are kept in that order, and nothing is copied before the first piece that goes. Bytes at and
// behind the piece being looked at are still as they came in.

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/encoding.h"

namespace lumen::photos {

class KeptBytes {
 public:
  explicit KeptBytes(Bytes bytes) : bytes_(std::move(bytes)) {}

  ByteView all() const { return bytes_; }
  std::size_t size() const { return size_; }
  bool changed() const { return changed_ || size_ != bytes_.size(); }

  // Keeps [begin, end), which lies behind everything kept before; answers where it lies now.
  std::size_t keep(std::size_t begin, std::size_t end) {
    const std::size_t place = size_;
    if (begin != place) {
      changed_ = true;
      std::memmove(bytes_.data() + place, bytes_.data() + begin, end - begin);
    }
    size_ += end - begin;
    return place;
  }

  // Writes over a byte that is kept.
  void set(std::size_t place, std::uint8_t value) {
    changed_ = changed_ || bytes_[place] != value;
    bytes_[place] = value;
  }

  // Adds a zero after what is kept, over a byte that is not read any more.
  void pad() {
    changed_ = true;
    if (size_ == bytes_.size()) bytes_.push_back(0);
    bytes_[size_++] = 0;
  }

  Bytes finish() && {
    bytes_.resize(size_);
    return std::move(bytes_);
  }

 private:
  Bytes bytes_;
  std::size_t size_ = 0;
  bool changed_ = false;
};

}  // namespace lumen::photos
