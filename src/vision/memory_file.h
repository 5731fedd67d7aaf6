// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files in memory (memfd) that carry pictures between the programs without a copy on disk. Blocking; each call
// costs what copying the bytes costs.

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/encoding.h"
#include "base/result.h"
#include "base/unique_fd.h"

namespace lumen::vision {

// A file that holds `bytes` and can never be changed again.
Result<UniqueFd> make_sealed_file(ByteView bytes);

// An empty file that others may write up to `bytes_max` into; its size is fixed, its pages come as they are
// written.
Result<UniqueFd> make_room(std::size_t bytes_max);

// The first `count` bytes, copied, so that later changes by the other side change nothing here.
Result<Bytes> read_room(int file, std::size_t count);

// A read-only view of a sealed file. Nothing when the file is not sealed against changes or not exactly
// `size_bytes` long: mapping such a file would let the other side change or cut it while it is read.
class SealedView {
 public:
  static std::optional<SealedView> map(int file, std::size_t size_bytes);
  ~SealedView();
  SealedView(SealedView&& other) noexcept;
  SealedView& operator=(SealedView&&) = delete;
  SealedView(const SealedView&) = delete;
  SealedView& operator=(const SealedView&) = delete;
  ByteView bytes() const { return bytes_; }

 private:
  explicit SealedView(ByteView bytes) : bytes_(bytes) {}
  ByteView bytes_;
};

}  // namespace lumen::vision
