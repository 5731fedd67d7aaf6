// SPDX-License-Identifier: Apache-2.0
#include "app/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/files.h"

namespace lumen::app {
namespace {

constexpr std::string_view key_file_header = "lumen master key 1\n";

// Header, 64 hex digits, the first 8 hex digits of their SHA-256, each on a line: a flipped bit is noticed.
std::string format_key_file(const SecretKey& key) {
  const std::string hex = hex_encode(key.view());
  return std::string(key_file_header) + hex + "\n" + hex_encode(sha256(as_bytes(hex))).substr(0, 8) + "\n";
}

Error damaged(const std::filesystem::path& file) {
  Error error = internal("not a master key file: " + file.string());
  error.code = "key_file_damaged";
  error.message = "The key file " + file.string() +
                  " is damaged. Put it back from a backup: without it the stored "
                  "photos and results cannot be read.";
  return error;
}

}  // namespace

std::filesystem::path admin_socket(const std::filesystem::path& data_folder) { return data_folder / "admin.sock"; }

Result<SecretKey> read_master_key(const std::filesystem::path& data_folder) {
  const auto file = data_folder / "keys" / "master.key";
  const auto bytes = read_file(file, 1'024);
  if (!bytes) return fail(bytes.error());
  const std::string_view text = as_text(*bytes);
  const std::size_t header = key_file_header.size();
  if (text.size() != header + 64 + 1 + 8 + 1 || !text.starts_with(key_file_header)) return fail(damaged(file));
  const std::string_view hex = text.substr(header, 64);
  const auto raw = hex_decode(hex);
  if (!raw || hex_encode(sha256(as_bytes(hex))).substr(0, 8) != text.substr(header + 65, 8)) return fail(damaged(file));
  return SecretKey::from_bytes(*raw);
}

Result<std::unique_ptr<DataFolder>> DataFolder::open_locked(const std::filesystem::path& path, Random& random) {
  auto unwritable = [&](const std::string& detail) {
    return unavailable("folder_unwritable", "Cannot write to the data folder " + path.string() + " (" + detail +
                                                "). Choose another with --data, or mend its permissions.");
  };
  std::error_code failure;
  const std::filesystem::path absolute = std::filesystem::absolute(path, failure);
  if (auto made = make_private_folder(absolute); !made) return fail(unwritable(made.error().detail));
  const int lock = ::open((absolute / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return fail(unwritable(std::strerror(errno)));
  std::unique_ptr<DataFolder> folder(new DataFolder(absolute, lock));
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return fail(make_error(ErrorKind::conflict, "folder_locked",
                           "Another lumen is using the data folder " + absolute.string() +
                               ". Stop it first, or choose another folder with --data."));
  }
  if (auto loaded = folder->load_master(random); !loaded) return fail(loaded.error());
  return folder;
}

DataFolder::~DataFolder() {
  if (lock_ >= 0) ::close(lock_);
}

Result<void> DataFolder::load_master(Random& random) {
  auto key = read_master_key(path_);
  if (key) {
    master_ = *key;
    return {};
  }
  if (key.error().kind != ErrorKind::not_found) return fail(key.error());
  if (std::filesystem::exists(database_file())) {
    Error error = internal("master.key is missing beside a database");
    error.code = "key_file_damaged";
    error.message = "The key file " + (keys_folder() / "master.key").string() +
                    " is missing, but there is data. Put it back from a backup.";
    return fail(error);
  }
  is_new_ = true;
  master_ = SecretKey::generate(random);
  if (auto made = make_private_folder(keys_folder()); !made) return made;
  return write_file_durably(keys_folder() / "master.key", as_bytes(format_key_file(master_)));
}

SecretKey DataFolder::derived_key(std::string_view purpose) const {
  return SecretKey(hmac_sha256(master_.view(), as_bytes(purpose)));
}

}  // namespace lumen::app
