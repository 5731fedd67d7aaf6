// SPDX-License-Identifier: Apache-2.0
#pragma once
// Durable files. Blocking; call from a pool. Thread-safe.

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen {

// Replaces `path` so that after a crash at any instant it holds either the old or the new bytes: temporary
// file in the same folder, fdatasync, rename, fsync of the folder. Mode 0600. A full disk or a read-only
// folder is `unavailable` with code "storage_full" or "storage_failed". `crash_name`, when given, names the
// crash point passed after the rename.
Result<void> write_file_durably(const std::filesystem::path& path, ByteView bytes, std::string_view crash_name = {});

// The same for a file that comes in pieces, so that nobody joins them in memory first.
struct DurableWrite {
  std::string_view crash_name;
  std::filesystem::path temporary_folder;  // on the same file system; the file's own folder when empty
};
Result<void> write_file_durably(const std::filesystem::path& path, std::span<const ByteView> pieces,
                                const DurableWrite& options);

// Makes what was created, renamed or removed in the folder durable.
Result<void> sync_folder(const std::filesystem::path& folder);

// The first `bytes_max` bytes of the file, or all of a shorter one; `not_found` when absent.
Result<Bytes> read_file_start(const std::filesystem::path& path, std::size_t bytes_max);

// The whole file; `not_found` when absent, `too_large` over `bytes_max`.
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t bytes_max);

// Removes the file and syncs its folder; absent is fine.
Result<void> remove_file_durably(const std::filesystem::path& path);

// Creates the folder and its parents with mode 0700 and syncs the parent.
Result<void> make_private_folder(const std::filesystem::path& path);

// An Error for an errno of a storage call.
Error storage_error(int error_number, const std::string& what);

}  // namespace lumen
