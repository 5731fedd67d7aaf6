// SPDX-License-Identifier: Apache-2.0
#pragma once
// The data folder: its layout, its lock and its keys. One process at a time may hold the lock and write.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "base/random.h"
#include "base/result.h"

namespace lumen::app {

class DataFolder {
 public:
  // Creates the folder (mode 0700) when absent. Errors: "folder_unwritable", "folder_locked" (another lumen
  // holds it; its admin socket can be asked instead), "key_file_damaged".
  static Result<std::unique_ptr<DataFolder>> open_locked(const std::filesystem::path& path, Random& random);
  ~DataFolder();
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

  bool is_new() const { return is_new_; }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path database_file() const { return path_ / "lumen.db"; }
  std::filesystem::path product_vectors_file() const { return path_ / "product-vectors"; }
  std::filesystem::path photos_folder() const { return path_ / "photos"; }
  std::filesystem::path keys_folder() const { return path_ / "keys"; }
  std::filesystem::path outbox_folder() const { return path_ / "outbox"; }

  // The master key wraps every other key and never leaves this process.
  const SecretKey& master_key() const { return master_; }
  // A key for one purpose, derived from the master key by HMAC-SHA256.
  SecretKey derived_key(std::string_view purpose) const;

 private:
  DataFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}
  Result<void> load_master(Random& random);

  std::filesystem::path path_;
  int lock_;
  bool is_new_ = false;
  SecretKey master_;
};

// The Unix socket of the server that holds a folder.
std::filesystem::path admin_socket(const std::filesystem::path& data_folder);

// Reads keys/master.key: `not_found` when absent, "key_file_damaged" when it is no key.
Result<SecretKey> read_master_key(const std::filesystem::path& data_folder);

}  // namespace lumen::app
