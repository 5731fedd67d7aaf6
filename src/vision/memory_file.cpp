// SPDX-License-Identifier: Apache-2.0
#include "vision/memory_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace lumen::vision {
namespace {

constexpr int seals_of_a_photo = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;

Error memory_error(const char* what) {
  return unavailable("out_of_memory", "Lumen has no memory for this photo right now. Please try again in a moment.",
                     std::string(what) + ": " + std::strerror(errno));
}

}  // namespace

Result<UniqueFd> make_sealed_file(ByteView bytes) {
  UniqueFd file(::memfd_create("lumen-photo", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file.valid()) return fail(memory_error("memfd_create"));
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return fail(memory_error("write to a memfd"));
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  if (::fcntl(file.get(), F_ADD_SEALS, seals_of_a_photo) != 0) return fail(memory_error("sealing a memfd"));
  return file;
}

Result<UniqueFd> make_room(std::size_t bytes_max) {
  UniqueFd file(::memfd_create("lumen-overlay", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file.valid()) return fail(memory_error("memfd_create"));
  if (::ftruncate(file.get(), static_cast<off_t>(bytes_max)) != 0) return fail(memory_error("sizing a memfd"));
  if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    return fail(memory_error("sealing a memfd"));
  }
  return file;
}

Result<Bytes> read_room(int file, std::size_t count) {
  Bytes bytes(count);
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got = ::pread(file, bytes.data() + done, count - done, static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return fail(memory_error("reading a memfd"));
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

std::optional<SealedView> SealedView::map(int file, std::size_t size_bytes) {
  if (size_bytes == 0) return std::nullopt;
  const int seals = ::fcntl(file, F_GET_SEALS);
  if (seals < 0 || (seals & seals_of_a_photo) != seals_of_a_photo) return std::nullopt;
  if (::lseek(file, 0, SEEK_END) != static_cast<off_t>(size_bytes)) return std::nullopt;
  void* start = ::mmap(nullptr, size_bytes, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
  if (start == MAP_FAILED) return std::nullopt;
  return SealedView(ByteView(static_cast<const std::uint8_t*>(start), size_bytes));
}

SealedView::SealedView(SealedView&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

SealedView::~SealedView() {
  if (!bytes_.empty()) ::munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size());
}

}  // namespace lumen::vision
