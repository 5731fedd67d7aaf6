// SPDX-License-Identifier: Apache-2.0
#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

Result<void> sync_folder(const std::filesystem::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.valid() || ::fsync(descriptor.get()) != 0) return fail(storage_error(errno, "fsync of a folder"));
  return {};
}

std::filesystem::path temporary_beside(const std::filesystem::path& path) {
  static std::atomic<unsigned> counter{0};
  return path.parent_path() /
         ("." + path.filename().string() + "." + std::to_string(::getpid()) + "." + std::to_string(++counter) + ".tmp");
}

}  // namespace

Error storage_error(int error_number, const std::string& what) {
  const std::string detail = what + ": " + std::strerror(error_number);
  if (error_number == ENOSPC || error_number == EDQUOT) {
    return unavailable("storage_full", "The server has no room to store this right now. Please try again later.", detail);
  }
  return unavailable("storage_failed", "The server cannot store this right now. Please try again later.", detail);
}

Result<void> write_file_durably(const std::filesystem::path& path, ByteView bytes, std::string_view crash_name) {
  const std::filesystem::path temporary = temporary_beside(path);
  {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.valid()) return fail(storage_error(errno, "creating a file"));
    if (!write_all(file.get(), bytes) || ::fdatasync(file.get()) != 0) {
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
  if (!crash_name.empty()) crash_point(crash_name);
  return sync_folder(path.parent_path());
}

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) {
    if (errno == ENOENT) return fail(make_error(ErrorKind::not_found, "no_such_file", "There is no such file."));
    return fail(storage_error(errno, "opening a file"));
  }
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return fail(storage_error(errno, "reading a file's size"));
  if (static_cast<std::size_t>(info.st_size) > bytes_max) {
    return fail(make_error(ErrorKind::too_large, "file_too_large", "The file is too large."));
  }
  Bytes bytes(static_cast<std::size_t>(info.st_size));
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t count = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(storage_error(errno, "reading a file"));
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  bytes.resize(filled);
  return bytes;
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
