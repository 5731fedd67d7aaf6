// SPDX-License-Identifier: Apache-2.0
#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "base/crash_point.h"

namespace lumen {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  bool valid() const { return number_ >= 0; }

 private:
  int number_;
};

bool write_all(int file, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

std::filesystem::path temporary_for(const std::filesystem::path& path, const std::filesystem::path& folder) {
  static std::atomic<unsigned> counter{0};
  return (folder.empty() ? path.parent_path() : folder) /
         ("." + path.filename().string() + "." + std::to_string(::getpid()) + "." + std::to_string(++counter) + ".tmp");
}

bool write_pieces(int file, std::span<const ByteView> pieces) {
  return std::all_of(pieces.begin(), pieces.end(), [file](ByteView piece) { return write_all(file, piece); });
}

Error cannot_open(int error_number) {
  if (error_number == ENOENT) return make_error(ErrorKind::not_found, "no_such_file", "There is no such file.");
  return storage_error(error_number, "opening a file");
}

Result<Bytes> read_bytes(int file, std::size_t size) {
  Bytes bytes(size);
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t count = ::read(file, bytes.data() + filled, size - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(storage_error(errno, "reading a file"));
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace

Error storage_error(int error_number, const std::string& what) {
  const std::string detail = what + ": " + std::strerror(error_number);
  if (error_number == ENOSPC || error_number == EDQUOT) {
    return unavailable("storage_full", "The server has no room to store this right now. Please try again later.",
                       detail);
  }
  return unavailable("storage_failed", "The server cannot store this right now. Please try again later.", detail);
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.valid() || ::fsync(descriptor.get()) != 0) return fail(storage_error(errno, "fsync of a folder"));
  return {};
}

Result<void> write_file_durably(const std::filesystem::path& path, ByteView bytes, std::string_view crash_name) {
  return write_file_durably(path, std::span(&bytes, 1), DurableWrite{crash_name, {}});
}

Result<void> write_file_durably(const std::filesystem::path& path, std::span<const ByteView> pieces,
                                const DurableWrite& options) {
  const std::filesystem::path temporary = temporary_for(path, options.temporary_folder);
  {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.valid()) return fail(storage_error(errno, "creating a file"));
    if (!write_pieces(file.get(), pieces) || ::fdatasync(file.get()) != 0) {
      const int error_number = errno;
      ::unlink(temporary.c_str());
      return fail(storage_error(error_number, "writing a file"));
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error_number = errno;
    ::unlink(temporary.c_str());
    return fail(storage_error(error_number, "renaming a file"));
  }
  if (!options.crash_name.empty()) crash_point(options.crash_name);
  return sync_folder(path.parent_path());
}

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return fail(cannot_open(errno));
  struct stat info{};
  if (::fstat(file.get(), &info) != 0) return fail(storage_error(errno, "reading a file's size"));
  if (static_cast<std::size_t>(info.st_size) > bytes_max) {
    return fail(make_error(ErrorKind::too_large, "file_too_large", "The file is too large."));
  }
  return read_bytes(file.get(), static_cast<std::size_t>(info.st_size));
}

Result<Bytes> read_file_start(const std::filesystem::path& path, std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return fail(cannot_open(errno));
  return read_bytes(file.get(), bytes_max);
}

Result<void> remove_file_durably(const std::filesystem::path& path) {
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return fail(storage_error(errno, "removing a file"));
  }
  return sync_folder(path.parent_path());
}

Result<void> make_private_folder(const std::filesystem::path& path) {
  if (path.empty() || std::filesystem::is_directory(path)) return {};
  if (auto parent = make_private_folder(path.parent_path()); !parent) return parent;
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return fail(storage_error(errno, "creating a folder"));
  return sync_folder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

}  // namespace lumen
